// Reads what the App remembers of one pull request, in the order in which it was recorded. One statement, because every
// evaluation begins with it and the embedded database does one statement after the other.

import type { Account } from "../core/facts/facts.js";
import type { Agent } from "../core/facts/finding.js";
import type { Given, Records, SeenPush } from "../core/facts/records.js";
import type { Answers, Session, SessionKey, Submission } from "../core/facts/submission.js";
import { type ReviewerColumns, toAccount, toReviewer } from "./account-columns.js";
import type { Database } from "./client.js";
import { type ContributorRow, type HeadRow, toSeenHead, toSeenPerson } from "./contributor-rows.js";
import { Prisma } from "./generated/client.js";
import { type RequestRow, toRequest } from "./request-rows.js";
import { type ExposureRow, SEALED_ROW, type SealedRow, toExposure, toSealedReview } from "./sealed-rows.js";
import { type SourceColumns, toSource } from "./source-columns.js";
import { checkedId } from "./storable.js";

export async function loadRecords({ prisma }: Database, repositoryId: number, number: number): Promise<Records> {
  const isPull = Prisma.sql`repository_id = ${BigInt(repositoryId)} AND number = ${number}`;
  const rowsOf = (table: string) =>
    Prisma.sql`(SELECT json_agg(r ORDER BY r.recorded) FROM ${Prisma.raw(table)} AS r WHERE ${isPull})`;
  const [found] = await prisma.$queryRaw<FoundRow[]>`
    SELECT (SELECT agent_seen FROM pulls WHERE ${isPull}) AS "agentSeen",
      (SELECT json_agg(r ORDER BY r.seen_at DESC, r.id DESC) FROM pushes AS r WHERE ${isPull}) AS pushes,
      ${rowsOf("heads")} AS heads, ${rowsOf("contributors")} AS contributors,
      ${rowsOf("sessions")} AS sessions, ${rowsOf("submissions")} AS submissions, ${rowsOf("waivers")} AS waivers,
      (SELECT json_agg(${SEALED_ROW} ORDER BY r.recorded) FROM sealed_reviews AS r WHERE ${isPull}) AS sealed,
      ${rowsOf("exposures")} AS exposures, ${rowsOf("review_requests")} AS asked,
      ${rowsOf("overrides")} AS overrides, ${rowsOf("exclusions")} AS exclusions, ${rowsOf("handled_commands")} AS handled`;
  return {
    agentSeen: found?.agentSeen ?? null,
    pushers: distinctPushers(found?.pushes ?? []),
    pushes: (found?.pushes ?? []).map(toPush).reverse(),
    heads: (found?.heads ?? []).map(toSeenHead),
    contributors: (found?.contributors ?? []).map(toSeenPerson),
    sessions: (found?.sessions ?? []).map(toSession),
    submissions: (found?.submissions ?? []).map(toSubmission),
    sealed: (found?.sealed ?? []).map(toSealedReview),
    exposures: (found?.exposures ?? []).map(toExposure),
    asked: (found?.asked ?? []).map(toRequest),
    waivers: (found?.waivers ?? []).map((row) => {
      const { requirement, subject, reason, at, fingerprint } = row;
      return { ...toGiven(row), requirement, subject, reason, at, fingerprint };
    }),
    overrides: (found?.overrides ?? []).map((row) => {
      return { ...toGiven(row), reason: row.reason, at: row.at, headSha: row.head_sha };
    }),
    exclusions: (found?.exclusions ?? []).map((row) => {
      const person = toAccount(row.person_id, row.person_login, row.person_type);
      return { ...toGiven(row), person, reason: row.reason, at: row.at };
    }),
    handled: (found?.handled ?? []).map((row) => {
      return { source: toSource(row), command: row.command, accepted: row.accepted };
    }),
  };
}

/** Rows as `json_agg` writes them: the columns of prisma/schema.prisma, ids as numbers; null instead of an empty list. */
interface FoundRow {
  readonly agentSeen: Agent | null;
  readonly pushes: readonly PushRow[] | null;
  readonly heads: readonly HeadRow[] | null;
  readonly contributors: readonly ContributorRow[] | null;
  readonly sessions: readonly SessionRow[] | null;
  readonly submissions: readonly SubmissionRow[] | null;
  readonly sealed: readonly SealedRow[] | null;
  readonly exposures: readonly ExposureRow[] | null;
  readonly asked: readonly RequestRow[] | null;
  readonly waivers: readonly WaiverRow[] | null;
  readonly overrides: readonly OverrideRow[] | null;
  readonly exclusions: readonly ExclusionRow[] | null;
  readonly handled: readonly HandledRow[] | null;
}

interface PushRow {
  readonly head_sha: string;
  readonly sender_id: number | null;
  readonly sender_login: string;
  readonly sender_type: string;
}

interface GivenColumns {
  readonly comment_id: number;
  readonly revision: string;
  readonly by_id: number | null;
  readonly by_login: string;
  readonly by_type: string;
  readonly voided_at: string | null;
  readonly void_reason: string | null;
}

interface SessionRow extends ReviewerColumns {
  readonly source_kind: SessionKey["kind"];
  readonly source_id: number;
  readonly fingerprint: string;
  readonly head_sha: string;
  readonly started_at: string;
  readonly expires_at: string;
  readonly state: Session["state"];
}

interface SubmissionRow extends ReviewerColumns, SourceColumns {
  readonly url: string;
  readonly verdict: Submission["verdict"];
  readonly answers: Answers;
  readonly fingerprint: string;
  readonly head_sha: string;
  readonly session_kind: SessionKey["kind"];
  readonly session_id: number;
  readonly submitted_at: string;
  readonly seconds: number;
  readonly fast: boolean;
  readonly voided_at: string | null;
  readonly void_reason: string | null;
}

interface WaiverRow extends GivenColumns {
  readonly requirement: string;
  readonly subject: string | null;
  readonly reason: string;
  readonly at: string;
  readonly fingerprint: string;
}

interface OverrideRow extends GivenColumns {
  readonly reason: string;
  readonly at: string;
  readonly head_sha: string;
}

interface ExclusionRow extends GivenColumns {
  readonly person_id: number | null;
  readonly person_login: string;
  readonly person_type: string;
  readonly reason: string;
  readonly at: string;
}

interface HandledRow extends SourceColumns {
  readonly command: string;
  readonly accepted: boolean;
}

/** Each account once, where it pushed last: the last of the list is who pushed last. */
function distinctPushers(newestFirst: readonly PushRow[]): Account[] {
  const seen = new Map<string, Account>();
  for (const { sender_id, sender_login, sender_type } of newestFirst) {
    const key = sender_id === null ? sender_login.toLowerCase() : String(sender_id);
    if (!seen.has(key)) seen.set(key, toAccount(sender_id, sender_login, sender_type));
  }
  return [...seen.values()].reverse();
}

function toPush({ head_sha, sender_id, sender_login, sender_type }: PushRow): SeenPush {
  return { headSha: head_sha, by: toAccount(sender_id, sender_login, sender_type) };
}

function toSession(row: SessionRow): Session {
  return {
    key: { kind: row.source_kind, id: checkedId(row.source_id) },
    reviewer: toReviewer(row),
    fingerprint: row.fingerprint,
    headSha: row.head_sha,
    startedAt: row.started_at,
    expiresAt: row.expires_at,
    state: row.state,
  };
}

function toSubmission(row: SubmissionRow): Submission {
  return {
    source: toSource(row),
    url: row.url,
    reviewer: toReviewer(row),
    verdict: row.verdict,
    answers: row.answers,
    fingerprint: row.fingerprint,
    headSha: row.head_sha,
    session: { kind: row.session_kind, id: checkedId(row.session_id) },
    submittedAt: row.submitted_at,
    seconds: row.seconds,
    fast: row.fast,
    voided: toVoided(row),
  };
}

function toGiven(row: GivenColumns): Given {
  return {
    commentId: checkedId(row.comment_id),
    revision: row.revision,
    by: toAccount(row.by_id, row.by_login, row.by_type),
    voided: toVoided(row),
  };
}

function toVoided({ voided_at, void_reason }: Pick<GivenColumns, "voided_at" | "void_reason">): Given["voided"] {
  return voided_at === null ? null : { at: voided_at, reason: void_reason ?? "" };
}
