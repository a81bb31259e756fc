// What reviews there are of a change as it is now and what counts of them: computed once for each case, read by everybody.
import type { NotCounted } from "../case/decision.js";
import type { GateInput } from "../case/input.js";
import type { Seat } from "../facts/request.js";
import type { Submission } from "../facts/submission.js";
import { oncePer } from "../ground/once-per.js";
import { countReviews } from "./count.js";
import { type Lateness, latenessOf } from "./lateness.js";
import { panelNotCounted } from "./not-counted.js";
import { type Panel, panelOf } from "./panel.js";
import { type SpecialistView, specialistReviews } from "./specialist.js";

export interface Reviews {
  readonly panel: Panel;
  /** Structured reviews in the clear, at most one for each person, oldest first. */
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
