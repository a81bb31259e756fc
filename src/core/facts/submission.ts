// A review as somebody gave it: its session, where it stands, what it says. Plain data; times are ISO 8601 UTC, GitHub's clock.
import type { Account } from "./facts.js";

export type Verdict = "approve" | "reject";

/** The four answers of the structured form (DESIGN §4.5), trimmed, in the reviewer's words. Hostile text. */
export interface Answers {
  readonly intent: string;
  readonly tests: string;
  readonly edgeCases: string;
  readonly risks: string;
  /** Boxes that were ticked under Tests. */
  readonly testEvidence: TestEvidence;
  /** Absent: the form had no such part. */
  readonly checklist?: ChecklistAnswers;
}

export interface TestEvidence {
  /** `acceptance criteria written by a person` */
  readonly acceptanceCriteria: boolean;
  /** `tests I wrote or ran myself` */
  readonly ownTests: boolean;
  /** `only the agent's own tests` */
  readonly agentTestsOnly: boolean;
}

export type ChecklistBox = "sources" | "beyondIntent" | "smuggled";

/** The answers to the checklist; absent in a review that has none. */
export interface ChecklistAnswers {
  readonly ticked: readonly ChecklistBox[];
  /** The reviewer's words below the boxes; may be empty. Hostile text. */
  readonly note: string;
}

export type SessionState = "open" | "submitted" | "superseded";

/** What opened a session: a comment on GitHub, or an entry on the review page. */
export interface SessionKey {
  readonly kind: "comment" | "form";
  readonly id: number;
}

/** From `/countersign start` to a submission that counts. */
export interface Session {
  readonly key: SessionKey;
  readonly reviewer: Account;
  readonly fingerprint: string;
  readonly headSha: string;
  readonly startedAt: string;
  readonly expiresAt: string;
  readonly state: SessionState;
}

/** Where a text stands: the id and edit time of the comment or native review, or an entry of the review page. */
export interface SubmissionSource {
  /** `line`: a comment on a line of the diff. No review is taken from there. */
  readonly kind: "comment" | "review" | "form" | "line";
  readonly id: number;
  /** Names one revision of the text: its time, and when it was edited a hash of it. */
  readonly revision: string;
}

export interface Submission {
  readonly source: SubmissionSource;
  readonly url: string;
  readonly reviewer: Account;
  readonly verdict: Verdict;
  readonly answers: Answers;
  readonly fingerprint: string;
  readonly headSha: string;
  readonly session: SessionKey;
  readonly submittedAt: string;
  /** Seconds from `start` to submission. */
  readonly seconds: number;
  /** Faster than `careful_lines_per_hour`: accepted, and recorded. */
  readonly fast: boolean;
  /** Set when it no longer counts: deleted, edited by somebody else, replaced by an edit. */
  readonly voided: { readonly at: string; readonly reason: string } | null;
}
