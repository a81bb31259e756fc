// Who may review this pull request (DESIGN §4.6, "Independent means"), the same on every tier. Fails closed: what is not
// known about a person speaks against them, with a reason that they can act on.

import type { GateInput } from "../case/input.js";
import type { Change, PersonFacts } from "../facts/facts.js";
import { hasBegun, isCleared } from "./claims.js";
import { involvementsOf } from "./involvement.js";
import { faultOfAccess, unknownOfAccess } from "./rights.js";

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

/** INVARIANT: no text alone speaks against somebody whose review had begun; `facts_complete` holds the change meanwhile. */
function involvement({ account }: PersonFacts, change: Change, input: GateInput): string[] {
  const involved = involvementsOf(account, change, input);
  const isClaimed = hasBegun(account, input) && involved.every(({ claim }) => claim !== null);
  return isClaimed || isCleared(account, involved, input) ? [] : involved.map(({ reason }) => reason);
}
