// What the App remembers of pull requests between evaluations. Everything that one evaluation adds goes in together with its
// audit events, or not at all.

import { type Decision, isSameDecision } from "../core/case/decision.js";
import type { Agent } from "../core/facts/finding.js";
import type { AuditEvent } from "../core/facts/records.js";
import type { PullRef } from "../core/facts/work.js";
import type { AuditHead, PullStore, Recorded } from "../ports.js";
import { appendEvents, loadPullHead, withoutRecorded } from "./audit-log.js";
import type { Database } from "./client.js";
import { writeSeen } from "./contributor-rows.js";
import { Prisma } from "./generated/client.js";
import { loadRecords } from "./load-records.js";
import { addToOutbox, loadOutbox, markSent } from "./outbox.js";
import { pullColumns, pullKey } from "./pull-columns.js";
import {
  findByHead,
  findPull,
  findSuccesses,
  hasOtherGate,
  isBase,
  listOpen,
  listRepositories,
  loadSiblings,
  loadState,
} from "./pull-queries.js";
import { answerEntries } from "./review-forms.js";
import { loadBoxes, reveal } from "./sealed-reviews.js";
import { storableJson, toNumber } from "./storable.js";
import type { Transaction } from "./transaction.js";
import { writeAbsences } from "./workload.js";
import { countTold, type Written, writeAgentSeen, writeRecords } from "./write-records.js";

export function createPullStore(database: Database): PullStore {
  return {
    loadState: (repositoryId, number) => loadState(database, repositoryId, number),
    findPull: (owner, name, number) => findPull(database, owner, name, number),
    loadRecords: (repositoryId, number) => loadRecords(database, repositoryId, number),
    record: (ref, recorded) => record(database, ref, recorded),
    loadBoxes: (commitments) => loadBoxes(database, commitments),
    reveal: (ref, revealed, events, outbox, aside) => reveal(database, ref, revealed, events, outbox, aside),
    loadOutbox: (repositoryId, number) => loadOutbox(database, repositoryId, number),
    markSent: (ref, key) => markSent(database, ref, key),
    saveDecision: (ref, saved, events) => saveDecision(database, ref, saved, events),
    async savePublished(ref, published) {
      await database.prisma.$executeRaw`
        UPDATE pulls SET published = ${storableJson(published)}::json WHERE ${isPull(ref)}`;
    },
    loadSiblings: (repositoryId, headSha, except) => loadSiblings(database, repositoryId, headSha, except),
    findSuccesses: (ref) => findSuccesses(database, ref),
    findByHead: (repositoryId, headSha) => findByHead(database, repositoryId, headSha),
    isBase: (repositoryId, branch) => isBase(database, repositoryId, branch),
    hasOtherGate: (repositoryId, branch) => hasOtherGate(database, repositoryId, branch),
    listOpen: (repositoryId) => listOpen(database, repositoryId),
    listRepositories: () => listRepositories(database),
    markClosed: (ref, events, outboxFor) =>
      database.transaction(async (tx) => {
        const closed = await tx.$executeRaw`UPDATE pulls SET open = false WHERE ${isPull(ref)} AND open`;
        if (closed === 0) return false;
        const newest = await appendEvents(tx, ref.installationId, events);
        await addToOutbox(tx, ref, outboxFor(newest));
        return true;
      }),
    loadAuditHead: (ref) => loadPullHead(database.prisma, ref),
  };
}

/**
 * Idempotent. Events go with the rows they tell of: when all rows were known, none is appended; when some were (a second
 * evaluation of an older snapshot), those that the chain holds already are left out.
 */
async function record(database: Database, ref: PullRef, recorded: Recorded): Promise<void> {
  const { changes, events, outbox, boxes, answers, absences = [] } = recorded;
  // Most evaluations: nothing new but, perhaps, people behind commits and the agent. Each of these is true by itself.
  if (countTold(changes) + events.length + outbox.length + answers.length + absences.length === 0) {
    await writeSeen(database.prisma, pullKey(ref), changes);
    return writeAgentSeen(database.prisma, ref, changes.agentSeen);
  }
  await database.transaction(async (tx) => {
    await lockPull(tx, ref, changes.agentSeen);
    const written = await writeRecords(tx, ref, changes, boxes);
    await addToOutbox(tx, ref, outbox);
    await answerEntries(tx, database, answers);
    await writeAbsences(tx, ref.installationId, absences);
    const toAppend = await newEvents(tx, ref, written, events);
    if (toAppend.length > 0) await appendEvents(tx, ref.installationId, toAppend);
  });
}

async function newEvents(
  tx: Transaction,
  ref: PullRef,
  { asked, news }: Written,
  events: readonly AuditEvent[],
): Promise<readonly AuditEvent[]> {
  if (asked > 0 && news === asked) return events;
  if (asked > 0 && news === 0) return [];
  return withoutRecorded(tx, ref, events);
}

type SavedDecision = Parameters<PullStore["saveDecision"]>[1];

/**
 * The time is saved always, the events only when the decision is another than the stored one: whoever evaluated the same
 * thing at the same time has told of it already.
 */
async function saveDecision(
  database: Database,
  ref: PullRef,
  saved: SavedDecision,
  events: readonly AuditEvent[],
): Promise<AuditHead | null> {
  if (events.length === 0) return writeDecision(database.prisma, database, ref, saved);
  return database.transaction(async (tx) => {
    const before = await lockPull(tx, ref);
    const head = await writeDecision(tx, database, ref, saved);
    if (isSameDecision(JSON.parse(storableJson(saved.decision)), before)) return head;
    const newest = await appendEvents(tx, ref.installationId, events);
    return newest === null ? null : { sequence: newest.sequence, hash: newest.hash };
  });
}

/** Answers the newest audit entry of the pull request, in the same statement: it comes with every evaluation. */
async function writeDecision(
  tx: Transaction,
  { now }: Database,
  ref: PullRef,
  { baseRef, headSha, open, decision, countedLines }: SavedDecision,
): Promise<AuditHead | null> {
  const rows = await tx.$queryRaw<{ sequence: bigint; hash: string }[]>`
    WITH saved AS (
      INSERT INTO pulls (repository_id, number, installation_id, owner, name, base_ref, head_sha, open, decision,
        counted_lines, decided_at)
      VALUES (${pullColumns(ref)}, ${baseRef}, ${headSha}, ${open}, ${storableJson(decision)}::json, ${countedLines},
        ${now()})
      ON CONFLICT (repository_id, number) DO UPDATE SET installation_id = excluded.installation_id,
        owner = excluded.owner, name = excluded.name, base_ref = excluded.base_ref, head_sha = excluded.head_sha,
        open = excluded.open, decision = excluded.decision, counted_lines = excluded.counted_lines,
        decided_at = excluded.decided_at
    )
    SELECT sequence, hash FROM audit_entries
    WHERE installation_id = ${BigInt(ref.installationId)} AND repository_id = ${BigInt(ref.repositoryId)}
      AND pull_number = ${ref.number}
    ORDER BY sequence DESC LIMIT 1`;
  return rows[0] === undefined ? null : { sequence: toNumber(rows[0].sequence), hash: rows[0].hash };
}

/**
 * Creates the row when this is the first we hear of the pull request, and holds it until the end of the transaction.
 * Once agent-authored, always agent-authored. Answers the decision that it has.
 */
async function lockPull(tx: Transaction, ref: PullRef, agentSeen: Agent | null = null): Promise<Decision | null> {
  const seen = agentSeen === null ? null : storableJson(agentSeen);
  const rows = await tx.$queryRaw<{ decision: Decision | null }[]>`
    INSERT INTO pulls AS p (repository_id, number, installation_id, owner, name, open, agent_seen)
    VALUES (${pullColumns(ref)}, true, ${seen}::json)
    ON CONFLICT (repository_id, number) DO UPDATE
      SET installation_id = excluded.installation_id, owner = excluded.owner, name = excluded.name,
        agent_seen = coalesce(excluded.agent_seen, p.agent_seen)
    RETURNING decision`;
  return rows[0]?.decision ?? null;
}

function isPull({ repositoryId, number }: PullRef): Prisma.Sql {
  return Prisma.sql`repository_id = ${BigInt(repositoryId)} AND number = ${number}`;
}
