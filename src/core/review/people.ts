// Which people have to be looked up before an evaluation, and for which comments GitHub must be asked who made them.
import type { Account, Comment, NativeReview } from "../facts.js";
import { personKey } from "../facts.js";
import type { Records, Submission } from "../records.js";
import { isEditedByAnother, pendingComments, pendingReviews } from "./judge/pending.js";
import { isForm } from "./parse-form.js";
import { revisionOf } from "./revision.js";
import { momentOf } from "./time.js";

/**
 * Logins whose permission decides something, each once whatever its case. The most important first, for callers that look
 * up a limited number: those whose reviews are in force, then those who opened a session, then those who wait for an
 * answer, oldest first. A native verdict without the form is answered the same way whoever gave it. So nobody can push a reviewer out by writing many commands.
 */
export function loginsToLookUp(
  comments: readonly Comment[],
  reviews: readonly NativeReview[],
  records: Records,
): string[] {
  const live = records.submissions.filter(({ voided }) => voided === null);
  const open = records.sessions.filter(({ state }) => state === "open");
  const reviewers = new Set(open.map(({ reviewer }) => reviewer.id));
  const waiting = [...pendingComments(comments, records), ...pendingReviews(reviews, records).filter(isForm)]
    .filter((text) => text.author?.type === "User" && !isEditedByAnother(text))
    .sort((a, b) => momentOf(revisionOf(a)) - momentOf(revisionOf(b)) || a.id - b.id)
    .map((text) => text.author)
    .filter((author) => author !== null);
  const accounts = [
    ...live.map((submission) => currentAccount(submission, comments, reviews)),
    ...waiting.filter(({ id }) => id !== null && reviewers.has(id)),
    ...waiting,
  ];
  return distinctLogins(accounts);
}

/** Commands that are still to be judged and of which it is not known whether an App made them in a person's name. */
export function commandCommentIds(comments: readonly Comment[], records: Records): number[] {
  return pendingComments(comments, records)
    .filter((comment) => comment.viaApp === null && comment.author?.type === "User" && !isEditedByAnother(comment))
    .map(({ id }) => id);
}

/** Accounts may be renamed: the text shows today's login, the record that of the day. */
function currentAccount(
  { source, reviewer }: Submission,
  comments: readonly Comment[],
  reviews: readonly NativeReview[],
): Account {
  const texts: readonly (Comment | NativeReview)[] = source.kind === "comment" ? comments : reviews;
  const author = texts.find(({ id }) => id === source.id)?.author;
  return author?.id != null && author.id === reviewer.id ? author : reviewer;
}

function distinctLogins(accounts: readonly Account[]): string[] {
  const logins = new Map<string, string>();
  for (const { login } of accounts) {
    if (!logins.has(personKey(login))) logins.set(personKey(login), login);
  }
  return [...logins.values()];
}
