// Whether somebody has to be asked now, and for which seat. INVARIANT: of a blind review nothing counts here but that it is there.

import type { GateInput } from "../case/input.js";
import { isMet, type Standing } from "../case/requirement.js";
import type { PersonFacts } from "../facts/facts.js";
import type { ReviewedTier, Seat } from "../facts/request.js";
import { isOutOfScope } from "../gate/decide.js";
import { overrideInForce, overridesOfHead } from "../people/exceptions.js";
import { personNow } from "../people/person-of.js";
import { reviewsOf } from "../reviews/reviews.js";

/**
 * `moot`: no review is wanted, so nobody has to stay asked · `paused`: one is wanted, and this is not the moment to ask: the author
 * has to act first, something could not be read, or the policy has ended the waiting.
 */
export type Need =
  | { readonly kind: "moot" | "paused" }
  | {
      readonly kind: "wanted";
      readonly tier: ReviewedTier;
      readonly seat: Seat;
      /** Who sits on the panel already. */
      readonly seated: readonly PersonFacts[];
    };

const MOOT = { kind: "moot" } as const;
const PAUSED = { kind: "paused" } as const;

/** `requirements`: of the decision that this input gives. */
export function reviewNeed(input: GateInput, requirements: readonly Standing[]): Need {
  const { facts, classification } = input;
  const { tier } = classification;
  if (facts.change.status === "unavailable") return PAUSED;
  if (tier === "format-safe" || isMoot(input)) return MOOT;
  // Reviews that cannot be seen may be there.
  if (facts.comments.status === "unavailable" || facts.reviews.status === "unavailable") return PAUSED;
  // Nobody is asked for what an override may have settled.
  if (overridesOfHead(input).some(({ ground }) => ground.state === "unknown")) return PAUSED;
  const place = tier === "high-stakes" ? placeOnPanel(input) : placeOfOne(input);
  if (place.kind !== "wanted") return place;
  // Nobody's time is spent on what is going to change.
  if (requirements.some((requirement) => !isMet(requirement) && requirement.waits === "author")) return PAUSED;
  const { state } = reviewsOf(input).lateness[place.seat];
  return state === "denied" || state === "let-through" ? PAUSED : place;
}

function isMoot(input: GateInput): boolean {
  const { facts, policy, classification } = input;
  const { assign } = policy.policy.reviewers;
  const isAsked = assign === "always" || (assign === "high-stakes" && classification.tier === "high-stakes");
  return (
    !isAsked ||
    facts.pull.state !== "open" ||
    facts.pull.draft ||
    isOutOfScope(input) ||
    overrideInForce(input) !== null
  );
}

function placeOnPanel(input: GateInput): Need {
  const { seats, state, unknown } = reviewsOf(input).panel;
  if (unknown !== null) return PAUSED;
  if (state !== "open") return MOOT;
  const seated = seats.map(({ reviewer }) => personNow(reviewer, input));
  return { kind: "wanted", tier: "high-stakes", seat: seated.length === 0 ? 1 : 2, seated };
}

/** One review is enough, and one that refuses the change is an answer as well. */
function placeOfOne(input: GateInput): Need {
  if (reviewsOf(input).counted.length > 0) return MOOT;
  return { kind: "wanted", tier: "behavior-changing", seat: 1, seated: [] };
}
