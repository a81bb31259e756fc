// A check as the gate takes it: does it pass, of which kinds is it, and why a pass is none.

import type { GateInput } from "../case/input.js";
import type { CheckResult } from "../facts/facts.js";
import { canonicalJson } from "../ground/canonical.js";
import { quoteInline } from "../markdown/neutralise.js";
import { kindsOf, type ValidationKind } from "../policy/validation-kinds.js";
import { whyNotCounted } from "./why-not-counted.js";

/** `idle`: `skipped` and `neutral` ran nothing, so they neither pass nor fail. `discounted`: passed, on a word that does not count. */
export type Standing = "passed" | "failed" | "pending" | "idle" | "discounted";

export interface JudgedCheck {
  readonly check: CheckResult;
  readonly standing: Standing;
  /** Empty too where the policy expects none. */
  readonly kinds: readonly ValidationKind[];
  /** Why it is no pass, behind its name: "was `skipped`". Null unless idle or discounted. */
  readonly reason: string | null;
}

export function judgeChecks(checks: readonly CheckResult[], input: GateInput): readonly JudgedCheck[] {
  // A reporter is compared with all people of all commits, and one CI account may report thousands of statuses.
  const known = new Map<string, string | null>();
  const { expect, kinds: own } = input.policy.policy.validation;
  return checks.map((check): JudgedCheck => {
    const kinds = expect.length === 0 ? [] : kindsOf(check, own);
    const standing = standingOf(check);
    if (standing === "idle") return { check, standing, kinds, reason: `was ${quoteInline(check.outcome, 20)}` };
    if (standing !== "passed") return { check, standing, kinds, reason: null };
    const reporter = canonicalJson(check.reporter);
    const reason = known.has(reporter) ? (known.get(reporter) ?? null) : whyNotCounted(check.reporter, input);
    known.set(reporter, reason);
    return { check, standing: reason === null ? "passed" : "discounted", kinds, reason };
  });
}

/** Any outcome that is not known to be a pass is a failure. */
function standingOf({ state, outcome: written }: CheckResult): Exclude<Standing, "discounted"> {
  if (state === "pending") return "pending";
  const outcome = written.toLowerCase();
  if (outcome === "skipped" || outcome === "neutral") return "idle";
  return state === "passed" && outcome === "success" ? "passed" : "failed";
}
