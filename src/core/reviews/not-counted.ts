// Everybody who gave a verdict on a high-stakes change, or might have, and does not count: the answer to "why was my review
// ignored". INVARIANT: nothing here depends on what a sealed review says.

import type { NotCounted } from "../case/decision.js";
import type { GateInput } from "../case/input.js";
import type { Account } from "../facts/facts.js";
import { isSamePerson } from "../facts/person.js";
import type { Exposure } from "../facts/sealed-review.js";
import { compareText } from "../ground/compare-text.js";
import { loginNow } from "../people/person-of.js";
import { distinctPeople } from "./audience.js";
import type { CountedReviews } from "./count.js";
import { exposuresOf } from "./may-sit.js";
import type { Panel } from "./panel.js";
import type { SpecialistView } from "./specialist.js";

export interface Counted {
  readonly panel: Panel;
  readonly clear: CountedReviews;
  readonly specialist: SpecialistView;
}

export function panelNotCounted({ panel, clear, specialist }: Counted, input: GateInput): readonly NotCounted[] {
  const decided = panel.outcome === "split" ? specialist : { counted: [], notCounted: [] };
  const sitting = [...panel.seats, ...decided.counted].map(({ reviewer }) => reviewer);
  const named = [...panel.notCounted, ...decided.notCounted, ...exposed(input), ...ofEarlier(input)];
  const before = clear.counted.map(({ reviewer, url }) => ({
    login: loginNow(reviewer, input.facts),
    reason: HOW.form,
    url,
  }));
  // Of this version while it was not high-stakes, of an earlier version, and GitHub's own buttons; each person once.
  const others = [...before, ...clear.notCounted].filter(
    ({ login }) =>
      !named.some((known) => known.login.toLowerCase() === login.toLowerCase()) &&
      !sitting.some((account) => loginNow(account, input.facts).toLowerCase() === login.toLowerCase()),
  );
  return [...named, ...others].sort(byLogin);
}

/** Sealed reviews of versions before this one, of people who have none of this one. */
function ofEarlier(input: GateInput): NotCounted[] {
  const { records, facts, fingerprint } = input;
  const hasPresent = (account: Account) =>
    records.sealed.some((review) => review.fingerprint === fingerprint && isSamePerson(review.reviewer, account));
  const earlier = records.sealed.filter(({ reviewer, voided }) => voided === null && !hasPresent(reviewer));
  const latest = earlier.filter(
    (review, index) => !earlier.slice(index + 1).some(({ reviewer }) => isSamePerson(reviewer, review.reviewer)),
  );
  return latest.map(({ reviewer, url }) => ({
    login: loginNow(reviewer, facts),
    reason: "reviewed an earlier version of this change",
    url,
  }));
}

const HOW = {
  form: "gave a verdict on this version in the clear before its panel was complete, and cannot sit on it",
  native: "gave a verdict on this version with GitHub's own button before its panel was complete, and cannot sit on it",
  audience: "could read a first verdict on this version in the clear, and cannot be its second reviewer",
  last: null,
} as const;

/** Readers of a first form in the clear may be hundreds; they are counted, and named only when they try to review. */
const MAX_AUDIENCE = 10;

function exposed(input: GateInput): NotCounted[] {
  const { facts } = input;
  const here = exposuresOf(input).filter(({ kind }) => HOW[kind] !== null);
  const first = new Map<Account, Exposure>();
  for (const exposure of here) if (!first.has(exposure.person)) first.set(exposure.person, exposure);
  const once = distinctPeople([...first.keys()]).flatMap((person) => first.get(person) ?? []);
  const unnamed = new Set(once.filter(({ kind }) => kind === "audience").slice(MAX_AUDIENCE));
  return once
    .filter((exposure) => !unnamed.has(exposure))
    .map(({ kind, person }) => ({ login: loginNow(person, facts), reason: HOW[kind] ?? "", url: null }));
}

function byLogin(a: NotCounted, b: NotCounted): number {
  return compareText(a.login, b.login) || compareText(a.url ?? "", b.url ?? "") || compareText(a.reason, b.reason);
}
