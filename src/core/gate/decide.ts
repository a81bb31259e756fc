// The decision for one head SHA: from the requirements to the check's conclusion (DESIGN §4.2). Pure and total: whatever is
// not met blocks, and `success` is only ever reached by everything being met or by one of the three exits named below.

import type { Conclusion, Decision } from "../case/decision.js";
import type { GateInput } from "../case/input.js";
import { notApplicable } from "../case/outcome.js";
import { isMet, type JudgedRequirement } from "../case/requirement.js";
import { overrideInForce, overridesOfHead } from "../people/exceptions.js";
import { reviewsOf } from "../reviews/reviews.js";
import { factsHash } from "./facts-hash.js";
import { OUT_OF_SCOPE } from "./requirement-kind.js";
import { judgeRequirements } from "./requirements/index.js";
import { describeFall } from "./waive.js";

/** Before it is put into words. */
export interface Decided extends Omit<Decision, "requirements"> {
  readonly requirements: readonly JudgedRequirement[];
}

export function decide(input: GateInput): Decided {
  const { facts, classification, policy, fingerprint } = input;
  const outOfScope = isOutOfScope(input);
  const requirements = outOfScope ? judgeRequirements(input).map(setAside) : judgeRequirements(input);
  const judged = conclude(requirements);
  const observed = policy.policy.mode === "observe" ? { conclusion: judged } : null;
  const override = overrideInForce(input);
  return {
    headSha: facts.pull.headSha,
    baseRef: facts.pull.baseRef,
    gated: input.gated,
    tier: classification.tier,
    fingerprint,
    policyHash: policy.hash,
    factsHash: factsHash(input),
    agent: classification.agent,
    findings: classification.findings,
    requirements,
    conclusion: observed !== null || override !== null ? "success" : judged,
    observed,
    override: override === null ? null : { by: override.by.login, reason: override.reason, at: override.at },
    ...(override === null ? fallenOverride(input) : {}),
    outOfScope,
    notCounted: outOfScope ? [] : reviewsOf(input).notCounted,
  };
}

/** The newest, and first one that may come back: nobody is left to wonder why the check did. */
function fallenOverride(input: GateInput): Pick<Decision, "fallenOverride"> {
  const fallen = overridesOfHead(input);
  const last = fallen.findLast(({ ground }) => ground.state === "unknown") ?? fallen.at(-1);
  if (last === undefined) return {};
  const { given, ground } = last;
  return { fallenOverride: { by: given.by.login, how: describeFall(ground), ended: ground.state === "ended" } };
}

/**
 * INVARIANT: anything unmet blocks. A refusal is final until the change or the verdict changes; then comes what the author
 * can do now; then waiting. Never `neutral` or `skipped`: GitHub lets both merge.
 */
export function conclude(requirements: readonly Pick<JudgedRequirement, "status" | "waits">[]): Conclusion | null {
  const unmet = requirements.filter((requirement) => !isMet(requirement));
  if (unmet.some(({ waits }) => waits === "refused")) return "failure";
  if (unmet.some(({ waits }) => waits === "author")) return "action_required";
  return unmet.length === 0 && requirements.length > 0 ? "success" : null;
}

/**
 * Under `scope: agents` nothing is asked of a change that no agent wrote. That is known only when the policy and all of
 * the change could be read; a pull request that shares this commit shares its check, so those must be known as well.
 */
export function isOutOfScope({ facts, classification, policy }: GateInput): boolean {
  return (
    policy.policy.scope === "agents" &&
    policy.problems.length === 0 &&
    policy.unavailable.length === 0 &&
    classification.agent === null &&
    facts.change.status === "loaded" &&
    facts.change.value.gaps.length === 0 &&
    facts.siblings.status === "loaded"
  );
}

function setAside(judged: JudgedRequirement): JudgedRequirement {
  const { id } = judged;
  return id === "policy_valid" ? judged : { id, ...notApplicable({ code: OUT_OF_SCOPE }) };
}
