// Housekeeping, called now and then by the sweeper: old delivery ids and reports go, and the embedded database, which has no
// autovacuum, gets its dead rows cleared.
import type { Database } from "./client.js";
import { Prisma } from "./generated/client.js";

/** GitHub redelivers for 3 days; a delivery id must outlive that. */
const DELIVERIES_KEPT_DAYS = 8;
/** Deleted per statement, so that webhooks do not wait for a big one. Chosen, not measured. */
const PRUNE_BATCH = 5_000;

/** The number of deliveries forgotten. */
export async function pruneDeliveries(database: Database): Promise<number> {
  let pruned = 0;
  for (;;) {
    const gone = await database.prisma.$executeRaw`
      DELETE FROM deliveries WHERE id IN (
        SELECT id FROM deliveries WHERE received_at < ${database.now()} - ${DELIVERIES_KEPT_DAYS} * interval '1 day'
        ORDER BY received_at LIMIT ${PRUNE_BATCH})`;
    pruned += gone;
    if (gone < PRUNE_BATCH) break;
  }
  if (database.kind === "embedded") await vacuum(database);
  return pruned;
}

/** Longer than a policy is usually discussed; a report that is wanted again is made again. */
const REPLAYS_KEPT_DAYS = 30;

/** The number of reports on proposed policies forgotten. */
export async function pruneReplays({ prisma, now }: Database): Promise<number> {
  return prisma.$executeRaw`
    DELETE FROM replays WHERE made_at < ${now()} - ${REPLAYS_KEPT_DAYS} * interval '1 day'`;
}

/** Answers count for hours; some days more let a person see in the table what was said. */
const PACKAGE_ANSWERS_KEPT_DAYS = 3;

/** The number of answers of registries forgotten. */
export async function prunePackageAnswers({ prisma, now }: Database): Promise<number> {
  return prisma.$executeRaw`
    DELETE FROM package_answers WHERE asked_at < ${now()} - ${PACKAGE_ANSWERS_KEPT_DAYS} * interval '1 day'`;
}

const FORM_TABLES = ["drafts", "form_entries", "posted_forms", "sign_outs"] as const;

/** What people typed on the review page and left there. The page tells them how long. */
const FORMS_KEPT_DAYS = 30;
/** Longer than any session of the pages. */
const SIGN_OUTS_KEPT_DAYS = 8;

/** The number of rows of the review page forgotten: drafts, entries, expected comments, ended sessions. */
export async function pruneForms({ prisma, now }: Database): Promise<number> {
  const counts = [
    await prisma.$executeRaw`
      DELETE FROM drafts WHERE saved_at < ${now()} - ${FORMS_KEPT_DAYS} * interval '1 day'`,
    await prisma.$executeRaw`
      DELETE FROM form_entries WHERE made_at < ${now()} - ${FORMS_KEPT_DAYS} * interval '1 day'`,
    await prisma.$executeRaw`
      DELETE FROM posted_forms WHERE posted_at < ${now()} - ${FORMS_KEPT_DAYS} * interval '1 day'`,
    await prisma.$executeRaw`
      DELETE FROM sign_outs WHERE at < ${now()} - ${SIGN_OUTS_KEPT_DAYS} * interval '1 day'`,
  ];
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The tables whose rows change all the time; one statement each, since VACUUM runs in no transaction. */
async function vacuum({ prisma }: Database): Promise<void> {
  for (const table of [
    "work",
    "deliveries",
    "pulls",
    "pushes",
    "heads",
    "outbox",
    "package_answers",
    "replays",
    ...FORM_TABLES,
  ]) {
    await prisma.$executeRaw(Prisma.raw(`VACUUM (ANALYZE) ${table}`));
  }
}
