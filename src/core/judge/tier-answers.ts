// What the tier of a change means for somebody who wants to review it in a comment.

import type { GateInput } from "../case/input.js";
import { isOutOfScope } from "../gate/decide.js";

/** Why nobody has to review this, to be put behind `because`; null when somebody has to. */
export function noReviewNeeded(input: GateInput): string | null {
  if (isOutOfScope(input)) return "no coding agent wrote it, and the policy asks only about changes by agents";
  return input.classification.tier === "format-safe" ? "it cannot change what the program does" : null;
}

export function sayNotNeeded(reason: string): string {
  return `This change needs no structured review, because ${reason}. Nothing was recorded; a review with GitHub's own buttons is welcome as always.`;
}
