// Docker Hub: a repository and one tag of it. Tags are moved all the time, so a tag has no age.
import { z } from "zod";
import type { RegistryHttp } from "../http/registry-http.js";
import {
  aRelease,
  type Choice,
  chosen,
  hasDotSegment,
  type Listing,
  pathOf,
  type Registry,
  timeOf,
  UNCLEAR,
  weeklyAverage,
} from "../registry.js";
import type { Endpoints } from "../settings.js";

const Repository = z.object({ date_registered: z.unknown().optional(), pull_count: z.number() });
const Tag = z.object({ name: z.string() });

export function dockerHubRegistry(http: RegistryHttp, endpoints: Endpoints, nowMs: () => number): Registry {
  const at = (name: string) => `${endpoints.dockerHub}/v2/repositories/${pathOf(hubName(name).split("/"))}`;

  return {
    isName: (name) => /^[a-z0-9._-]+(?:\/[a-z0-9._-]+)?$/.test(hubName(name)) && !hasDotSegment(name),
    async list(name) {
      const repository = await http.json(`${at(name)}/`, Repository);
      if (repository === null) return null;
      return { onHold: false, firstPublished: timeOf(repository.date_registered), releases: [], tags: new Map() };
    },
    choose: chooseTag,
    async complete(name, release) {
      // A digest names its content by itself; Docker Hub has no address for it without a tag.
      if (release.version.startsWith("sha256:")) return release;
      const tag = await http.json(`${at(name)}/tags/${encodeURIComponent(release.version)}`, Tag);
      return tag === null ? null : release;
    },
    async weeklyDownloads(name) {
      const repository = await http.json(`${at(name)}/`, Repository);
      return repository === null
        ? 0
        : weeklyAverage(repository.pull_count, timeOf(repository.date_registered), nowMs());
    },
  };
}

/** `docker.io/nginx`, `library/nginx` and `nginx` are one image. */
function hubName(name: string): string {
  const bare = name.replace(/^(?:docker\.io|index\.docker\.io|registry-1\.docker\.io)\//, "");
  return bare.includes("/") ? bare : `library/${bare}`;
}

function chooseTag(_listing: Listing, spec: string): Choice {
  const [tag = "", digest] = spec.split("@");
  if (/\$/.test(spec)) return UNCLEAR;
  const named = tag === "" ? digest : tag;
  if (named === undefined) return chosen(aRelease("latest"));
  return /^(?:sha256:[0-9a-f]{64}|\w[\w.-]{0,127})$/.test(named) ? chosen(aRelease(named)) : UNCLEAR;
}
