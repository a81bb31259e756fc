// One condition of the gate and its state. Order of precedence as in Gerrit's submit requirements: error, not applicable,
// waived, satisfied, else unsatisfied. Only not_applicable, waived and satisfied let a change pass.

export const REQUIREMENT_IDS = [
  "policy_valid",
  "facts_complete",
  "intent_stated",
  "reviewable_size",
  "validation_green",
  "dependencies_verified",
  "no_secrets",
  "acceptance_criteria",
  "structured_review",
  "blind_reviews",
  "agreement",
] as const;
export type RequirementId = (typeof REQUIREMENT_IDS)[number];

export type RequirementStatus = "satisfied" | "unsatisfied" | "waived" | "not_applicable" | "error";

/** Who must act next. `checks`: other programs; `countersign`: this App (a retry is on its way). */
export type Who = "agent" | "reviewer" | "maintainer" | "checks" | "countersign";

/**
 * What an unmet requirement waits for; it decides the check's conclusion (DESIGN §4.2).
 * `people` and `checks`: in progress · `author`: action_required · `refused`: failure.
 */
export type Waits = "people" | "checks" | "author" | "refused";

export interface Requirement {
  readonly id: RequirementId;
  readonly status: RequirementStatus;
  /** Null when nobody has to act. */
  readonly who: Who | null;
  /** Null when met. */
  readonly waits: Waits | null;
  /** What is true or missing, one line of plain text. May contain hostile fragments: neutralise on output. */
  readonly detail: string;
  /** How to mend it, one line with an example; empty when met. */
  readonly fix: string;
}

/** True when this requirement does not hold the merge. */
export function isMet(requirement: Requirement): boolean {
  return (
    requirement.status === "satisfied" || requirement.status === "waived" || requirement.status === "not_applicable"
  );
}
