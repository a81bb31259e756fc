// What people do on the review page: entries on their way to be judged, drafts, and comments that we post in their name.
// INVARIANT: every text is an age block before it comes here, and is gone once it was judged.
import type { FormStore, Recorded, StoredEntry } from "../ports.js";
import type { Database } from "./client.js";
import { pullKey } from "./pull-columns.js";
import { storableText, toNumber } from "./storable.js";
import type { Transaction } from "./transaction.js";

export function createFormStore(database: Database): FormStore {
  const { prisma, now } = database;
  return {
    async addEntry(ref, { kind, person, box, onPageSeconds }) {
      const { repositoryId, number } = pullKey(ref);
      const [row] = await prisma.$queryRaw<{ id: bigint }[]>`
        INSERT INTO form_entries (repository_id, number, person_id, person_login, kind, made_at, on_page_seconds, box)
        VALUES (${repositoryId}, ${number}, ${BigInt(person.id)}, ${storableText(person.login)}, ${kind}, ${now()},
          ${onPageSeconds}, ${box})
        RETURNING id`;
      return toNumber(row?.id ?? 0n);
    },
    async loadPending(ref) {
      const rows = await prisma.formEntry.findMany({
        where: { ...pullKey(ref), judgedAt: null },
        orderBy: { id: "asc" },
      });
      return rows.map(({ id, kind, personId, personLogin, madeAt, onPageSeconds, box }) => ({
        id: toNumber(id),
        kind: kindOf(kind),
        person: { id: toNumber(personId), login: personLogin, type: "User" as const },
        madeAt: madeAt.toISOString(),
        onPageSeconds,
        box,
      }));
    },
    async findLatest(ref, personId) {
      const row = await prisma.formEntry.findFirst({
        where: { ...pullKey(ref), personId: BigInt(personId) },
        orderBy: { id: "desc" },
      });
      if (row === null) return null;
      const judged = row.judgedAt === null ? null : { accepted: row.accepted ?? false, answer: row.answer };
      return { id: toNumber(row.id), kind: kindOf(row.kind), judged };
    },
    async findDraft(ref, personId) {
      return prisma.draft.findUnique({
        where: { repositoryId_number_personId: { ...pullKey(ref), personId: BigInt(personId) } },
        select: { fingerprint: true, box: true },
      });
    },
    async saveDraft(ref, personId, { fingerprint, box }) {
      const { repositoryId, number } = pullKey(ref);
      await prisma.$executeRaw`
        INSERT INTO drafts (repository_id, number, person_id, fingerprint, box, saved_at)
        VALUES (${repositoryId}, ${number}, ${BigInt(personId)}, ${fingerprint}, ${box}, ${now()})
        ON CONFLICT (repository_id, number, person_id) DO UPDATE
          SET fingerprint = excluded.fingerprint, box = excluded.box, saved_at = excluded.saved_at`;
    },
    async dropDraft(ref, personId) {
      await prisma.draft.deleteMany({ where: { ...pullKey(ref), personId: BigInt(personId) } });
    },
    async expectComment(ref, personId, bodyHash) {
      const { repositoryId, number } = pullKey(ref);
      await prisma.$executeRaw`
        INSERT INTO posted_forms (repository_id, number, person_id, body_hash, posted_at)
        VALUES (${repositoryId}, ${number}, ${BigInt(personId)}, ${bodyHash}, ${now()})
        ON CONFLICT DO NOTHING`;
    },
    async isExpected(ref, personId, bodyHash) {
      const found = await prisma.postedForm.findUnique({
        where: {
          repositoryId_number_personId_bodyHash: { ...pullKey(ref), personId: BigInt(personId), bodyHash },
        },
      });
      return found !== null;
    },
  };
}

/** In the transaction that records what came of the entries. An entry is answered once. */
export async function answerEntries(tx: Transaction, { now }: Database, answers: Recorded["answers"]): Promise<void> {
  for (const { entryId, accepted, answer } of answers) {
    await tx.$executeRaw`
      UPDATE form_entries SET judged_at = ${now()}, accepted = ${accepted}, answer = ${answer}, box = NULL
      WHERE id = ${BigInt(entryId)} AND judged_at IS NULL`;
  }
}

/** @throws RangeError for a row that another version wrote. */
function kindOf(kind: string): StoredEntry["kind"] {
  if (kind === "start" || kind === "submit") return kind;
  throw new RangeError("an entry of the review page has a kind that this version does not know");
}
