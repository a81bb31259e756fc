// Who is asked: of everybody who may be asked the one with the highest score. Pure and without dice: where two are alike a hash
// decides, which nobody can choose and everybody can compute.

import type { Account, PersonFacts } from "../facts/facts.js";
import { isSamePerson } from "../facts/person.js";
import type { SetAside, Why } from "../facts/request.js";
import { sha256 } from "../ground/canonical.js";
import { compareText } from "../ground/compare-text.js";
import { type Weighed, weigh } from "./fit.js";
import { type Asking, whyNotEligible, whySetAside } from "./set-aside.js";

export interface Choice {
  /** Null: nobody is suitable; `why` says how many were set aside for which reason. */
  readonly person: Account | null;
  readonly why: Why;
}

/** `roll`: the number that the request will have, so that a hash falls anew each time. */
export function chooseReviewer(asking: Asking, roll: number): Choice {
  const { input, roster } = asking;
  const drawn = ({ account }: PersonFacts) => draw(account, asking, roll);
  const adopted = askedOnGithub(asking).sort((a, b) => compareText(drawn(a), drawn(b)))[0];
  if (adopted !== undefined) {
    const why: Why = { adopted: true, fit: null, suitable: 0, setAside: {}, notes: roster.notes };
    return { person: adopted.account, why };
  }
  const setAside: Partial<Record<SetAside, number>> = {};
  const suitable: (Weighed & { readonly person: PersonFacts })[] = [];
  for (const person of roster.people) {
    const reason = whySetAside(person, asking);
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

/** People whom somebody asked already, in GitHub's sidebar or as code owners: their request is taken over instead of another one being asked. */
function askedOnGithub(asking: Asking): PersonFacts[] {
  const { requested } = asking.input.facts;
  if (requested.status === "unavailable") return [];
  return asking.roster.people.filter(
    (person) =>
      requested.value.some((account) => isSamePerson(account, person.account)) &&
      whyNotEligible(person, asking) === null,
  );
}

function draw({ id }: Account, { need, input }: Asking, roll: number): string {
  return sha256(`${input.fingerprint} ${need.seat} ${roll} ${id ?? ""}`);
}
