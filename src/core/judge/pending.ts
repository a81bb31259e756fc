// Which texts still wait for an answer, or show a verdict that nobody has looked at yet, in the order in which they were written.

import { parseCommand } from "../comments/parse-command.js";
import type { Account, Comment, Facts, LineComment, NativeReview } from "../facts/facts.js";
import type { Records } from "../facts/records.js";
import { isSameSource, revisionOf, sourceOf, textKey, type WrittenText } from "../facts/revision.js";
import type { SubmissionSource } from "../facts/submission.js";
import { compareText } from "../ground/compare-text.js";
import { earlier, momentOf } from "../ground/time.js";
import { kindOf } from "./commands/index.js";
import type { FormEntry } from "./ruling.js";
import { whatIsShown } from "./shows-verdict.js";

export type Pending = { readonly source: SubmissionSource; readonly at: string } & (
  | { readonly kind: "comment"; readonly text: Comment }
  | { readonly kind: "review"; readonly text: NativeReview }
  | { readonly kind: "line"; readonly text: LineComment }
  | { readonly kind: "form"; readonly text: EntryText; readonly entry: FormEntry }
);

/** An entry of the review page in the shape of a text: nobody edits it. */
export interface EntryText {
  readonly id: number;
  readonly url: string;
  readonly author: Account;
  readonly body: "";
  readonly editedAt: null;
  readonly editor: null;
}

/** Sorted by time, then kind, then id: the same whatever order GitHub listed them in. */
export function pendingTexts(facts: Facts, records: Records, entries: readonly FormEntry[] = []): Pending[] {
  const comments = facts.comments.status === "loaded" ? facts.comments.value : [];
  const reviews = facts.reviews.status === "loaded" ? facts.reviews.value : [];
  const lines = facts.lineComments.status === "loaded" ? facts.lineComments.value : [];
  const pending: Pending[] = [
    ...pendingComments(comments, records).map((text) => ({ kind: "comment" as const, text, ...placeOf(text) })),
    ...pendingReviews(reviews, records).map((text) => ({ kind: "review" as const, text, ...placeOf(text) })),
    ...pendingLines(lines, records).map((text) => ({ kind: "line" as const, text, ...placeOf(text) })),
    ...pendingEntries(entries, records).map((entry) => fromEntry(entry, facts)),
  ];
  return pending.sort(
    (a, b) => momentOf(a.at) - momentOf(b.at) || compareText(a.kind, b.kind) || a.source.id - b.source.id,
  );
}

/**
 * Comments whose present revision was not answered and is a command, or was one when it took effect, or shows a verdict. Whoever
 * could sit is a person; what programs report below such headings is no review.
 */
export function pendingComments(comments: readonly Comment[], records: Records): Comment[] {
  const handled = handledKeys(records);
  const inEffect = new Set([
    ...liveSources(records, "comment"),
    ...lastingSources(records),
    ...records.sessions.filter(({ key, state }) => state === "open" && key.kind === "comment").map(({ key }) => key.id),
  ]);
  return comments.filter((comment) => {
    if (comment.ours || handled.has(textKey(sourceOf(comment)))) return false;
    if (parseCommand(comment.body) !== null || isShownByPerson(comment)) return true;
    return comment.editedAt !== null && inEffect.has(comment.id);
  });
}

/** Native verdicts whose present revision was not answered. A mere comment is one only when it tries to be a command or shows a verdict. */
export function pendingReviews(reviews: readonly NativeReview[], records: Records): NativeReview[] {
  const handled = handledKeys(records);
  return reviews.filter((review) => !handled.has(textKey(sourceOf(review))) && asksForAnswer(review));
}

function asksForAnswer(review: NativeReview): boolean {
  switch (review.state) {
    case "APPROVED":
    case "CHANGES_REQUESTED":
    // It was one of the two when everybody was told of it.
    case "DISMISSED":
      return true;
    case "COMMENTED":
      return parseCommand(review.body) !== null || isShownByPerson(review);
    case "PENDING":
      return false;
  }
}

/** The same of comments on lines of the diff. */
function pendingLines(lines: readonly LineComment[], records: Records): LineComment[] {
  const handled = handledKeys(records);
  return lines.filter((line) => {
    if (line.author?.type !== "User" || handled.has(textKey(sourceOf(line)))) return false;
    return parseCommand(line.body) !== null || isShownByPerson(line);
  });
}

function isShownByPerson({ author, body }: WrittenText): boolean {
  return author?.type === "User" && whatIsShown(body) !== null;
}

/** Entries of the review page that were not answered. */
function pendingEntries(entries: readonly FormEntry[], records: Records): FormEntry[] {
  const handled = handledKeys(records);
  return entries.filter((entry) => !handled.has(textKey(entrySource(entry))));
}

export function entrySource({ id, madeAt }: FormEntry): SubmissionSource {
  return { kind: "form", id, revision: madeAt };
}

/** Our clock may be ahead of GitHub's, and what was begun there must not count for longer than it lasted. */
function fromEntry(entry: FormEntry, { readAt, pull: { url } }: Facts): Pending {
  const text: EntryText = { id: entry.id, url, author: entry.person, body: "", editedAt: null, editor: null };
  return { kind: "form", entry, text, source: entrySource(entry), at: earlier(entry.madeAt, readAt) };
}

/** How earlier revisions of this text were answered. */
export function earlierAnswers(records: Records, source: SubmissionSource): Records["handled"] {
  return records.handled.filter((handled) => isSameSource(handled.source, source));
}

function liveSources(records: Records, kind: SubmissionSource["kind"]): number[] {
  const live = records.submissions.filter(({ source, voided }) => voided === null && source.kind === kind);
  return live.map(({ source }) => source.id);
}

/** Comments of which the last that was said is that they were taken. Whoever edits one is told what that did. */
function lastingSources({ handled }: Records): number[] {
  const last = new Map(handled.filter(({ source }) => source.kind === "comment").map((one) => [one.source.id, one]));
  return [...last.values()].flatMap(({ source, accepted, command }) =>
    accepted && kindOf(command)?.lasts ? [source.id] : [],
  );
}

function placeOf(text: WrittenText): { source: SubmissionSource; at: string } {
  return { source: sourceOf(text), at: revisionOf(text) };
}

function handledKeys(records: Records): Set<string> {
  return new Set(records.handled.map(({ source }) => textKey(source)));
}
