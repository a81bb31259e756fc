// The table of wanted work, as the queue sees it (docs/decisions/0001-work-queue.md). A row is a wish not fulfilled yet.
// `wanted` counts requests, `claimed` is what it was when the lease began: equal at the end means nothing new was asked for.
import type { WorkItem } from "../core/facts/work.js";
import { type LeasedWork, type QueueStats, STUCK_AFTER_ATTEMPTS, type WorkStore } from "../ports/work-store.js";
import type { Database } from "./client.js";
import { Prisma } from "./generated/client.js";
import { storableJson, toNumber } from "./storable.js";
import { retryConflicts } from "./transaction.js";
import { toWish, WANTED_AGAIN, WISH_COLUMNS } from "./wish.js";
import { WORK_CHANNEL } from "./work-signal.js";

/** By how much background work yields. After this long it counts like any other, so that it never starves. */
const BACKGROUND_YIELDS_MS = 10 * 60_000;

/**
 * When a dead process's work may be taken over: at once the first time, later after each further death. Work that kills its
 * process (out of memory) must not take down one replica after the other without anything else being done in between.
 */
const TAKEOVER_AT = Prisma.sql`lease_until + least(power(2, least(attempts, 20)) - 1, 900) * interval '1 second'`;

export function createWorkStore(database: Database): WorkStore {
  const { prisma, signal } = database;
  const after = (ms: number) => Prisma.sql`${database.now()} + ${ms} * interval '1 millisecond'`;

  return {
    async enqueue(items, { delayMs = 0, background = false } = {}) {
      if (items.length === 0) return;
      const rankAt = after(delayMs + (background ? BACKGROUND_YIELDS_MS : 0));
      await insertWishes(database, items, { runAt: after(delayMs), rankAt, conflict: WANTED_AGAIN });
      if (delayMs === 0) signal.announce();
    },

    async ensure(items) {
      const conflict = Prisma.sql`ON CONFLICT (key) DO NOTHING`;
      await insertWishes(database, items, { runAt: after(0), rankAt: after(0), conflict });
    },

    async claim({ token, ms, except, last }) {
      const rows = await prisma.$queryRaw<ClaimedRow[]>`
        WITH next AS (
          SELECT key FROM work
          WHERE run_at <= ${database.now()} AND (lease_until IS NULL OR ${TAKEOVER_AT} <= ${database.now()})
            AND coalesce(installation_id, 0) <> ALL (${except.map(BigInt)}::bigint[])
          ORDER BY coalesce(installation_id, 0) = ANY (${last.map(BigInt)}::bigint[]), rank_at, key LIMIT 1
          FOR UPDATE SKIP LOCKED
        )
        UPDATE work AS w SET lease_token = ${token}, lease_until = ${after(ms)}, claimed = w.wanted,
          attempts = w.attempts + CASE WHEN w.lease_token IS NULL THEN 0 ELSE 1 END
        FROM next WHERE w.key = next.key
        RETURNING w.key, w.item, w.attempts, w.installation_id AS "installationId",
          greatest(0, extract(epoch FROM ${database.now()} - w.first_wanted_at) * 1000)::float8 AS "waitedMs"`;
      return rows[0] === undefined ? null : toLeasedWork(rows[0], token);
    },

    async complete(token, { afterMs, restMs = 0 } = {}) {
      const isOnce = afterMs === undefined;
      const nextRun = after(afterMs ?? 0);
      const rested = after(restMs);
      const rows = await prisma.$queryRaw<unknown[]>`
        WITH held AS (
          SELECT key, wanted = claimed AS fulfilled FROM work WHERE lease_token = ${token} FOR UPDATE
        ), gone AS (
          DELETE FROM work AS w USING held WHERE w.key = held.key AND held.fulfilled AND ${isOnce}
        ), kept AS (
          UPDATE work AS w SET lease_token = NULL, lease_until = NULL, claimed = NULL, attempts = 0,
            not_before = CASE WHEN held.fulfilled THEN NULL ELSE ${rested} END, last_error_code = NULL,
            run_at = CASE WHEN held.fulfilled THEN ${nextRun} ELSE greatest(w.run_at, ${rested}) END,
            rank_at = CASE WHEN held.fulfilled THEN ${nextRun} ELSE greatest(w.rank_at, ${rested}) END,
            first_wanted_at = CASE WHEN held.fulfilled THEN ${nextRun} ELSE w.first_wanted_at END
          FROM held WHERE w.key = held.key AND NOT (held.fulfilled AND ${isOnce})
        )
        SELECT 1 AS held FROM held`;
      return rows.length > 0;
    },

    async fail(token, { code, delayMs, firm }) {
      const notBefore = firm ? after(delayMs) : Prisma.sql`NULL`;
      const ended = await prisma.$executeRaw`
        UPDATE work SET lease_token = NULL, lease_until = NULL, claimed = NULL, attempts = attempts + 1,
          run_at = ${after(delayMs)}, rank_at = ${after(delayMs)}, not_before = ${notBefore}, last_error_code = ${code}
        WHERE lease_token = ${token}`;
      return ended > 0;
    },

    async extend(tokens, ms) {
      const rows = await prisma.$queryRaw<{ token: string }[]>`
        UPDATE work SET lease_until = ${after(ms)} WHERE lease_token = ANY (${[...tokens]}::text[])
        RETURNING lease_token AS token`;
      return new Set(rows.map(({ token }) => token));
    },

    async release(tokens) {
      if (tokens.length === 0) return;
      await prisma.$executeRaw`
        UPDATE work SET lease_token = NULL, lease_until = NULL, claimed = NULL
        WHERE lease_token = ANY (${[...tokens]}::text[])`;
      signal.announce();
    },

    async reclaim() {
      if (database.kind === "postgresql") return 0;
      return prisma.$executeRaw`
        UPDATE work SET lease_until = ${database.now()} WHERE lease_until > ${database.now()}`;
    },

    subscribe: (onWork) => signal.subscribe(onWork),
    stats: () => loadStats(database),
  };
}

interface ClaimedRow {
  readonly key: string;
  readonly item: WorkItem;
  readonly attempts: number;
  readonly installationId: bigint | null;
  readonly waitedMs: number;
}

function toLeasedWork({ installationId, waitedMs, ...row }: ClaimedRow, token: string): LeasedWork {
  return {
    ...row,
    token,
    installationId: installationId === null ? null : toNumber(installationId),
    waitedMs: Math.round(waitedMs),
  };
}

interface NewWishes {
  readonly runAt: Prisma.Sql;
  readonly rankAt: Prisma.Sql;
  readonly conflict: Prisma.Sql;
}

async function insertWishes(database: Database, items: readonly WorkItem[], { runAt, rankAt, conflict }: NewWishes) {
  const byKey = new Map(items.map((item) => [toWish(item).key, toWish(item)]));
  const tellReplicas =
    database.kind === "postgresql" ? Prisma.sql`RETURNING pg_notify(${WORK_CHANNEL}, '')::text` : Prisma.empty;
  const statement = Prisma.sql`
    INSERT INTO work AS w (${WISH_COLUMNS})
    SELECT key, kind, installation, item, 1, ${runAt}, ${rankAt}, ${runAt}
    FROM json_to_recordset(${storableJson([...byKey.values()])}::json)
      AS n(key text, kind text, installation bigint, item json)
    ORDER BY key ${conflict} ${tellReplicas}`;
  await retryConflicts(() => database.prisma.$queryRaw(statement));
}

async function loadStats({ prisma, now }: Database): Promise<QueueStats> {
  const leased = Prisma.sql`(lease_until IS NOT NULL AND lease_until > ${now()})`;
  const due = Prisma.sql`(run_at <= ${now()})`;
  const [row] = await prisma.$queryRaw<QueueStats[]>`
    SELECT count(*) FILTER (WHERE ${leased})::int AS running,
      count(*) FILTER (WHERE NOT ${leased} AND ${due})::int AS ready,
      count(*) FILTER (WHERE NOT ${leased} AND NOT ${due})::int AS delayed,
      count(*) FILTER (WHERE attempts >= ${STUCK_AFTER_ATTEMPTS})::int AS stuck,
      coalesce(max(extract(epoch FROM ${now()} - greatest(run_at, first_wanted_at)) * 1000)
        FILTER (WHERE NOT ${leased} AND ${due}), 0)::float8 AS "oldestReadyMs"
    FROM work`;
  return row ?? { running: 0, ready: 0, delayed: 0, stuck: 0, oldestReadyMs: 0 };
}
