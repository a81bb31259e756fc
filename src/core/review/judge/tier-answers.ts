// What the tier of a change means for somebody who wants to review it in a comment.
import { isOutOfScope } from "../../gate/decide.js";
import type { GateInput } from "../../gate/input.js";

/** Why nobody has to review this, to be put behind `because`; null when somebody has to. */
export function noReviewNeeded(input: GateInput): string | null {
  if (isOutOfScope(input)) return "no coding agent wrote it, and the policy asks only about changes by agents";
  return input.classification.tier === "format-safe" ? "it cannot change what the program does" : null;
}

export function sayNotNeeded(reason: string): string {
  return `This change needs no structured review, because ${reason}. Nothing was recorded; a review with GitHub's own buttons is welcome as always.`;
}

/** High-stakes, until sealed reviews can be received. */
export function sayTwoBlindReviews(): string {
  return "This change is high-stakes: it needs two reviews that are blind to each other, which this version of Countersign cannot receive yet, so the pull request stays blocked. An admin can use `/countersign override <reason>` in an emergency.";
}

/**
 * A verdict in the clear. INVARIANT: the same words whatever the verdict and the answers were, so that the reply tells
 * nobody more than the comment did.
 */
export function sayInTheClear(): string {
  return `This review is not counted. On a high-stakes change a verdict in the clear would steer the second reviewer, so only sealed reviews count. ${sayTwoBlindReviews()}`;
}
