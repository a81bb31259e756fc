// Appends to the audit chains, one per installation. INVARIANT: replicas never fork a chain: whoever appends holds the chain's
// advisory lock from reading its head until the end of the transaction.
import { type AuditIndex, nextEntry, sayMoment } from "../core/audit/chain.js";
import type { AuditEntry, AuditEvent } from "../core/facts/records.js";
import type { PullRef } from "../core/facts/work.js";
import { canonicalJson } from "../core/ground/canonical.js";
import type { AuditHead, AuditLog } from "../ports.js";
import type { Database } from "./client.js";
import type { AuditRow } from "./generated/client.js";
import { storableText, toNumber } from "./storable.js";
import type { Transaction } from "./transaction.js";

/** First key of the advisory locks of the chains; an arbitrary constant, ours alone. */
const CHAIN_LOCKS = 20_727;
const MAX_INT32 = 2 ** 31;

export function createAuditLog(database: Database): AuditLog {
  const { prisma } = database;
  return {
    append: (installationId, events) => database.transaction((tx) => appendEvents(tx, installationId, events)),
    head: (installationId) => loadHead(prisma, installationId),
    async read(installationId, from, limit) {
      const rows = await prisma.auditRow.findMany({
        where: { installationId: BigInt(installationId), sequence: { gte: BigInt(from) } },
        orderBy: { sequence: "asc" },
        take: limit,
      });
      return rows.map((row) => ({ ...toEntry(row), index: toIndex(row) }));
    },
    async installations() {
      const rows = await prisma.auditRow.groupBy({ by: ["installationId"], orderBy: { installationId: "asc" } });
      return rows.map(({ installationId }) => toNumber(installationId));
    },
  };
}

/** Inside the caller's transaction. The newest entry afterwards; null when there is none and nothing was appended. */
export async function appendEvents(
  tx: Transaction,
  installationId: number,
  events: readonly AuditEvent[],
): Promise<AuditEntry | null> {
  if (events.length === 0) return loadHead(tx, installationId);
  // Released with the transaction. Two installations that share a key only wait for each other.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CHAIN_LOCKS}::int, ${installationId % MAX_INT32}::int)`;
  let head = await loadHead(tx, installationId);
  const entries: AuditEntry[] = [];
  for (const event of events) {
    head = nextEntry(head, installationId, storableEvent(event));
    entries.push(head);
  }
  await tx.auditRow.createMany({ data: entries.map(toRow) });
  return head;
}

/** The newest entry about one pull request in the chain of its installation. */
export async function loadPullHead(tx: Transaction, ref: PullRef): Promise<AuditHead | null> {
  const row = await tx.auditRow.findFirst({
    where: {
      installationId: BigInt(ref.installationId),
      repositoryId: BigInt(ref.repositoryId),
      pullNumber: ref.number,
    },
    orderBy: { sequence: "desc" },
    select: { sequence: true, hash: true },
  });
  return row === null ? null : { sequence: toNumber(row.sequence), hash: row.hash };
}

/** Those of `events` that the chain does not hold yet about this pull request, compared by content. */
export async function withoutRecorded(
  tx: Transaction,
  ref: PullRef,
  events: readonly AuditEvent[],
): Promise<readonly AuditEvent[]> {
  if (events.length === 0) return [];
  const rows = await tx.auditRow.findMany({
    where: {
      installationId: BigInt(ref.installationId),
      event: { in: events.map((event) => canonicalJson(storableEvent(event))) },
      repositoryId: BigInt(ref.repositoryId),
      pullNumber: ref.number,
    },
    select: { event: true },
  });
  const recorded = new Set(rows.map(({ event }) => event));
  return events.filter((event) => !recorded.has(canonicalJson(storableEvent(event))));
}

async function loadHead(tx: Transaction, installationId: number): Promise<AuditEntry | null> {
  const row = await tx.auditRow.findFirst({
    where: { installationId: BigInt(installationId) },
    orderBy: { sequence: "desc" },
  });
  return row === null ? null : toEntry(row);
}

/** The event is hashed as it is stored, so a text that PostgreSQL cannot hold is replaced before. */
function storableEvent(event: AuditEvent): AuditEvent {
  return JSON.parse(JSON.stringify(event), (_key, member: unknown) =>
    typeof member === "string" ? storableText(member) : member,
  ) as AuditEvent;
}

function toRow({ installationId, sequence, previousHash, hash, event }: AuditEntry): AuditRow {
  return {
    installationId: BigInt(installationId),
    sequence: BigInt(sequence),
    previousHash,
    hash,
    event: canonicalJson(event),
    kind: event.kind,
    at: new Date(event.at),
    repositoryId: BigInt(event.repository.id),
    pullNumber: event.pull,
  };
}

function toEntry({ installationId, sequence, previousHash, hash, event }: AuditRow): AuditEntry {
  return {
    installationId: toNumber(installationId),
    sequence: toNumber(sequence),
    previousHash,
    hash,
    event: parseEvent(event),
  };
}

function toIndex({ kind, at, repositoryId, pullNumber }: AuditRow): AuditIndex {
  return {
    kind,
    at: sayMoment(at),
    repository: String(repositoryId),
    pull: pullNumber === null ? null : `${pullNumber}`,
  };
}

/** What is not the canonical text that we wrote was tampered with: the text itself then stands for the event, and fails the hash. */
function parseEvent(text: string): AuditEvent {
  try {
    const event = JSON.parse(text) as AuditEvent;
    if (canonicalJson(event) === text) return event;
  } catch {
    // Not JSON any more.
  }
  return text as unknown as AuditEvent;
}
