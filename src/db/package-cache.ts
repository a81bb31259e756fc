// Remembers what registries said about packages, for all replicas. Rows are forgotten by maintenance.ts.
import type { PackageCache } from "../ports.js";
import type { Database } from "./client.js";
import { storableJson, storableText } from "./storable.js";

export function createPackageCache(database: Database): PackageCache {
  return {
    async find(key, maxAgeMs) {
      const rows = await database.prisma.$queryRaw<{ answer: unknown }[]>`
        SELECT answer FROM package_answers
        WHERE key = ${storableText(key)} AND asked_at >= ${database.now()} - ${maxAgeMs} * interval '1 millisecond'`;
      return rows[0]?.answer ?? null;
    },
    async keep(key, answer) {
      await database.prisma.$executeRaw`
        INSERT INTO package_answers (key, answer, asked_at)
        VALUES (${storableText(key)}, ${storableJson(answer)}::json, ${database.now()})
        ON CONFLICT (key) DO UPDATE SET answer = excluded.answer, asked_at = excluded.asked_at`;
    },
  };
}
