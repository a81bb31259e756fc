// Which texts still wait for an answer, or show a verdict that nobody has looked at yet, in the order in which they were written; and
// which people have to be looked up for that.
import { parseCommand } from "../comments/parse-command.js";
import { isForm } from "../comments/parse-form.js";
import {
  type Account,
  type Comment,
  type Facts,
  type LineComment,
  type NativeReview,
  personKey,
} from "../facts/facts.js";
import type { Records } from "../facts/records.js";
import { listOf } from "../facts/source.js";
import {
  isEditedByAnother,
  isSameSource,
  revisionOf,
  type SubmissionSource,
  sourceOf,
  textKey,
  type WrittenText,
} from "../facts/submission.js";
import { earlier, momentOf } from "../ground/time.js";
import { compareText } from "../ground/words.js";
import { kindOf } from "./commands/index.js";
import { revealRequests } from "./commands/reveal.js";
import type { FormEntry } from "./ruling.js";
import { whatIsShown } from "./verdicts-in-text.js";

export type Pending = { readonly source: SubmissionSource; readonly at: string } & (
  | { readonly kind: "comment"; readonly text: Comment }
  | { readonly kind: "review"; readonly text: NativeReview }
  | { readonly kind: "line"; readonly text: LineComment }
  | { readonly kind: "form"; readonly text: ReturnType<typeof textOf>; readonly entry: FormEntry }
);

/** Sorted by time, then kind, then id: the same whatever order GitHub listed them in. */
export function pendingTexts(facts: Facts, records: Records, entries: readonly FormEntry[] = []): Pending[] {
  const isNew = isUnanswered(records);
  const comments = pendingComments(listOf(facts.comments), records);
  const reviews = pendingReviews(listOf(facts.reviews), records);
  const lines = listOf(facts.lineComments).filter(
    (line) => line.author?.type === "User" && isNew(sourceOf(line)) && asks(line),
  );
  const pending: Pending[] = [
    ...comments.map((text) => ({ kind: "comment" as const, text, ...placeOf(text) })),
    ...reviews.map((text) => ({ kind: "review" as const, text, ...placeOf(text) })),
    ...lines.map((text) => ({ kind: "line" as const, text, ...placeOf(text) })),
    ...entries.filter((entry) => isNew(entrySource(entry))).map((entry) => fromEntry(entry, facts)),
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
  const isNew = isUnanswered(records);
  const inEffect = new Set([...reviewSources(records), ...lastingSources(records), ...sessionSources(records)]);
  return comments.filter(
    (comment) =>
      !comment.ours &&
      isNew(sourceOf(comment)) &&
      (asks(comment) || (comment.editedAt !== null && inEffect.has(comment.id))),
  );
}

/** Native verdicts whose present revision was not answered. A mere comment is one only when it tries to be a command or shows a verdict. */
function pendingReviews(reviews: readonly NativeReview[], records: Records): NativeReview[] {
  const isNew = isUnanswered(records);
  return reviews.filter((review) => isNew(sourceOf(review)) && asksForAnswer(review));
}

function asksForAnswer(review: NativeReview): boolean {
  switch (review.state) {
    case "APPROVED":
    case "CHANGES_REQUESTED":
    // It was one of the two when everybody was told of it.
    case "DISMISSED":
      return true;
    case "COMMENTED":
      return asks(review);
    case "PENDING":
      return false;
  }
}

/** It is a command, or a person shows a verdict in it. */
function asks({ author, body }: WrittenText): boolean {
  return parseCommand(body) !== null || (author?.type === "User" && whatIsShown(body) !== null);
}

export function entrySource({ id, madeAt }: FormEntry): SubmissionSource {
  return { kind: "form", id, revision: madeAt };
}

/** Our clock may be ahead of GitHub's, and what was begun there must not count for longer than it lasted. */
function fromEntry(entry: FormEntry, facts: Facts): Pending {
  const at = earlier(entry.madeAt, facts.readAt);
  return { kind: "form", entry, text: textOf(entry, facts), source: entrySource(entry), at };
}

/** An entry of the review page in the shape of a text: nobody edits it. */
function textOf({ id, person }: FormEntry, { pull: { url } }: Facts) {
  return { id, url, author: person, body: "", editedAt: null, editor: null } as const;
}

/** How earlier revisions of this text were answered. */
export function earlierAnswers(records: Records, source: SubmissionSource): Records["handled"] {
  return records.handled.filter((handled) => isSameSource(handled.source, source));
}

function reviewSources({ submissions }: Records): number[] {
  return submissions.flatMap(({ source, voided }) => (voided === null && source.kind === "comment" ? [source.id] : []));
}

function sessionSources({ sessions }: Records): number[] {
  return sessions.flatMap(({ key, state }) => (state === "open" && key.kind === "comment" ? [key.id] : []));
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

function isUnanswered(records: Records): (source: SubmissionSource) => boolean {
  const answered = new Set(records.handled.map(({ source }) => textKey(source)));
  return (source) => !answered.has(textKey(source));
}

export interface Voices {
  readonly comments: readonly Comment[];
  readonly reviews: readonly NativeReview[];
  readonly records: Records;
  /** Who did something on the review page that was not judged yet. */
  readonly onPage: readonly Account[];
}

/**
 * Accounts whose permission decides something, each login once whatever its case. The most important first, for callers that look
 * up a limited number: those whose reviews are in force, then those who gave what lasts, then those who opened a session, then
 * those who wait for an answer, oldest first. A native verdict without the form is answered the same way whoever gave it. So nobody can push a reviewer out by writing many commands.
 */
export function accountsToLookUp({ comments, reviews, records, onPage }: Voices): Account[] {
  const live = [...records.submissions, ...records.sealed].filter(({ voided }) => voided === null);
  const open = records.sessions.filter(({ state }) => state === "open");
  const reviewers = new Set(open.map(({ reviewer }) => reviewer.id));
  const commands = pendingComments(comments, records).filter(isCommand);
  const waiting = [...commands, ...pendingReviews(reviews, records).filter(isSubmitted)]
    .filter((text) => text.author?.type === "User" && !isEditedByAnother(text))
    .sort((a, b) => momentOf(revisionOf(a)) - momentOf(revisionOf(b)) || a.id - b.id)
    .map((text) => text.author)
    .filter((author) => author !== null);
  const texts = [...comments, ...reviews];
  return distinct([
    ...live.map(({ reviewer }) => currentAccount(reviewer, texts)),
    ...givers(comments, records).map((giver) => currentAccount(giver, texts)),
    ...onPage,
    ...waiting.filter(({ id }) => id !== null && reviewers.has(id)),
    ...waiting,
  ]);
}

function isCommand({ body }: Comment): boolean {
  return parseCommand(body) !== null;
}

function isSubmitted(review: NativeReview): boolean {
  return (review.state === "APPROVED" || review.state === "CHANGES_REQUESTED") && isForm(review);
}

/** Who waived, excluded, overrode, or asked to have revealed what is sealed still: they need the right to it at every evaluation. */
function givers(comments: readonly Comment[], records: Records): readonly Account[] {
  const exceptions = [...records.waivers, ...records.exclusions, ...records.overrides].filter(
    ({ voided }) => voided === null,
  );
  return [...exceptions.map(({ by }) => by), ...revealRequests(comments, records).map(({ by }) => by)];
}

/** Commands that are still to be judged and of which it is not known whether an App made them in a person's name. */
export function commandCommentIds(comments: readonly Comment[], records: Records): number[] {
  return pendingComments(comments, records)
    .filter(isCommand)
    .filter((comment) => comment.viaApp === null && comment.author?.type === "User" && !isEditedByAnother(comment))
    .map(({ id }) => id);
}

/** Accounts may be renamed: the text shows today's login, the record that of the day. */
function currentAccount(recorded: Account, texts: readonly (Comment | NativeReview)[]): Account {
  const shown = recorded.id === null ? undefined : texts.find(({ author }) => author?.id === recorded.id);
  return shown?.author ?? recorded;
}

function distinct(accounts: readonly Account[]): Account[] {
  const byLogin = new Map<string, Account>();
  for (const account of accounts) {
    if (!byLogin.has(personKey(account.login))) byLogin.set(personKey(account.login), account);
  }
  return [...byLogin.values()];
}
