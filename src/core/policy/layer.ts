// Two valid policies, one over the other.

import { quote } from "../ground/quote.js";
import { durationSeconds } from "../ground/time.js";
import { type BuiltInRule, findReviewConflicts } from "./cross-check.js";
import { type Merged, mergeKinds, mergeRules, mergeValue, type Pair } from "./merge-value.js";
import type { WrittenPolicy } from "./parse.js";
import type { Policy, PolicyProblem } from "./schema.js";
import { type BoundKey, STRICTNESS } from "./strictness.js";
import type { KeyPath } from "./yaml-entry.js";

interface Layered {
  readonly policy: Policy;
  readonly relaxations: readonly PolicyProblem[];
  /** Settings that are valid in each file and impossible together. */
  readonly conflicts: readonly PolicyProblem[];
}

/** The two files, each valid. */
type Files = Pair<WrittenPolicy>;

/** Only what the floor's file writes binds. INVARIANT: the result is at least as strict as that, key by key. */
export function layer(files: Files, builtInRules: readonly BuiltInRule[] = []): Layered {
  const { repository, floor } = files;
  const policy = structuredClone(repository.policy);
  const relaxations: PolicyProblem[] = [];
  for (const bound of STRICTNESS) {
    const path = bound.key.split(".");
    if (!isBound(bound, floor)) continue;
    const { value, loosened } = mergeKey(bound, files, builtInRules);
    setValue(policy, path, value);
    for (const part of loosened) {
      const place = [...path, ...part];
      relaxations.push(repository.problemAt(place, explainRelaxation(bound, place, files)));
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

function mergeKey(
  { key, strictness }: BoundKey,
  { repository, floor }: Files,
  builtIn: readonly BuiltInRule[],
): Merged {
  const path = key.split(".");
  const policies = { floor: floor.policy, repository: repository.policy };
  if (!repository.isWritten(path)) return { value: valueAt(policies.floor, path), loosened: [] };
  if (strictness.by === "rules") {
    const keepsBuiltIn = floor.isWritten(["tiers", "defaults"]) && policies.floor.tiers.defaults;
    const rules = { floor: policies.floor.tiers.rules, repository: policies.repository.tiers.rules };
    return mergeRules(rules, keepsBuiltIn, builtIn);
  }
  if (strictness.by === "kinds") {
    return mergeKinds({ floor: policies.floor.validation, repository: policies.repository.validation });
  }
  return mergeValue(strictness, {
    floor: valueAt(policies.floor, path),
    repository: valueAt(policies.repository, path),
  });
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

/** What a maintainer reads. `place`: the key, and below it the entry or rule that is not applied. */
function explainRelaxation(bound: BoundKey, place: KeyPath, { repository, floor }: Files): string {
  const { origin } = floor.problemAt([], "");
  const received = quote(JSON.stringify(valueAt(repository.policy, place)));
  const who = `the floor in ${origin.repository}`;
  return `${expected(bound, place, { floor, who })}, received ${received}, which is not applied; remove it, or change ${who}`;
}

interface Setter {
  readonly floor: WrittenPolicy;
  /** In words. */
  readonly who: string;
}

function expected(bound: BoundKey, place: KeyPath, { floor, who }: Setter): string {
  const floorValue = valueAt(floor.policy, bound.key.split("."));
  const least = quote(String(floorValue));
  switch (bound.strictness.by) {
    case "order":
      return `expected ${least}${bound.strictness.values.at(-1) === floorValue ? "" : " or stricter"}, as ${who} sets`;
    case "higher":
    case "longer":
      return `expected at least ${least}, as ${who} sets`;
    case "lower":
    case "shorter":
      return `expected at most ${least}, as ${who} sets`;
    case "rules": {
      const rule = valueAt(floor.policy, place);
      return rule === undefined
        ? `expected no built-in rule below its own tier, because ${who} sets \`tiers.defaults: true\``
        : `expected ${quote(String(rule))} or higher, as ${who} sets`;
    }
    case "union":
    case "checks":
    case "kinds":
    case "narrow":
    case "members":
      return `expected nothing beyond ${who} in this list${because(bound, floor)}`;
  }
}

/** Why a list binds that the floor does not write itself. */
function because({ key, boundWith }: BoundKey, floor: WrittenPolicy): string {
  if (floor.isWritten(key.split("."))) return "";
  const written = boundWith.find((name) => floor.isWritten(name.split(".")));
  return written === undefined ? "" : `, because it could undo the floor's \`${written}\``;
}

/** Undefined where there is no such key. */
export function valueAt(policy: Policy, path: KeyPath): unknown {
  let at: unknown = policy;
  for (const part of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<string | number, unknown>)[part];
  }
  return at;
}

/** Changes `policy`, which must be the caller's own copy. The key must exist. */
function setValue(policy: Policy, path: readonly string[], value: unknown): void {
  const parent = valueAt(policy, path.slice(0, -1));
  const key = path.at(-1);
  if (typeof parent !== "object" || parent === null || key === undefined || !Object.hasOwn(parent, key)) {
    throw new RangeError("expected a key of the policy");
  }
  (parent as Record<string, unknown>)[key] = value;
}
