// The decision for one head SHA: pure data, the same for the same facts, records and policy.
import type { Agent, Finding } from "../facts/finding.js";
import { canonicalJson } from "../ground/canonical.js";
import type { Tier } from "../ground/tier.js";
import type { Requirement } from "./requirement.js";

export type Conclusion = "success" | "action_required" | "failure";

/** A person whose approval was not counted, and why. */
export interface NotCounted {
  readonly login: string;
  readonly reason: string;
  readonly url: string | null;
}

/** Only a decision that says so was made on the way to a branch without a gate. */
export function isGated({ gated }: Pick<Decision, "gated">): boolean {
  return gated !== false;
}

interface FallenOverride {
  readonly by: string;
  /** Reads on behind `the override by …`. */
  readonly how: string;
  /** False: it could not be confirmed this time, and may stand when it is asked about again. */
  readonly ended: boolean;
}

export interface Decision {
  readonly headSha: string;
  /** Whose policy it was made under. A decision says nothing about a merge into another branch. */
  readonly baseRef: string;
  /** Made on the way to a gated branch. Absent in decisions of earlier versions, which knew no other branches. */
  readonly gated?: boolean;
  readonly tier: Tier;
  readonly fingerprint: string;
  readonly policyHash: string;
  /** `sha256:` of the canonical JSON of the facts and records that the decision was made from. */
  readonly factsHash: string;
  readonly agent: Agent | null;
  readonly findings: readonly Finding[];
  readonly requirements: readonly Requirement[];
  /** Null: in progress. */
  readonly conclusion: Conclusion | null;
  /** `observe` mode: what `conclusion` would have been under `enforce`; null in enforce mode. */
  readonly observed: { readonly conclusion: Conclusion | null } | null;
  /** The override that forced success, else null. */
  readonly override: { readonly by: string; readonly reason: string; readonly at: string } | null;
  /** An override of this head that does not stand any more, where none does; absent: there is none. */
  readonly fallenOverride?: FallenOverride;
  /** Not agent-authored under `scope: agents`: nothing is asked for. */
  readonly outOfScope: boolean;
  readonly notCounted: readonly NotCounted[];
}

/** `factsHash` may move with facts that decide nothing, and reasons are put into words otherwise in another version. */
export function isSameDecision(one: Decision, other: Decision | null): boolean {
  return other !== null && comparable(one) === comparable(other);
}

function comparable(decision: Decision): string {
  const requirements = decision.requirements.map(({ reason: _, ...requirement }) => requirement);
  return canonicalJson({ ...decision, requirements, factsHash: "" });
}

// The names under which our runs stand on a commit. A check belongs to a commit, and GitHub lets the same commit be merged into
// any branch: so the name that rules require is given only where a success is earned, on the way to a gated branch.

/** What rules require. */
export const CHECK_NAME = "countersign";
/** The same decision on the way to a branch that is not gated. No rule requires it. */
const PREVIEW_NAME = "countersign (preview)";
/** A success whose pull request is merged: history, and no rule takes it for an approval of the next merge. */
export const MERGED_NAME = "countersign (merged)";

/** A run that is kept up to date. */
export type CheckName = typeof CHECK_NAME | typeof PREVIEW_NAME;

export type OwnName = CheckName | typeof MERGED_NAME;

const OWN_NAMES: readonly string[] = [CHECK_NAME, PREVIEW_NAME, MERGED_NAME];

export function checkNameFor(isGated: boolean): CheckName {
  return isGated ? CHECK_NAME : PREVIEW_NAME;
}

/** Ours by its name, whoever reported it: none of them vouches for anything else. */
export function isOwnName(name: string): name is OwnName {
  return OWN_NAMES.includes(name);
}
