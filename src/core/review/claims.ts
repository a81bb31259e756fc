// What texts say about reviewers since their review began (DESIGN §4.6, "Nobody is pushed off a panel by a text").
//
// INVARIANT: `start` is refused to everybody against whom anything speaks, so whatever a text says of somebody who has started was
// written since. Nothing here depends on what anybody found, nor on whether a session came to a review.
import type { Agent } from "../classify/finding.js";
import { type Account, personKey } from "../facts.js";
import type { GateInput } from "../gate/input.js";
import type { Waiver } from "../records.js";
import { waiversInForce } from "./exceptions.js";
import { involvementsOf } from "./involvement.js";
import { isSamePerson } from "./person.js";
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
