// Replies, reactions and issues between the moment they are decided and the moment they are on GitHub. A key enters once: a
// sent row stays, without its text.
import type { PullRef } from "../core/facts/work.js";
import type { OutboxEffect } from "../ports.js";
import type { Database } from "./client.js";
import type { Prisma } from "./generated/client.js";
import { pullKey } from "./pull-columns.js";
import { storableJson, storableText } from "./storable.js";
import type { Transaction } from "./transaction.js";

export async function addToOutbox(tx: Transaction, ref: PullRef, outbox: readonly OutboxEffect[]): Promise<void> {
  if (outbox.length === 0) return;
  await tx.outboxEntry.createMany({
    data: outbox.map(({ key, effect }) => ({
      ...pullKey(ref),
      key: storableText(key),
      effect: JSON.parse(storableJson(effect)) as Prisma.InputJsonValue,
    })),
    skipDuplicates: true,
  });
}

export async function loadOutbox(
  { prisma }: Database,
  repositoryId: number,
  number: number,
): Promise<readonly OutboxEffect[]> {
  const rows = await prisma.outboxEntry.findMany({
    where: { repositoryId: BigInt(repositoryId), number, sentAt: null },
    orderBy: { recorded: "asc" },
  });
  return rows.map(({ key, effect }) => ({ key, effect: effect as unknown as OutboxEffect["effect"] }));
}

export async function markSent({ prisma, now }: Database, ref: PullRef, key: string): Promise<void> {
  await prisma.$executeRaw`
    UPDATE outbox SET sent_at = ${now()}, effect = NULL
    WHERE repository_id = ${BigInt(ref.repositoryId)} AND number = ${ref.number} AND key = ${storableText(key)}
      AND sent_at IS NULL`;
}
