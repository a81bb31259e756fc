// A review as somebody gave it: its session, where it stands, what it says; and what the App remembers of sealed ones. Until a panel is
// complete nothing here says what a reviewer found: verdict, answers and nonce lie encrypted in a column that the core never sees. A text
// counts in one revision: as it stands now, and since when. Times are ISO 8601 UTC, GitHub's clock.

import { sha256 } from "../ground/canonical.js";
import { compareText } from "../ground/words.js";
import { type Account, type Comment, isSamePerson, type LineComment, type NativeReview } from "./facts.js";

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

type SessionState = "open" | "submitted" | "superseded";

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

/** What people write on GitHub. */
export type WrittenText = Comment | NativeReview | LineComment;

/** `editedAt`, or when never edited the time from which everybody could read it. */
export function revisionOf(text: WrittenText): string {
  if (text.editedAt !== null) return text.editedAt;
  if ("createdAt" in text) return text.createdAt;
  return "publishedAt" in text ? text.publishedAt : text.submittedAt;
}

export function sourceOf(text: WrittenText): SubmissionSource {
  return { kind: kindOf(text), id: text.id, revision: nameOf(text) };
}

function kindOf(text: WrittenText): SubmissionSource["kind"] {
  if ("createdAt" in text) return "comment";
  return "publishedAt" in text ? "line" : "review";
}

/** GitHub counts in seconds: an edit in the second of the writing, or of another edit, is told apart by its text. */
function nameOf(text: WrittenText): string {
  const at = revisionOf(text);
  return text.editedAt === null ? at : `${at}+${sha256(text.body).slice(0, 12)}`;
}

/** Same comment or review, whatever its revision. */
export function isSameSource(a: SubmissionSource, b: SubmissionSource): boolean {
  return a.kind === b.kind && a.id === b.id;
}

/** For two of one moment. */
export function compareSources(a: SubmissionSource, b: SubmissionSource): number {
  return a.id - b.id || compareText(a.kind, b.kind);
}

export function isSameRevision(a: SubmissionSource, b: SubmissionSource): boolean {
  return isSameSource(a, b) && a.revision === b.revision;
}

/** Names one revision of a text. */
export function textKey({ kind, id, revision }: SubmissionSource): string {
  return `${kind}:${id}:${revision}`;
}

/** True unless the text still stands as its author left it. Who edited it may be unknown: then it counts as somebody else. */
export function isEditedByAnother(text: {
  readonly author: Account | null;
  readonly editedAt: string | null;
  readonly editor: Account | null;
}): boolean {
  if (text.editedAt === null) return false;
  return text.author === null || text.editor === null || !isSamePerson(text.author, text.editor);
}

/** How a comment that the App posted in somebody's name is known again: GitHub may turn line ends into CRLF and trim the ends of a comment. */
export function hashOfComment(body: string): string {
  return sha256(body.replaceAll("\r\n", "\n").trim());
}
