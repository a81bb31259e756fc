// What speaks against somebody's independence, each with its origin: what GitHub or a maintainer vouches for, or a text. Everybody
// who pushes or edits the description can write any name into commits and texts.

import type { GateInput } from "../case/input.js";
import { findAgent } from "../classify/authorship.js";
import { namedLogins } from "../comments/parse-command.js";
import { type Account, type Change, isSamePerson, personKey } from "../facts/facts.js";
import type { Waiver } from "../facts/records.js";
import { quoteInline } from "../markdown/neutralise.js";
import { attributionsOf, formerCommitsOf, formerUnknownCommits, tookPart } from "./commit-people.js";
import { exclusionsOf, waiversOfChange } from "./ground.js";
import { isOperator, isOperatorName, namesOperator } from "./rights.js";

export interface Involvement {
  /** Lower case, one line, behind a name: `committed 3f2c1ab to this pull request`. */
  readonly reason: string;
  /** Behind a name, what a text says: `is named as operator`. Null: GitHub itself shows it, or a maintainer said so. */
  readonly claim: string | null;
  /** Only texts say so that are gone. */
  readonly former?: boolean;
}

export function involvementsOf(account: Account, change: Change, input: GateInput): Involvement[] {
  const found: Involvement[] = [];
  const isAuthor = change.author !== null && isSamePerson(change.author, account);
  if (isAuthor) found.push(deed("opened this pull request"));
  if (isOperator(account, input)) {
    const claim = isAuthor ? null : "is named as operator";
    const former = formerCommitsOf(account, input).length > 0 && !isOperatorNow(account, change, input);
    found.push({ reason: "set the agent to work", claim, former });
  }
  const commits = change.commits.filter((commit) => tookPart(account, commit)).map(({ sha }) => sha);
  if (commits.length > 0) {
    // Git takes any name. Whoever pushed here as well has vouched for theirs.
    const claim = hasPushed(account, change, input) ? null : `is named as an author of ${shortList(commits)}`;
    found.push({ reason: `committed ${shortList(commits)} to this pull request`, claim });
  } else found.push(...formerInvolvement(account, change, input));
  const given = heard(input);
  if (given.some((waiver) => namesOperator(waiver) && isNamedIn(account, waiver.reason))) {
    found.push(deed("set the agent to work, says a waiver"));
  }
  const shas = [...change.commits.map(({ sha }) => sha), ...formerUnknownCommits(change, input)];
  const attributed = [...attributionsOf(shas, given)].filter(([, { reason }]) => isNamedIn(account, reason));
  if (attributed.length > 0) {
    found.push(deed(`wrote ${shortList(attributed.map(([sha]) => sha))}, says a waiver`));
  }
  if (hasPushedLast(account, change, input)) found.push(deed("pushed last to this pull request"));
  return [...found, ...exclusionsFrom(account, input)];
}

/** Without what is remembered of the agent. */
function isOperatorNow(account: Account, change: Change, { policy }: GateInput): boolean {
  const operators = findAgent(change, policy.policy, null)?.operator ?? [];
  return operators.some((name) => isOperatorName(name, account));
}

/** INVARIANT: a rewrite of history takes nobody out of it. */
function formerInvolvement(account: Account, change: Change, input: GateInput): Involvement[] {
  const commits = formerCommitsOf(account, input);
  if (commits.length === 0) return [];
  const list = shortList(commits);
  const claim = hasPushed(account, change, input)
    ? null
    : `is named as an author of ${list}, which was since rewritten,`;
  return [{ reason: `committed ${list}, which was since rewritten`, claim, former: true }];
}

function deed(reason: string): Involvement {
  return { reason, claim: null };
}

/** One that cannot be confirmed speaks against whom it names all the same. */
function heard(input: GateInput): readonly Waiver[] {
  const given = waiversOfChange(input, "facts_complete");
  return given.filter(({ ground }) => ground.state !== "ended").map((one) => one.given);
}

function exclusionsFrom(account: Account, input: GateInput): Involvement[] {
  const excluded = exclusionsOf(input).filter(
    ({ given, ground }) => ground.state !== "ended" && isSamePerson(given.person, account),
  );
  return excluded.slice(-1).map(({ given: { by, reason } }) => {
    return deed(`had a hand in this change, says ${quoteInline(by.login, 60)}: ${quoteInline(reason, 120)}`);
  });
}

function isNamedIn({ login }: Account, reason: string): boolean {
  return namedLogins(reason).some((named) => personKey(named) === personKey(login));
}

/** At any time. GitHub says who pushed, by number. */
export function hasPushed(account: Account, change: Change | null, { records }: GateInput): boolean {
  return [...records.pushers, ...(change?.pushers ?? [])].some((pusher) => isSamePerson(pusher, account));
}

/**
 * Everybody who was seen with the present head. Only when nobody was, whoever was heard of last: a late delivery, or
 * somebody who reopens, must not take the place of the one who pushed.
 */
function hasPushedLast(account: Account, change: Change, { facts, records }: GateInput): boolean {
  const withHead = records.pushes.filter(({ headSha }) => headSha === facts.pull.headSha).map(({ by }) => by);
  const last = withHead.length > 0 ? withHead : [records.pushers.at(-1), change.pushers.at(-1)];
  return last.some((pusher) => pusher !== undefined && isSamePerson(pusher, account));
}

function shortList(shas: readonly string[]): string {
  const shown = shas.slice(0, 3).map((sha) => sha.slice(0, 7));
  return shas.length > shown.length ? `${shown.join(", ")} and ${shas.length - shown.length} more` : shown.join(", ");
}
