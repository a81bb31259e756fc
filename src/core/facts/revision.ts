// One revision of a text: the text as it stands now, and the time when it came to stand so.

import { sha256 } from "../ground/canonical.js";
import { compareText } from "../ground/compare-text.js";
import type { Account, Comment, LineComment, NativeReview } from "./facts.js";
import { isSamePerson } from "./person.js";
import type { SubmissionSource } from "./submission.js";

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
