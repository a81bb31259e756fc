// Who may review this pull request (DESIGN §4.6, "Independent means"), the same on every tier. Fails closed: what is not
// known about a person speaks against them, with a reason that they can act on.
import { type Account, type Change, type PersonFacts, personKey } from "../facts.js";
import type { GateInput } from "../gate/input.js";
import type { Waiver } from "../records.js";
import { attributionsOf, tookPart } from "./commit-people.js";
import { waiversOfChange } from "./exceptions.js";
import { namedLogins } from "./parse-waive.js";
import { isSamePerson } from "./person.js";
import { faultOfAccess, isOperator, unknownOfAccess } from "./rights.js";

/** `reason`: lower case, one line, behind a name: `committed 3f2c1ab to this pull request`. Several are joined with `; `. */
export type MayReview = { readonly may: true } | { readonly may: false; readonly reason: string };

export function mayReview(person: PersonFacts, input: GateInput): MayReview {
  return toAnswer([...faultOfAccess(person, input), ...faultOfInvolvement(person, input)]);
}

/** Every way in which the person had a hand in the change; one reason when that cannot be told. */
export function faultOfInvolvement(person: PersonFacts, input: GateInput): string[] {
  const { change } = input.facts;
  return change.status === "loaded"
    ? involvement(person, change.value, input)
    : [`cannot be shown to be independent while the change cannot be read (${change.reason})`];
}

/** What the change alone says against this person, for a courtesy before anybody was looked up. */
export function mayBeIndependent(person: PersonFacts, input: GateInput): MayReview {
  const { change } = input.facts;
  return toAnswer(change.status === "loaded" ? involvement(person, change.value, input) : []);
}

/**
 * Whether a rejection that was taken still stands. INVARIANT: nothing ends it but the loss of the right to review here.
 * Who pushes or edits the description may name the reviewer as co-author or operator, and would so lift the refusal; and
 * while it cannot be read whether the right was lost, the rejection stands.
 */
export function mayStillReject(person: PersonFacts, input: GateInput): MayReview {
  return unknownOfAccess(person, input) === null ? toAnswer(faultOfAccess(person, input)) : { may: true };
}

export function toAnswer(reasons: readonly string[]): MayReview {
  return reasons.length === 0 ? { may: true } : { may: false, reason: reasons.join("; ") };
}

function involvement({ account }: PersonFacts, change: Change, input: GateInput): string[] {
  const reasons: string[] = [];
  if (change.author !== null && isSamePerson(change.author, account)) reasons.push("opened this pull request");
  if (isOperator(account, input)) reasons.push("set the agent to work");
  const commits = change.commits.filter((commit) => tookPart(account, commit));
  if (commits.length > 0) reasons.push(`committed ${shortList(commits.map(({ sha }) => sha))} to this pull request`);
  const attributed = [...attributionsOf(change, attributing(input))].filter(([, { reason }]) =>
    isNamedIn(account, reason),
  );
  if (attributed.length > 0) reasons.push(`wrote ${shortList(attributed.map(([sha]) => sha))}, says a waiver`);
  if (pushedLast({ account }, change, input)) reasons.push("pushed last to this pull request");
  return reasons;
}

/** One that cannot be confirmed speaks against whom it names all the same. */
function attributing(input: GateInput): readonly Waiver[] {
  const given = waiversOfChange(input, "facts_complete");
  return given.filter(({ ground }) => ground.state !== "ended").map((one) => one.given);
}

function isNamedIn({ login }: Account, reason: string): boolean {
  return namedLogins(reason).some((named) => personKey(named) === personKey(login));
}

/**
 * Everybody who was seen with the present head. Only when nobody was, whoever was heard of last: a late delivery, or
 * somebody who reopens, must not take the place of the one who pushed.
 */
function pushedLast({ account }: Pick<PersonFacts, "account">, change: Change, { facts, records }: GateInput): boolean {
  const withHead = records.pushes.filter(({ headSha }) => headSha === facts.pull.headSha).map(({ by }) => by);
  const last = withHead.length > 0 ? withHead : [records.pushers.at(-1), change.pushers.at(-1)];
  return last.some((pusher) => pusher !== undefined && isSamePerson(pusher, account));
}

function shortList(shas: readonly string[]): string {
  const shown = shas.slice(0, 3).map((sha) => sha.slice(0, 7));
  return shas.length > shown.length ? `${shown.join(", ")} and ${shas.length - shown.length} more` : shown.join(", ");
}
