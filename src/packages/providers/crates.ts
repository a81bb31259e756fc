// crates.io: one answer holds everything. Downloads are those of the last 90 days.
import { z } from "zod";
import type { RegistryHttp } from "../http/registry-http.js";
import { aRelease, earliest, type Registry, timeOf } from "../registry.js";
import type { Endpoints } from "../settings.js";
import { chooseCargo } from "../versions/cargo.js";

const Answer = z.object({
  crate: z.object({ created_at: z.unknown().optional(), recent_downloads: z.number().nullish() }),
  versions: z.array(z.object({ num: z.string(), created_at: z.unknown().optional(), yanked: z.boolean() })).nullish(),
});
const RECENT_WEEKS = 90 / 7;

export function cratesRegistry(http: RegistryHttp, endpoints: Endpoints): Registry {
  const read = (name: string) =>
    http.json(`${endpoints.crates}/api/v1/crates/${encodeURIComponent(name)}`, Answer, { politely: true });

  return {
    isName: (name) => /^[A-Za-z][\w-]{0,63}$/.test(name),
    async list(name) {
      const answer = await read(name);
      if (answer === null) return null;
      const releases = (answer.versions ?? []).map(({ num, created_at, yanked }) =>
        aRelease(num, { published: timeOf(created_at), yanked }),
      );
      const times = [timeOf(answer.crate.created_at), ...releases.map(({ published }) => published)];
      return { onHold: false, firstPublished: earliest(times), releases, tags: new Map() };
    },
    choose: chooseCargo,
    async weeklyDownloads(name) {
      const recent = (await read(name))?.crate.recent_downloads;
      return recent === undefined || recent === null ? 0 : Math.floor(recent / RECENT_WEEKS);
    },
  };
}
