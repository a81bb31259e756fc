// Who is asked: of everybody who may be asked the one with the highest score. Pure and without dice: where two are alike a hash
// decides, which nobody can choose and everybody can compute.
import { sha256 } from "../canonical.js";
import type { Account, PersonFacts } from "../facts.js";
import type { GateInput } from "../gate/input.js";
import { compareText } from "../review/compare-text.js";
import { isSamePerson } from "../review/person.js";
import { type Weighed, weigh } from "./fit.js";
import type { SetAside, Why } from "./request.js";
import type { Roster } from "./roster.js";
import { type Wanted, whyNotEligible, whySetAside } from "./set-aside.js";

export interface Choice {
  /** Null: nobody is suitable; `why` says how many were set aside for which reason. */
  readonly person: Account | null;
  readonly why: Why;
}

/** `roll`: the number that the request will have, so that a hash falls anew each time. */
export function chooseReviewer(need: Wanted, roll: number, input: GateInput, roster: Roster): Choice {
  const drawn = (person: PersonFacts) => draw(person.account, need, roll, input);
  const adopted = askedOnGithub(need, input, roster).sort((a, b) => compareText(drawn(a), drawn(b)))[0];
  if (adopted !== undefined) {
    const why: Why = { adopted: true, fit: null, suitable: 0, setAside: {}, notes: roster.notes };
    return { person: adopted.account, why };
  }
  const setAside: Partial<Record<SetAside, number>> = {};
  const suitable: (Weighed & { readonly person: PersonFacts })[] = [];
  for (const person of roster.people) {
    const reason = whySetAside(person, need, input, roster);
    if (reason === null) suitable.push({ person, ...weigh(person, input, roster) });
    else setAside[reason] = (setAside[reason] ?? 0) + 1;
  }
  suitable.sort((a, b) => b.score - a.score || compareText(drawn(a.person), drawn(b.person)));
  const [best] = suitable;
  return {
    person: best?.person.account ?? null,
    why: { adopted: false, fit: best?.fit ?? null, suitable: suitable.length, setAside, notes: roster.notes },
  };
}

/** People whom somebody asked already, in GitHub's sidebar or as code owners: they are reminded instead of another one being asked. */
function askedOnGithub(need: Wanted, input: GateInput, roster: Roster): PersonFacts[] {
  const { requested } = input.facts;
  if (requested.status === "unavailable") return [];
  return roster.people.filter(
    (person) =>
      requested.value.some((account) => isSamePerson(account, person.account)) &&
      whyNotEligible(person, need, input, roster) === null,
  );
}

function draw({ id }: Account, { seat }: Wanted, roll: number, { fingerprint }: GateInput): string {
  return sha256(`${fingerprint} ${seat} ${roll} ${id ?? ""}`);
}
