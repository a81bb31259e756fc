// Two valid policies, one over the other.
import { durationSeconds } from "../ground/duration.js";
import type { BuiltInRule } from "./built-in-rule.js";
import { findReviewConflicts } from "./cross-check.js";
import { mergeKinds } from "./merge-kinds.js";
import { mergeRules } from "./merge-rules.js";
import { mergeValue } from "./merge-value.js";
import type { WrittenPolicy } from "./parse.js";
import { explainRelaxation } from "./relaxation.js";
import type { Policy, PolicyProblem } from "./schema.js";
import { type BoundKey, STRICTNESS } from "./strictness.js";
import { setValue, valueAt } from "./value-at.js";

export interface Layered {
  readonly policy: Policy;
  readonly relaxations: readonly PolicyProblem[];
  /** Settings that are valid in each file and impossible together. */
  readonly conflicts: readonly PolicyProblem[];
}

/** Only what the floor's file writes binds. INVARIANT: the result is at least as strict as that, key by key. */
export function layer(
  repository: WrittenPolicy,
  floor: WrittenPolicy,
  { builtInRules = [] }: { readonly builtInRules?: readonly BuiltInRule[] },
): Layered {
  const policy = structuredClone(repository.policy);
  const relaxations: PolicyProblem[] = [];
  for (const bound of STRICTNESS) {
    const path = bound.key.split(".");
    if (!isBound(bound, floor)) continue;
    const { value, loosened } = mergeKey(bound, repository, floor, builtInRules);
    setValue(policy, path, value);
    for (const part of loosened) {
      const place = [...path, ...part];
      relaxations.push(repository.problemAt(place, explainRelaxation(bound, place, repository.policy, floor)));
    }
  }
  const fitted = fitQueue(fitReview(policy));
  const wrote = (key: string) => repository.isWritten(["review", key]);
  const conflicts = findReviewConflicts(fitted.review, wrote).map(({ path, message }) =>
    repository.problemAt(path, `together with the organisation's floor: ${message}`),
  );
  relaxations.sort((a, b) => a.line - b.line || a.column - b.column);
  return { policy: fitted, relaxations, conflicts };
}

function isBound({ key, boundWith }: BoundKey, floor: WrittenPolicy): boolean {
  return [key, ...boundWith].some((name) => floor.isWritten(name.split(".")));
}

interface MergedKey {
  readonly value: unknown;
  /** Below the key, what is not applied; an empty path is the whole value. */
  readonly loosened: readonly (readonly (string | number)[])[];
}

function mergeKey(
  { key, strictness }: BoundKey,
  repository: WrittenPolicy,
  floor: WrittenPolicy,
  builtInRules: readonly BuiltInRule[],
): MergedKey {
  const path = key.split(".");
  const floorValue = valueAt(floor.policy, path);
  if (!repository.isWritten(path)) return { value: floorValue, loosened: [] };
  if (strictness.by === "rules") {
    const keepsBuiltIn = floor.isWritten(["tiers", "defaults"]) && floor.policy.tiers.defaults;
    const own = repository.policy.tiers.rules;
    const { rules, loosened } = mergeRules(floor.policy.tiers.rules, own, keepsBuiltIn, builtInRules);
    return { value: rules, loosened: loosened.map((rule) => [rule]) };
  }
  if (strictness.by === "kinds") {
    const { kinds, loosened } = mergeKinds(floor.policy.validation, repository.policy.validation);
    return { value: kinds, loosened: loosened.map((kind) => [kind]) };
  }
  const { value, loosening } = mergeValue(floorValue, valueAt(repository.policy, path), strictness);
  if (loosening === null) return { value, loosened: [] };
  return { value, loosened: loosening === "value" ? [[]] : loosening.map((index) => [index]) };
}

/** Times of two files that pull apart: the cap never undercuts the least time, the careful pace never exceeds the fastest. */
function fitReview(policy: Policy): Policy {
  const { review } = policy;
  return {
    ...policy,
    review: {
      ...review,
      max_required_seconds: Math.max(review.max_required_seconds, review.min_seconds),
      careful_lines_per_hour: Math.min(review.careful_lines_per_hour, review.max_lines_per_hour),
    },
  };
}

/** The median is never meant to come later than nearly all. */
function fitQueue(policy: Policy): Policy {
  const fitted = <T extends Policy["queue"]["behavior_changing" | "high_stakes"]>(tier: T): T => {
    const isLater = durationSeconds(tier.target_median) > durationSeconds(tier.target_p95);
    return isLater ? { ...tier, target_median: tier.target_p95 } : tier;
  };
  const { behavior_changing, high_stakes } = policy.queue;
  return { ...policy, queue: { behavior_changing: fitted(behavior_changing), high_stakes: fitted(high_stakes) } };
}
