// PyPI: the project's JSON, and downloads from pypistats.org.
import { z } from "zod";
import type { RegistryHttp } from "../http/registry-http.js";
import { aRelease, earliest, type Listing, type Registry, type Release, timeOf } from "../registry.js";
import type { Endpoints } from "../settings.js";
import { choosePython } from "../versions/python.js";

const File = z.object({
  upload_time_iso_8601: z.unknown().optional(),
  packagetype: z.unknown().optional(),
  yanked: z.boolean().nullish(),
});
const Project = z.object({
  info: z.object({ classifiers: z.array(z.string()).nullish() }),
  releases: z.record(z.string(), z.array(File)).nullish(),
});
const Recent = z.object({ data: z.object({ last_week: z.number() }) });

export function pypiRegistry(http: RegistryHttp, endpoints: Endpoints): Registry {
  return {
    isName: (name) => /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name),
    async list(name) {
      const project = await http.json(`${endpoints.pypi}/pypi/${encodeURIComponent(name)}/json`, Project);
      return project === null ? null : toListing(project);
    },
    choose: choosePython,
    async weeklyDownloads(name) {
      const url = `${endpoints.pypiStats}/api/packages/${encodeURIComponent(name)}/recent`;
      return (await http.json(url, Recent))?.data.last_week ?? 0;
    },
  };
}

function toListing({ info, releases }: z.infer<typeof Project>): Listing {
  const inactive = info.classifiers?.includes("Development Status :: 7 - Inactive") ?? false;
  const found = Object.entries(releases ?? {})
    .filter(([, files]) => files.length > 0)
    .map(([version, files]) => toRelease(version, files, inactive));
  return {
    onHold: false,
    firstPublished: earliest(found.map(({ published }) => published)),
    releases: found,
    tags: new Map(),
  };
}

/** A release without a wheel runs its own setup code when it is installed. */
function toRelease(version: string, files: readonly z.infer<typeof File>[], inactive: boolean): Release {
  return aRelease(version, {
    published: earliest(files.map((file) => timeOf(file.upload_time_iso_8601))),
    deprecated: inactive ? "its maintainers marked it inactive" : null,
    yanked: files.every(({ yanked }) => yanked === true),
    runsScripts: !files.some(({ packagetype }) => packagetype === "bdist_wheel"),
  });
}
