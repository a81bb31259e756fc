// What texts say about reviewers since their review began (DESIGN §4.6, "Nobody is pushed off a panel by a text").
//
// INVARIANT: `start` is refused to everybody against whom anything speaks, so whatever a text says of somebody who has started was
// written since, or a maintainer had called it wrong. Nothing here depends on what anybody found, nor on whether a session came to a review.

import type { ReplyEffect } from "../case/effect.js";
import type { GateInput } from "../case/input.js";
import { isAgentAccount } from "../classify/authorship/operator.js";
import { namedLogins } from "../comments/parse-command.js";
import { type Account, type Change, distinctAccounts, isSamePerson, personKey } from "../facts/facts.js";
import type { Agent } from "../facts/finding.js";
import type { Waiver } from "../facts/records.js";
import { sayLogin, sayMention } from "../markdown/say.js";
import { waiversInForce, waiversOfChange } from "./ground.js";
import { type Involvement, involvementsOf } from "./involvement.js";
import { loginNow } from "./person-of.js";
import { isOperatorName, namesOperator } from "./rights.js";

interface Claim {
  /** With today's login. */
  readonly person: Account;
  /** What is said, behind the person's name: `is named as operator`. */
  readonly says: readonly string[];
  /** Only texts say so that are gone. */
  readonly isFormer: boolean;
  /** By which a maintainer said that it is wrong; null: nobody has settled it. */
  readonly settled: Waiver | null;
}

/** Also on an earlier version, and whatever became of it: whoever reviewed one is not to be kept off the next by a text. */
export function hasBegun(account: Account, { records }: GateInput): boolean {
  return records.sessions.some(({ reviewer }) => isSamePerson(reviewer, account));
}

/** Of each person who began, in that order. Where GitHub itself shows their hand in the change, no text is needed. */
export function claimsOn(input: GateInput): readonly Claim[] {
  const { facts, records } = input;
  if (facts.change.status === "unavailable") return [];
  const change = facts.change.value;
  const begun = distinctAccounts(records.sessions.map(({ reviewer }) => reviewer));
  return begun.flatMap((account) => claimOn(account, change, input) ?? []);
}

/** Null: nothing is said of this person, or it is more than a text that says it. */
function claimOn(account: Account, change: Change, input: GateInput): Claim | null {
  const person = { ...account, login: loginNow(account, input.facts) };
  const involved = involvementsOf(person, change, input);
  const says = involved.flatMap(({ claim }) => claim ?? []);
  if (says.length === 0 || says.length < involved.length) return null;
  return { person, says, isFormer: isFormerOnly(involved), settled: settlementOf(person, input) };
}

/**
 * What a maintainer may call wrong: claims, and commits that are gone where nothing that stands speaks against whom they name. What
 * still stands in a commit or in the description is fixed there.
 */
export function claimsToSettle(input: GateInput): readonly Claim[] {
  const { facts, records } = input;
  if (facts.change.status === "unavailable") return [];
  const change = facts.change.value;
  const named = records.contributors.map(({ account }) => account).filter((account) => account !== null);
  const waiting = distinctAccounts(named).filter((account) => !hasBegun(account, input));
  const former = waiting.flatMap((account) => claimOn(account, change, input) ?? []).filter(({ isFormer }) => isFormer);
  return [...claimsOn(input), ...former];
}

/** Named by nothing but texts that are gone, and a maintainer said that it is wrong. */
export function isCleared(account: Account, involved: readonly Involvement[], input: GateInput): boolean {
  return isFormerOnly(involved) && settlementOf(account, input) !== null;
}

function isFormerOnly(involved: readonly Involvement[]): boolean {
  return involved.length > 0 && involved.every(({ former, claim }) => former === true && claim !== null);
}

/** The newest. INVARIANT: nobody settles what is said of themselves. */
function settlementOf(person: Account, input: GateInput): Waiver | null {
  const subject = claimSubject(person.login);
  const waivers = waiversInForce(input, "facts_complete").filter(({ by }) => !isSamePerson(by, person));
  return waivers.findLast((waiver) => waiver.subject !== null && personKey(waiver.subject) === subject) ?? null;
}

/** What stands behind the colon of a waiver that is about this person. */
export function claimSubject(login: string): string {
  return `@${personKey(login)}`;
}

/**
 * What of the agent is kept for later evaluations. What texts say of somebody who has begun is read as it stands: once it is taken
 * back, it is gone.
 */
export function toRemember(input: GateInput): Agent | null {
  const { agent } = input.classification;
  if (agent === null) return null;
  const claimed = claimsOn(input).map(({ person }) => person);
  const operator = agent.operator.filter((name) => !claimed.some((person) => isOperatorName(name, person)));
  return { ...agent, operator };
}

/**
 * Tells a reviewer, once, what is said of them: claims that nobody has settled and nobody was told of. INVARIANT: the words are the same
 * whether a review was submitted or not, and whatever it says.
 */
export function claimNotices(input: GateInput): readonly ReplyEffect[] {
  const { pull, comments } = input.facts;
  if (pull.state !== "open" || input.classification.tier === "format-safe") return [];
  const written = comments.status === "loaded" ? comments.value.filter(({ ours }) => ours) : [];
  return claimsOn(input)
    .filter(({ settled }) => settled === null)
    .map(toNotice)
    .filter(({ marker }) => !written.some(({ body }) => body.startsWith(marker)));
}

function toNotice({ person, says }: Claim): ReplyEffect {
  // One for each person: whoever goes on changing the text makes nobody's telephone ring.
  const marker = `<!-- countersign:claim:${person.id ?? person.login.toLowerCase()} -->`;
  const body = [
    marker,
    `${sayMention(person.login)}, since you began your review this pull request says that you had a hand in it (${sayLogin(person.login)} ${says.join(" and ")}).`,
    "Your seat stands, and nothing of yours is lost. The change waits until a maintainer has settled it.",
    "You need not do anything. If it is true, or wrong, please say so below.",
  ].join("\n\n");
  return { kind: "reply", marker, body };
}

/**
 * A bot's pull request of which nobody knows who started it: whoever did might review it (DESIGN §4.6). A maintainer may name them. A
 * name that a maintainer has called wrong is no trace of a person.
 */
export function isOperatorUnknown(input: GateInput): boolean {
  const { facts, classification, policy } = input;
  const { agent } = classification;
  if (agent === null || facts.change.status === "unavailable") return false;
  const { author } = facts.change.value;
  if (author === null || !isAgentAccount(author, policy.policy)) return false;
  const denied = claimsToSettle(input).filter(({ settled }) => settled !== null);
  return agent.operator.every((name) => denied.some(({ person }) => isOperatorName(name, person)));
}

/** Logins that maintainers named. One waiver that cannot be confirmed speaks against whom it names all the same. */
export function namedOperators(input: GateInput): readonly string[] {
  const given = waiversOfChange(input, "facts_complete").filter(({ ground }) => ground.state !== "ended");
  const named = given.flatMap(({ given: waiver }) => (namesOperator(waiver) ? namedLogins(waiver.reason) : []));
  return [...new Map(named.map((login) => [personKey(login), login])).values()];
}
