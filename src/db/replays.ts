// What proposed policies would have decided on merged pull requests. Kept for as long as somebody may still look at the
// pull request that proposes one; made again when it is wanted later.
import { readReport } from "../core/replay/replay-report.js";
import type { ReplayStore } from "../ports.js";
import type { Database } from "./client.js";
import { storableJson } from "./storable.js";

export function createReplayStore({ prisma, now }: Database): ReplayStore {
  return {
    async find(repositoryId, key) {
      const row = await prisma.replay.findUnique({
        where: { repositoryId_key: { repositoryId: BigInt(repositoryId), key } },
      });
      return row === null ? null : { report: readReport(row.report), madeAt: row.madeAt };
    },

    async begin(repositoryId, key) {
      await prisma.$executeRaw`
        INSERT INTO replays (repository_id, key, report, made_at)
        VALUES (${BigInt(repositoryId)}, ${key}, NULL, ${now()})
        ON CONFLICT (repository_id, key) DO UPDATE SET report = NULL, made_at = excluded.made_at`;
    },

    async finish(repositoryId, key, report) {
      await prisma.$executeRaw`
        INSERT INTO replays (repository_id, key, report, made_at)
        VALUES (${BigInt(repositoryId)}, ${key}, ${storableJson(report)}::json, ${now()})
        ON CONFLICT (repository_id, key) DO UPDATE SET report = excluded.report, made_at = excluded.made_at`;
    },
  };
}
