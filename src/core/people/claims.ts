// What texts say about reviewers since their review began (DESIGN §4.6, "Nobody is pushed off a panel by a text").
//
// INVARIANT: `start` is refused to everybody against whom anything speaks, so whatever a text says of somebody who has started was
// written since, or a maintainer had called it wrong. Nothing here depends on what anybody found, nor on whether a session came to a review.

import type { GateInput } from "../case/input.js";
import { type Account, personKey } from "../facts/facts.js";
import type { Agent } from "../facts/finding.js";
import { isSamePerson } from "../facts/person.js";
import type { Waiver } from "../facts/records.js";
import { waiversInForce } from "./exceptions.js";
import { type Involvement, involvementsOf } from "./involvement.js";
import { loginNow } from "./person-of.js";
import { isOperatorName } from "./rights.js";

export interface Claim {
  /** With today's login. */
  readonly person: Account;
  /** What is said, behind the person's name: `is named as operator`. */
  readonly says: readonly string[];
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
  const begun = distinct(records.sessions.map(({ reviewer }) => reviewer));
  return begun.flatMap((account): Claim[] => {
    const person = { ...account, login: loginNow(account, facts) };
    const involved = involvementsOf(person, change, input);
    const says = involved.map(({ claim }) => claim).filter((claim) => claim !== null);
    if (says.length === 0 || says.length < involved.length) return [];
    return [{ person, says, settled: settlementOf(person, input) }];
  });
}

/**
 * What a maintainer may call wrong: claims, and commits that are gone where nothing that stands speaks against whom they name. What
 * still stands in a commit or in the description is mended there.
 */
export function claimsToSettle(input: GateInput): readonly Claim[] {
  const { facts, records } = input;
  if (facts.change.status === "unavailable") return [];
  const change = facts.change.value;
  const named = records.contributors.map(({ account }) => account).filter((account) => account !== null);
  const waiting = distinct(named).filter((account) => !hasBegun(account, input));
  const former = waiting.flatMap((account): Claim[] => {
    const person = { ...account, login: loginNow(account, facts) };
    const involved = involvementsOf(person, change, input);
    if (!isFormerOnly(involved)) return [];
    return [{ person, says: involved.flatMap(({ claim }) => claim ?? []), settled: settlementOf(person, input) }];
  });
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

function distinct(accounts: readonly Account[]): Account[] {
  return accounts.filter((account, index) => !accounts.slice(0, index).some((other) => isSamePerson(other, account)));
}
