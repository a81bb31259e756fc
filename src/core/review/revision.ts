// One revision of a comment or native review: the text as it stands now, and the time when it came to stand so.
import { sha256 } from "../canonical.js";
import type { Comment, NativeReview } from "../facts.js";
import type { SubmissionSource } from "../records.js";

/** `editedAt`, or when never edited the time of writing. */
export function revisionOf(text: Comment | NativeReview): string {
  return text.editedAt ?? ("createdAt" in text ? text.createdAt : text.submittedAt);
}

export function sourceOf(text: Comment | NativeReview): SubmissionSource {
  return { kind: "createdAt" in text ? "comment" : "review", id: text.id, revision: nameOf(text) };
}

/** GitHub counts in seconds: an edit in the second of the writing, or of another edit, is told apart by its text. */
function nameOf(text: Comment | NativeReview): string {
  const at = revisionOf(text);
  return text.editedAt === null ? at : `${at}+${sha256(text.body).slice(0, 12)}`;
}

/** Same comment or review, whatever its revision. */
export function isSameSource(a: SubmissionSource, b: SubmissionSource): boolean {
  return a.kind === b.kind && a.id === b.id;
}

export function isSameRevision(a: SubmissionSource, b: SubmissionSource): boolean {
  return isSameSource(a, b) && a.revision === b.revision;
}
