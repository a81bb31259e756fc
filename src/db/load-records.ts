// Reads what the App remembers of one pull request, in the order in which it was recorded.
import type { Agent } from "../core/classify/finding.js";
import type { Account } from "../core/facts.js";
import type { Answers, Records, Session, Submission, SubmissionSource } from "../core/records.js";
import { toAccount } from "./account-columns.js";
import type { Database } from "./client.js";
import type * as rows from "./generated/client.js";
import { toNumber } from "./storable.js";

export async function loadRecords({ prisma }: Database, repositoryId: number, number: number): Promise<Records> {
  const where = { repositoryId: BigInt(repositoryId), number };
  const inOrder = { where, orderBy: { recorded: "asc" } } as const;
  const [pull, pushes, sessions, submissions, waivers, overrides, handled] = await Promise.all([
    prisma.pull.findUnique({ where: { repositoryId_number: where }, select: { agentSeen: true } }),
    prisma.push.findMany({ where, orderBy: [{ seenAt: "desc" }, { id: "desc" }] }),
    prisma.session.findMany(inOrder),
    prisma.submission.findMany(inOrder),
    prisma.waiver.findMany(inOrder),
    prisma.override.findMany(inOrder),
    prisma.handledCommand.findMany(inOrder),
  ]);
  return {
    agentSeen: (pull?.agentSeen ?? null) as Agent | null,
    pushers: distinctPushers(pushes),
    sessions: sessions.map(toSession),
    submissions: submissions.map(toSubmission),
    waivers: waivers.map(({ commentId, requirement, subject, reason, at, fingerprint, ...by }) => {
      return { commentId: toNumber(commentId), requirement, subject, reason, by: toBy(by), at, fingerprint };
    }),
    overrides: overrides.map(({ commentId, reason, at, headSha, ...by }) => {
      return { commentId: toNumber(commentId), reason, by: toBy(by), at, headSha };
    }),
    handled: handled.map((row) => ({ source: toSource(row), command: row.command, accepted: row.accepted })),
  };
}

/** Each account once, where it pushed last: the last of the list is who pushed last. */
function distinctPushers(newestFirst: readonly rows.Push[]): Account[] {
  const seen = new Map<string, Account>();
  for (const { senderId, senderLogin, senderType } of newestFirst) {
    const key = senderId === null ? senderLogin.toLowerCase() : String(senderId);
    if (!seen.has(key)) seen.set(key, toAccount(senderId, senderLogin, senderType));
  }
  return [...seen.values()].reverse();
}

function toSession(row: rows.Session): Session {
  return {
    commentId: toNumber(row.commentId),
    reviewer: toAccount(row.reviewerId, row.reviewerLogin, row.reviewerType),
    fingerprint: row.fingerprint,
    headSha: row.headSha,
    startedAt: row.startedAt,
    expiresAt: row.expiresAt,
    state: row.state as Session["state"],
  };
}

function toSubmission(row: rows.Submission): Submission {
  return {
    source: toSource(row),
    url: row.url,
    reviewer: toAccount(row.reviewerId, row.reviewerLogin, row.reviewerType),
    verdict: row.verdict as Submission["verdict"],
    answers: row.answers as unknown as Answers,
    fingerprint: row.fingerprint,
    headSha: row.headSha,
    sessionCommentId: toNumber(row.sessionCommentId),
    submittedAt: row.submittedAt,
    seconds: row.seconds,
    fast: row.fast,
    voided: row.voidedAt === null ? null : { at: row.voidedAt, reason: row.voidReason ?? "" },
  };
}

function toSource({ sourceKind, sourceId, revision }: Pick<rows.Submission, "sourceKind" | "sourceId" | "revision">) {
  return { kind: sourceKind as SubmissionSource["kind"], id: toNumber(sourceId), revision };
}

function toBy({ byId, byLogin, byType }: { byId: bigint | null; byLogin: string; byType: string }): Account {
  return toAccount(byId, byLogin, byType);
}
