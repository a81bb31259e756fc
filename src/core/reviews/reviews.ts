// What reviews there are of a change as it is now and what counts of them: computed once for each case, read by everybody.
import type { NotCounted } from "../case/decision.js";
import type { GateInput } from "../case/input.js";
import { type Account, isSamePerson, latestOfEach } from "../facts/facts.js";
import type { ReviewedTier, ReviewRequest, Seat } from "../facts/request.js";
import type { Exposure, Submission } from "../facts/submission.js";
import { oncePer } from "../ground/once-per.js";
import { loginNow } from "../people/person-of.js";
import type { Policy } from "../policy/schema.js";
import { distinctPeople } from "./audience.js";
import { byLogin, type CountedReviews, countReviews } from "./count.js";
import { exposuresOf } from "./may-sit.js";
import { type Panel, panelOf } from "./panel.js";
import { type SpecialistView, specialistReviews } from "./specialist.js";

interface Reviews {
  readonly panel: Panel;
  /** Structured reviews in public, at most one for each person, oldest first. */
  readonly counted: readonly Submission[];
  /** Everybody else who reviewed, approved or gave a verdict on this tier, with the reason. */
  readonly notCounted: readonly NotCounted[];
  /** Who decided a disagreement of the panel. */
  readonly specialist: SpecialistView;
  readonly lateness: Readonly<Record<Seat, Lateness>>;
}

export const reviewsOf: (input: GateInput) => Reviews = oncePer((input) => {
  const panel = panelOf(input);
  const clear = countReviews(input);
  const specialist = specialistReviews(input);
  const isHighStakes = input.classification.tier === "high-stakes";
  return {
    panel,
    counted: clear.counted,
    notCounted: isHighStakes ? panelNotCounted({ panel, clear, specialist }, input) : clear.notCounted,
    specialist,
    lateness: { 1: latenessOf(input, 1), 2: latenessOf(input, 2) },
  };
});

interface Counted {
  readonly panel: Panel;
  readonly clear: CountedReviews;
  readonly specialist: SpecialistView;
}

/**
 * Everybody who gave a verdict on a high-stakes change, or might have, and does not count: the answer to "why was my review ignored".
 * INVARIANT: nothing here depends on what a sealed review says.
 */
function panelNotCounted({ panel, clear, specialist }: Counted, input: GateInput): readonly NotCounted[] {
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
  return latestOfEach(earlier).map(({ reviewer, url }) => ({
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

/** Readers of a first form in public may be hundreds; they are counted, and named only when they try to review. */
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

/**
 * How often the time of a request passed, and what the policy makes of it. Read from the records alone: a time has passed when it was
 * written down that it did, so the same facts and records give the same decision whatever the clock says.
 */
export interface Lateness {
  /**
   * `in-time`: no time has passed · `escalated`: one has, or more where the policy goes on asking · `denied` and `let-through`: as
   * the policy says.
   */
  readonly state: "in-time" | "escalated" | "denied" | "let-through";
  /** The requests whose time passed, oldest first; those of nobody in particular among them. */
  readonly passed: readonly ReviewRequest[];
}

/** Of one seat of the present version, on the present tier. */
function latenessOf(input: GateInput, seat: Seat): Lateness {
  const { records, fingerprint, classification } = input;
  const passed = records.asked.filter(
    (request) =>
      request.fingerprint === fingerprint &&
      request.seat === seat &&
      request.tier === classification.tier &&
      request.ended?.how === "timed-out",
  );
  return { passed, state: stateOf(passed, input) };
}

function stateOf(passed: readonly ReviewRequest[], { classification, policy }: GateInput): Lateness["state"] {
  if (passed.length === 0 || classification.tier === "format-safe") return "in-time";
  const { on_timeout } = queueOf(policy.policy, classification.tier);
  if (on_timeout === "deny" && passed.length > 1) return "denied";
  // INVARIANT: only a behavior-changing change passes by waiting, only where the policy says so now, only when it was written
  // down, and only when a person was asked who then let the time pass.
  const isLetThrough =
    classification.tier === "behavior-changing" &&
    on_timeout === "approve-with-log" &&
    passed.some(({ ended }) => ended?.outcome === "approve-with-log") &&
    passed.some(({ person }) => person !== null);
  return isLetThrough ? "let-through" : "escalated";
}

/** The objectives and consequences of a tier. */
export function queueOf(
  { queue }: Policy,
  tier: ReviewedTier,
): Policy["queue"]["behavior_changing"] | Policy["queue"]["high_stakes"] {
  return tier === "high-stakes" ? queue.high_stakes : queue.behavior_changing;
}
