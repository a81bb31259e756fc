// RubyGems: the list of a gem's versions. It counts downloads since the beginning, so the week is an average.
import { z } from "zod";
import type { RegistryHttp } from "../http/registry-http.js";
import { aRelease, earliest, hasDotSegment, type Registry, timeOf, weeklyAverage } from "../registry.js";
import type { Endpoints } from "../settings.js";
import { chooseRuby } from "../versions/ruby.js";

const Versions = z.array(
  z.object({ number: z.string(), created_at: z.unknown().optional(), downloads_count: z.number().nullish() }),
);

export function rubygemsRegistry(http: RegistryHttp, endpoints: Endpoints, nowMs: () => number): Registry {
  // A gem that was yanked completely answers with an empty list.
  const read = async (name: string) => {
    const versions = await http.json(
      `${endpoints.rubygems}/api/v1/versions/${encodeURIComponent(name)}.json`,
      Versions,
    );
    return versions === null || versions.length === 0 ? null : versions;
  };

  return {
    isName: (name) => /^[\w.-]{1,200}$/.test(name) && !hasDotSegment(name),
    async list(name) {
      const versions = await read(name);
      if (versions === null) return null;
      const releases = versions.map(({ number, created_at }) => aRelease(number, { published: timeOf(created_at) }));
      return {
        onHold: false,
        firstPublished: earliest(releases.map(({ published }) => published)),
        releases,
        tags: new Map(),
      };
    },
    choose: chooseRuby,
    async weeklyDownloads(name) {
      const versions = (await read(name)) ?? [];
      const total = versions.reduce((sum, version) => sum + (version.downloads_count ?? 0), 0);
      return weeklyAverage(total, earliest(versions.map(({ created_at }) => timeOf(created_at))), nowMs());
    },
  };
}
