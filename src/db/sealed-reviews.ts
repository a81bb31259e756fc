// Blind reviews: stored encrypted, opened together. Nothing here can read what a review says; the pipeline encrypts and opens.
import type { AuditEvent, RecordChanges } from "../core/facts/records.js";
import type { RevealedReview, SealedReview } from "../core/facts/submission.js";
import type { PullRef } from "../core/facts/work.js";
import type { NotSeated, OutboxEffect, SealedBox, SealedBoxes } from "../ports.js";
import { accountColumns, reviewerColumns } from "./account-columns.js";
import { appendEvents } from "./audit-log.js";
import type { Database } from "./client.js";
import { Prisma } from "./generated/client.js";
import { addToOutbox } from "./outbox.js";
import type { PullKey } from "./pull-columns.js";
import { sourceColumns } from "./source-columns.js";
import { storableJson, storableText } from "./storable.js";
import type { Transaction } from "./transaction.js";

type SealedChanges = Pick<RecordChanges, "sealed" | "voidedSeals" | "exposures">;

/** The number of rows that were added or changed. */
export async function writeSealed(
  tx: Transaction,
  pull: PullKey,
  { sealed, voidedSeals, exposures }: SealedChanges,
  boxes: SealedBoxes,
): Promise<number> {
  let news = 0;
  for (const review of sealed) news += await writeReview(tx, pull, review, boxes);
  for (const { source, at, reason } of voidedSeals) {
    const { count } = await tx.sealedReview.updateMany({
      where: { ...sourceColumns(source), voidedAt: null },
      // What its author took back is nobody's any more.
      data: { voidedAt: at, voidReason: storableText(reason), box: null },
    });
    news += count;
  }
  if (exposures.length > 0) news += await writeExposures(tx, pull, exposures);
  return news;
}

/** @throws RangeError for a review whose content nobody encrypted: it could never be revealed. */
async function writeReview(tx: Transaction, pull: PullKey, review: SealedReview, boxes: SealedBoxes): Promise<number> {
  const box = boxes.get(review.commitment);
  if (box === undefined) throw new RangeError("a sealed review came without its encrypted content");
  const { source, reviewer, session, voided, revealed: _later, ...rest } = review;
  const { count } = await tx.sealedReview.createMany({
    data: [
      {
        ...pull,
        ...rest,
        ...sourceColumns(source),
        ...reviewerColumns(reviewer),
        sessionKind: session.kind,
        sessionId: BigInt(session.id),
        box: voided === null ? box : null,
        voidedAt: voided?.at ?? null,
        voidReason: voided === null ? null : storableText(voided.reason),
      },
    ],
    skipDuplicates: true,
  });
  return count;
}

async function writeExposures(tx: Transaction, pull: PullKey, exposures: RecordChanges["exposures"]): Promise<number> {
  const { count } = await tx.exposure.createMany({
    data: exposures.map(({ kind, person, fingerprint, source, at }) => {
      const { id, login, type } = accountColumns(person);
      return {
        ...pull,
        ...sourceColumns(source),
        kind,
        fingerprint,
        personKey: id === null ? login.toLowerCase() : String(id),
        personId: id,
        personLogin: login,
        personType: type,
        at,
      };
    }),
    skipDuplicates: true,
  });
  return count;
}

/** Encrypted contents by commitment; one that is gone (revealed, replaced) is left out. */
export async function loadBoxes({ prisma }: Database, commitments: readonly string[]): Promise<readonly SealedBox[]> {
  const rows = await prisma.sealedReview.findMany({
    where: { commitment: { in: [...commitments] }, box: { not: null } },
    select: { commitment: true, box: true },
  });
  return rows.map(({ commitment, box }) => ({ commitment, box: box ?? "" }));
}

/**
 * Reveals all of them, with the outbox and the events, or nothing. False when one is not there to be revealed any more: another
 * evaluation was first.
 */
export async function reveal(
  database: Database,
  ref: PullRef,
  revealed: ReadonlyMap<string, RevealedReview>,
  events: readonly AuditEvent[],
  outbox: readonly OutboxEffect[],
  aside: NotSeated = new Map(),
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const wanted = [...revealed.keys()].sort();
    const rows = await tx.$queryRaw<{ commitment: string }[]>`
      SELECT commitment FROM sealed_reviews WHERE commitment IN (${Prisma.join(wanted)}) AND revealed IS NULL
        AND repository_id = ${BigInt(ref.repositoryId)} AND number = ${ref.number}
      ORDER BY commitment FOR UPDATE`;
    if (rows.length < wanted.length) return false;
    for (const [commitment, review] of revealed) {
      const { at, reason } = aside.get(commitment) ?? { at: null, reason: null };
      await tx.$executeRaw`
        UPDATE sealed_reviews SET revealed = ${storableJson(review)}::json, box = NULL,
          voided_at = COALESCE(voided_at, ${at}), void_reason = COALESCE(void_reason, ${reason})
        WHERE commitment = ${commitment}`;
    }
    await addToOutbox(tx, ref, outbox);
    await appendEvents(tx, ref.installationId, events);
    return true;
  });
}
