// Adds what an evaluation found out to the records. Every row has a key of its own on GitHub (a comment, one revision of a
// text), so adding it twice changes nothing; the answer tells how much of it was news.
import type { EndedException, Given, RecordChanges } from "../core/facts/records.js";
import type { Session } from "../core/facts/submission.js";
import type { PullRef } from "../core/facts/work.js";
import type { SealedBoxes } from "../ports.js";
import { accountColumns, reviewerColumns } from "./account-columns.js";
import { writeSeen } from "./contributor-rows.js";
import type { Prisma } from "./generated/client.js";
import { type PullKey, pullColumns, pullKey } from "./pull-columns.js";
import { writeRequests } from "./request-rows.js";
import { writeSealed } from "./sealed-reviews.js";
import { sourceColumns } from "./source-columns.js";
import { storableJson, storableText } from "./storable.js";
import type { Transaction } from "./transaction.js";

export interface Written {
  /** Rows that the changes ask for, without what is remembered of commits: no audit event is about that alone. */
  readonly asked: number;
  /** Rows that were added or changed. */
  readonly news: number;
}

export async function writeRecords(
  tx: Transaction,
  ref: PullRef,
  changes: RecordChanges,
  boxes: SealedBoxes,
): Promise<Written> {
  const pull = pullKey(ref);
  const { sessions, submissions, voided, sealed, voidedSeals, exposures, waivers, overrides, handled } = changes;
  const { asked, endedRequests, exclusions, endedExceptions } = changes;
  let news = 0;
  for (const session of sessions) news += await writeSession(tx, pull, session);
  news += await writeSealed(tx, pull, { sealed, voidedSeals, exposures }, boxes);
  if (submissions.length > 0) news += await writeSubmissions(tx, pull, submissions);
  for (const { source, at, reason } of voided) {
    const { count } = await tx.submission.updateMany({
      where: { ...sourceColumns(source), voidedAt: null },
      data: { voidedAt: at, voidReason: storableText(reason) },
    });
    news += count;
  }
  news += await writeRequests(tx, pull, { asked, endedRequests });
  if (waivers.length > 0) news += await writeWaivers(tx, pull, waivers);
  if (overrides.length > 0) news += await writeOverrides(tx, pull, overrides);
  if (exclusions.length > 0) news += await writeExclusions(tx, pull, exclusions);
  for (const ended of endedExceptions) news += await writeEnd(tx, ended);
  if (handled.length > 0) news += await writeHandled(tx, pull, handled);
  await writeSeen(tx, pull, changes);
  return { asked: countTold(changes), news };
}

/** Rows that the changes ask for, without what is remembered of commits. */
export function countTold({ heads: _heads, contributors: _people, ...told }: RecordChanges): number {
  return Object.values<unknown>(told).flatMap((change) => (Array.isArray(change) ? change : [])).length;
}

/** Once agent-authored, always agent-authored: null never clears it. Creates the pull request's row where there is none. */
export async function writeAgentSeen(
  tx: Transaction,
  ref: PullRef,
  agentSeen: RecordChanges["agentSeen"],
): Promise<void> {
  if (agentSeen === null) return;
  await tx.$executeRaw`
    INSERT INTO pulls AS p (repository_id, number, installation_id, owner, name, open, agent_seen)
    VALUES (${pullColumns(ref)}, true, ${storableJson(agentSeen)}::json)
    ON CONFLICT (repository_id, number) DO UPDATE SET agent_seen = excluded.agent_seen
      WHERE p.agent_seen::text IS DISTINCT FROM excluded.agent_seen::text`;
}

export function toJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(storableJson(value)) as Prisma.InputJsonValue;
}

/** INVARIANT: no session is given back. A late evaluation, which knows only of the start, would reopen one that was used since. */
async function writeSession(tx: Transaction, pull: PullKey, session: Session): Promise<number> {
  const { key, reviewer, fingerprint, headSha, startedAt, expiresAt, state } = session;
  const source = { sourceKind: key.kind, sourceId: BigInt(key.id) };
  const created = await tx.session.createMany({
    data: {
      ...pull,
      ...source,
      ...reviewerColumns(reviewer),
      fingerprint,
      headSha,
      startedAt,
      expiresAt,
      state,
    },
    skipDuplicates: true,
  });
  if (created.count > 0 || state === "open") return created.count;
  const moved = await tx.session.updateMany({
    where: { ...source, state: { not: state } },
    data: { state },
  });
  return moved.count;
}

async function writeSubmissions(tx: Transaction, pull: PullKey, submissions: RecordChanges["submissions"]) {
  const { count } = await tx.submission.createMany({
    data: submissions.map(({ source, reviewer, answers, session, voided, ...rest }) => {
      return {
        ...pull,
        ...rest,
        ...sourceColumns(source),
        ...reviewerColumns(reviewer),
        answers: toJson(answers),
        sessionKind: session.kind,
        sessionId: BigInt(session.id),
        voidedAt: voided?.at ?? null,
        voidReason: voided === null ? null : storableText(voided.reason),
      };
    }),
    skipDuplicates: true,
  });
  return count;
}

async function writeWaivers(tx: Transaction, pull: PullKey, waivers: RecordChanges["waivers"]): Promise<number> {
  const { count } = await tx.waiver.createMany({
    data: waivers.map(({ requirement, subject, reason, at, fingerprint, ...given }) => ({
      ...pull,
      ...givenColumns(given),
      requirement: storableText(requirement),
      subject: subject === null ? null : storableText(subject),
      reason: storableText(reason),
      at,
      fingerprint,
    })),
    skipDuplicates: true,
  });
  return count;
}

async function writeOverrides(tx: Transaction, pull: PullKey, overrides: RecordChanges["overrides"]): Promise<number> {
  const { count } = await tx.override.createMany({
    data: overrides.map(({ reason, at, headSha, ...given }) => ({
      ...pull,
      ...givenColumns(given),
      reason: storableText(reason),
      at,
      headSha,
    })),
    skipDuplicates: true,
  });
  return count;
}

async function writeExclusions(
  tx: Transaction,
  pull: PullKey,
  exclusions: RecordChanges["exclusions"],
): Promise<number> {
  const { count } = await tx.exclusion.createMany({
    data: exclusions.map(({ person, reason, at, ...given }) => {
      const { id, login, type } = accountColumns(person);
      const columns = { personId: id, personLogin: login, personType: type };
      return { ...pull, ...givenColumns(given), ...columns, reason: storableText(reason), at };
    }),
    skipDuplicates: true,
  });
  return count;
}

async function writeHandled(tx: Transaction, pull: PullKey, handled: RecordChanges["handled"]): Promise<number> {
  const { count } = await tx.handledCommand.createMany({
    data: handled.map(({ source, command, accepted }) => ({
      ...pull,
      ...sourceColumns(source),
      command: storableText(command),
      accepted,
    })),
    skipDuplicates: true,
  });
  return count;
}

/** What ended once stays ended. */
async function writeEnd(tx: Transaction, { commentId, at, reason }: EndedException): Promise<number> {
  const where = { commentId: BigInt(commentId), voidedAt: null };
  const data = { voidedAt: at, voidReason: storableText(reason) };
  const waivers = await tx.waiver.updateMany({ where, data });
  const overrides = await tx.override.updateMany({ where, data });
  const exclusions = await tx.exclusion.updateMany({ where, data });
  return waivers.count + overrides.count + exclusions.count;
}

function givenColumns({ commentId, revision, by, voided }: Given) {
  const { id, login, type } = accountColumns(by);
  return {
    commentId: BigInt(commentId),
    revision,
    byId: id,
    byLogin: login,
    byType: type,
    voidedAt: voided?.at ?? null,
    voidReason: voided === null ? null : storableText(voided.reason),
  };
}
