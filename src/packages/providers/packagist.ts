// Packagist: Composer's metadata, in which each release states only what differs from the one before, and its statistics.
import { z } from "zod";
import type { RegistryHttp } from "../http/registry-http.js";
import { aRelease, earliest, hasDotSegment, pathOf, type Registry, type Release, timeOf } from "../registry.js";
import type { Endpoints } from "../settings.js";
import { chooseComposer } from "../versions/composer.js";

const Metadata = z.object({ packages: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))) });
const Statistics = z.object({ package: z.object({ downloads: z.object({ monthly: z.number() }) }) });
const DAYS_PER_MONTH = 30;

export function packagistRegistry(http: RegistryHttp, endpoints: Endpoints): Registry {
  const path = (name: string) => pathOf(name.toLowerCase().split("/"));

  return {
    isName: (name) => /^[a-z0-9][\w.-]*\/[a-z0-9][\w.-]*$/i.test(name) && !hasDotSegment(name),
    async list(name) {
      const metadata = await http.json(`${endpoints.packagist}/p2/${path(name)}.json`, Metadata);
      if (metadata === null) return null;
      const entries = Object.entries(metadata.packages).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
      const releases = expand(entries ?? []);
      const firstPublished = earliest(releases.map(({ published }) => published));
      return { onHold: false, firstPublished, releases, tags: new Map() };
    },
    choose: chooseComposer,
    async weeklyDownloads(name) {
      const found = await http.json(`${endpoints.packagistStats}/packages/${path(name)}.json`, Statistics);
      return found === null ? 0 : Math.floor((found.package.downloads.monthly * 7) / DAYS_PER_MONTH);
    },
  };
}

function expand(entries: readonly Readonly<Record<string, unknown>>[]): readonly Release[] {
  let version: unknown;
  let time: unknown;
  let abandoned: unknown;
  return entries.map((entry) => {
    version = Object.hasOwn(entry, "version") ? entry.version : version;
    time = Object.hasOwn(entry, "time") ? entry.time : time;
    abandoned = Object.hasOwn(entry, "abandoned") ? entry.abandoned : abandoned;
    return aRelease(String(version), { published: timeOf(time), deprecated: wordsOf(abandoned) });
  });
}

/** `true`, or the name of the package to use instead; `__unset` takes it back. */
function wordsOf(abandoned: unknown): string | null {
  if (abandoned === true) return "abandoned";
  if (typeof abandoned !== "string" || abandoned === "" || abandoned === "__unset") return null;
  return `abandoned, use ${abandoned.slice(0, 200)}`;
}
