// What the App itself remembers of one pull request: sessions, submissions, waivers, overrides. Plain data, loaded with the facts and
// appended to by the outcomes of commands; beside it what the audit chain records of that. Times are ISO 8601 UTC, GitHub's clock.

import type { Account } from "./facts.js";
import type { Agent } from "./finding.js";
import type { EndedRequest, ReviewRequest } from "./request.js";
import type { Exposure, SealedReview, Session, Submission, SubmissionSource } from "./submission.js";

/** What the comment of somebody with the right to it gave, for as long as its ground holds (see people/ground.ts). */
export interface Given {
  readonly commentId: number;
  /** The one revision of the comment that was judged. */
  readonly revision: string;
  readonly by: Account;
  /** Set when it ended for good: its comment was deleted or edited. */
  readonly voided: { readonly at: string; readonly reason: string } | null;
}

export interface Waiver extends Given {
  readonly requirement: string;
  /** What stands behind the colon of `dependencies_verified:left-pad`; null for the whole requirement. */
  readonly subject: string | null;
  readonly reason: string;
  readonly at: string;
  /** A waiver holds for this change and no other. */
  readonly fingerprint: string;
}

/** A maintainer's word that what is claimed of a reviewer is true (see people/claims.ts). It holds for every version. */
export interface Exclusion extends Given {
  readonly person: Account;
  readonly reason: string;
  readonly at: string;
}

/** Break-glass for one head SHA. */
export interface Override extends Given {
  readonly reason: string;
  readonly at: string;
  readonly headSha: string;
}

/** One revision of a command comment or native review that was answered; nothing is answered twice. */
interface HandledCommand {
  readonly source: SubmissionSource;
  readonly command: string;
  readonly accepted: boolean;
}

/** A head that was seen to be pushed, and by whom. */
export interface SeenPush {
  readonly headSha: string;
  readonly by: Account;
}

/** Somebody whom a commit of this pull request named. Whoever rewrites history takes nobody out of it. */
export interface SeenPerson {
  /** `id:12`, `login:robin`, `address:<hash>` of somebody unknown, `head:<commit>` for people who could not be read. */
  readonly key: string;
  /** Null: nobody knows whose account it is. */
  readonly account: Account | null;
  /** The first commit that was seen to name them. */
  readonly sha: string;
}

/** A commit that was the head of this pull request. */
export interface SeenHead {
  readonly sha: string;
  /** Its people are remembered. False: deliveries tell that it was pushed over, and nobody has looked since. */
  readonly read: boolean;
}

export interface Records {
  /** Once agent-authored, always agent-authored: what was found before, null when never. */
  readonly agentSeen: Agent | null;
  /** Accounts seen to push to the pull request, from deliveries. */
  readonly pushers: readonly Account[];
  /** The same deliveries, head by head: they come late and out of order, so the last one heard of need not be the last push. */
  readonly pushes: readonly SeenPush[];
  readonly heads: readonly SeenHead[];
  /** Once an author, always an author, each person once. */
  readonly contributors: readonly SeenPerson[];
  readonly sessions: readonly Session[];
  readonly submissions: readonly Submission[];
  /** Blind reviews of every version, in the order in which they were received. */
  readonly sealed: readonly SealedReview[];
  readonly exposures: readonly Exposure[];
  /** Who was asked to review which version, in that order. */
  readonly asked: readonly ReviewRequest[];
  readonly waivers: readonly Waiver[];
  readonly overrides: readonly Override[];
  readonly exclusions: readonly Exclusion[];
  readonly handled: readonly HandledCommand[];
}

export const NO_RECORDS: Records = {
  agentSeen: null,
  pushers: [],
  pushes: [],
  heads: [],
  contributors: [],
  sessions: [],
  submissions: [],
  sealed: [],
  exposures: [],
  asked: [],
  waivers: [],
  overrides: [],
  exclusions: [],
  handled: [],
};

/** That a review does not count any more, found by where it stands. */
export interface Voided {
  readonly source: SubmissionSource;
  readonly at: string;
  readonly reason: string;
}

/** That a waiver, override or exclusion ended for good, found by its comment: a comment gives one thing at most. */
export interface EndedException {
  readonly commentId: number;
  readonly at: string;
  readonly reason: string;
}

/** What one evaluation adds to the records; applied in one transaction with its audit events. */
export interface RecordChanges {
  readonly sessions: readonly Session[];
  readonly submissions: readonly Submission[];
  readonly voided: readonly Voided[];
  readonly sealed: readonly SealedReview[];
  readonly voidedSeals: readonly Voided[];
  readonly exposures: readonly Exposure[];
  readonly asked: readonly ReviewRequest[];
  readonly endedRequests: readonly EndedRequest[];
  readonly waivers: readonly Waiver[];
  readonly overrides: readonly Override[];
  readonly exclusions: readonly Exclusion[];
  readonly endedExceptions: readonly EndedException[];
  readonly handled: readonly HandledCommand[];
  readonly heads: readonly SeenHead[];
  readonly contributors: readonly SeenPerson[];
  readonly agentSeen: Records["agentSeen"];
}

export const NO_CHANGES: RecordChanges = {
  sessions: [],
  submissions: [],
  voided: [],
  sealed: [],
  voidedSeals: [],
  exposures: [],
  asked: [],
  endedRequests: [],
  waivers: [],
  overrides: [],
  exclusions: [],
  endedExceptions: [],
  handled: [],
  heads: [],
  contributors: [],
  agentSeen: null,
};

/** Facts and hashes, never form text, tokens or bodies. */
export const AUDIT_KINDS = [
  "decision",
  "session_started",
  "review_submitted",
  "review_refused",
  "review_voided",
  "review_sealed",
  "panel_revealed",
  "exposure",
  "reviewer_asked",
  "review_reassigned",
  "review_escalated",
  "timed_out",
  "absence",
  "waiver",
  "exclusion",
  "override",
  "exception_ended",
  "bypass",
  "command_refused",
  "merged",
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

export interface AuditEvent {
  readonly kind: AuditKind;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly repository: { readonly id: number; readonly name: string };
  /** Null for what does not belong to one pull request (a direct push). */
  readonly pull: number | null;
  readonly headSha: string | null;
  /** Null: the App itself. */
  readonly actor: Account | null;
  readonly policyHash: string | null;
  readonly factsHash: string | null;
  /** Small, flat, without free text of people other than logins; the answers of a form only as a hash. */
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}

/** One link of an installation's chain. */
export interface AuditEntry {
  readonly installationId: number;
  /** 1, 2, 3, … without gaps within an installation. */
  readonly sequence: number;
  /** Hash of the entry before; 64 zeros for the first. */
  readonly previousHash: string;
  /** sha256 (hex) of the canonical JSON (RFC 8785) of {installationId, sequence, previousHash, event}. */
  readonly hash: string;
  readonly event: AuditEvent;
}
