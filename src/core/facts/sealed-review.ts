// What the App remembers of blind reviews. Until a panel is complete nothing here says what a reviewer found: verdict,
// answers and nonce lie encrypted in a column that the core never sees.
import type { Account } from "./facts.js";
import type { Answers, SessionKey, SubmissionSource, Verdict } from "./submission.js";

/** One seat of a panel, as far as everybody may know it. */
export interface SealedReview {
  /** The sealed comment, the form in the clear that came last, or the entry of the review page. */
  readonly source: SubmissionSource;
  readonly url: string;
  readonly reviewer: Account;
  readonly fingerprint: string;
  /** 1 for the first panel of a fingerprint; a revealed panel that lost a member is followed by the next. */
  readonly round: number;
  readonly headSha: string;
  readonly session: SessionKey;
  readonly receivedAt: string;
  /** From `start` to the submission. */
  readonly seconds: number;
  /** Faster than `careful_lines_per_hour`: accepted, and recorded. */
  readonly fast: boolean;
  /** Seconds that the review page was in front of the reviewer, as the browser counted them; null: not told. */
  readonly onPageSeconds: number | null;
  /** `sha256:` of nonce and content; see take-sealed.ts. */
  readonly commitment: string;
  /** Set when it no longer counts: replaced by its author, shown in the clear too early, or revealed beside a panel without it. */
  readonly voided: { readonly at: string; readonly reason: string } | null;
  /** Null until the panel is complete. INVARIANT: set for all members of a panel in one transaction. */
  readonly revealed: RevealedReview | null;
}

/** What a sealed review says, once everybody may know it. */
export interface RevealedReview {
  readonly at: string;
  /** 64 hex digits. */
  readonly nonce: string;
  /** The text that was committed to, byte for byte. Hostile. */
  readonly content: string;
  readonly verdict: Verdict;
  readonly answers: Answers;
}

/** What is to be encrypted beside a sealed review. Never part of facts, records, decisions or events. */
export interface SealedSecret {
  readonly commitment: string;
  readonly nonce: string;
  readonly content: string;
}

/**
 * How somebody's verdict, or somebody's knowledge of one, came to be known before its panel was complete.
 * `form`: a review form in the clear · `native`: GitHub's own Approve or Request changes · `audience`: could see a first form
 * in the clear that the policy accepts · `last`: the last review in the clear, refused for now. Only `last` excludes nobody.
 */
export type ExposureKind = "form" | "native" | "audience" | "last";

export interface Exposure {
  readonly kind: ExposureKind;
  readonly person: Account;
  readonly fingerprint: string;
  /** The text that exposed it. */
  readonly source: SubmissionSource;
  readonly at: string;
}
