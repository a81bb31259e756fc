// Pull requests with one head commit share one check, and GitHub lets each of them merge on it. So the worst decision is
// what the check says.
import type { Conclusion, Decision } from "../case/decision.js";

const WORST_FIRST: readonly (Conclusion | null)[] = ["failure", "action_required", null, "success"];

/** The worst of these conclusions; null (in progress) when there is none. */
export function worstOf(conclusions: readonly (Conclusion | null)[]): Conclusion | null {
  return WORST_FIRST.find((candidate) => conclusions.includes(candidate)) ?? null;
}

/** What a decision counts for in a shared check. One that is not known yet holds the check. */
export function conclusionOf(decision: Pick<Decision, "conclusion"> | null): Conclusion | null {
  return decision?.conclusion ?? null;
}
