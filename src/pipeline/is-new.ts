// Whether an evaluation came to another decision than the one before it.

import type { Decision } from "../core/case/decision.js";
import { canonicalJson } from "../core/ground/canonical.js";

/** Same decision as before: `factsHash` may move with facts that decide nothing, the rest may not. */
export function isNew(decision: Decision, before: Decision | null): boolean {
  return (
    before === null || canonicalJson({ ...decision, factsHash: "" }) !== canonicalJson({ ...before, factsHash: "" })
  );
}
