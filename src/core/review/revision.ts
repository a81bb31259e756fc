// One revision of a comment or native review: the text as it stands now, named by the time when it came to stand so.
import type { Comment, NativeReview } from "../facts.js";
import type { SubmissionSource } from "../records.js";

/** `editedAt`, or when never edited the time of writing. */
export function revisionOf(text: Comment | NativeReview): string {
  return text.editedAt ?? ("createdAt" in text ? text.createdAt : text.submittedAt);
}

export function sourceOf(text: Comment | NativeReview): SubmissionSource {
  return { kind: "createdAt" in text ? "comment" : "review", id: text.id, revision: revisionOf(text) };
}

/** Same comment or review, whatever its revision. */
export function isSameSource(a: SubmissionSource, b: SubmissionSource): boolean {
  return a.kind === b.kind && a.id === b.id;
}

export function isSameRevision(a: SubmissionSource, b: SubmissionSource): boolean {
  return isSameSource(a, b) && a.revision === b.revision;
}
