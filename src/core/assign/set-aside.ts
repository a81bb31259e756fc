// Why somebody is not asked. INVARIANT: whoever the rules of the panel or of reviews refuse is never asked; the other reasons come on
// top, and none depends on what a sealed review says.

import type { GateInput } from "../case/input.js";
import type { PersonFacts } from "../facts/facts.js";
import { isSamePerson } from "../facts/person.js";
import type { EndKind, SetAside } from "../facts/request.js";
import { faultOfInvolvement, mayReview } from "../people/independence.js";
import { faultOfAccess } from "../people/rights.js";
import { expertTeams, faultOfExpertise } from "../reviews/experts.js";
import { maySit } from "../reviews/may-sit.js";
import { isAway } from "./away.js";
import type { Need } from "./need.js";
import type { Roster } from "./roster.js";
import { NO_WORK } from "./workload.js";

export type Wanted = Extract<Need, { readonly kind: "wanted" }>;

/** What a choice is made from. */
export interface Asking {
  readonly need: Wanted;
  readonly input: GateInput;
  readonly roster: Roster;
}

/** Null: they may be asked. Whoever somebody asked on GitHub may be busy; whoever is chosen here may not. */
export function whySetAside(person: PersonFacts, asking: Asking): SetAside | null {
  return whyNotEligible(person, asking) ?? whyNotNow(person, asking);
}

/** What nobody can ask somebody over. */
export function whyNotEligible(person: PersonFacts, { need, input, roster }: Asking): SetAside | null {
  const refused = whyRefused(person, need, input);
  if (refused !== null) return refused;
  if (wasAsked(person, input)) return "asked-before";
  return isAway(person.account, roster.away, input.facts.readAt) ? "away" : null;
}

function whyRefused(person: PersonFacts, { tier, seated }: Wanted, input: GateInput): SetAside | null {
  const onPanel = tier === "high-stakes";
  const may = onPanel ? maySit(person, seated, input) : mayReview(person, input);
  if (may.may) return seated.some(({ account }) => isSamePerson(account, person.account)) ? "seated" : null;
  if (faultOfAccess(person, input, onPanel ? expertTeams(input).flat() : []).length > 0) return "access";
  if (faultOfInvolvement(person, input).length > 0) return "involved";
  if (onPanel && faultOfExpertise(person, seated, input) !== null) return "expertise";
  return "exposed";
}

/** Ends after which the same person is not asked about this version again. */
const SPENT: readonly EndKind[] = ["answered", "reassigned", "refused", "timed-out"];

function wasAsked({ account }: PersonFacts, { records, fingerprint }: GateInput): boolean {
  return records.asked.some(
    (request) =>
      request.fingerprint === fingerprint &&
      request.person !== null &&
      isSamePerson(request.person, account) &&
      (request.ended === null || SPENT.includes(request.ended.how)),
  );
}

function whyNotNow({ account }: PersonFacts, { input, roster }: Asking): SetAside | null {
  const { max_open, cool_down } = input.policy.policy.reviewers;
  const { waiting, approvals } = roster.workload.get(account.id ?? Number.NaN) ?? NO_WORK;
  if (waiting.length >= max_open) return "busy";
  return approvals >= cool_down.approvals ? "cool-down" : null;
}
