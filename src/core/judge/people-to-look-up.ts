// Which people have to be looked up before an evaluation, and for which comments GitHub must be asked who made them.

import { parseCommand } from "../comments/parse-command.js";
import { isForm } from "../comments/parse-form.js";
import type { Account, Comment, NativeReview } from "../facts/facts.js";
import { personKey } from "../facts/facts.js";
import type { Records } from "../facts/records.js";
import { isEditedByAnother, revisionOf } from "../facts/revision.js";
import { momentOf } from "../ground/time.js";
import { revealRequests } from "./commands/reveal.js";
import { pendingComments, pendingReviews } from "./pending.js";

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
