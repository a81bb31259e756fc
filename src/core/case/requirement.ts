// One condition of the gate and its state. Order of precedence as in Gerrit's submit requirements: error, not applicable,
// waived, satisfied, else unsatisfied. Only not_applicable, waived and satisfied let a change pass.

import type { Hostile } from "../ground/hostile.js";

export type RequirementStatus = "satisfied" | "unsatisfied" | "waived" | "not_applicable" | "error";

/** Who must act next. `checks`: other programs; `countersign`: this App (a retry is on its way). */
export type Who = "agent" | "reviewer" | "maintainer" | "checks" | "countersign";

/**
 * What an unmet requirement waits for; it decides the check's conclusion (DESIGN §4.2).
 * `people` and `checks`: in progress · `author`: action_required · `refused`: failure.
 */
export type Waits = "people" | "checks" | "author" | "refused";

/** Why it is so: a code, and the values that the code's words need. No sentence, so that nobody reads one back. */
export interface Reason {
  readonly code: string;
}

/** How a condition turned out. */
export interface Judgement<R extends Reason = Reason> {
  readonly status: RequirementStatus;
  /** Null when nobody has to act. */
  readonly who: Who | null;
  /** Null when met. */
  readonly waits: Waits | null;
  readonly reason: R;
}

/** Who gave an exception, and why. */
export interface GivenBy {
  readonly by: Hostile;
  readonly why: Hostile;
}

/** A waiver that does not stand any more, or that cannot be confirmed. */
export interface FallenWaiver {
  readonly by: Hostile;
  /** Null: it was for the requirement as a whole. */
  readonly subject: Hostile | null;
  readonly ground: { readonly state: "ended" | "unknown"; readonly reason: string };
}

export interface JudgedRequirement extends Judgement {
  readonly id: string;
  /** By which it is waived as a whole; `reason` says what would hold it. */
  readonly waiver?: GivenBy;
  /** Those that it was waived by before. */
  readonly fallen?: readonly FallenWaiver[];
}

/** Does it hold the merge, and what for? */
export type Standing = Pick<Judgement, "status" | "waits">;

/** With the words that people read. */
export interface Requirement extends Omit<JudgedRequirement, "reason"> {
  /** Absent in decisions of earlier versions, which kept the words alone. */
  readonly reason?: Reason;
  /** What is true or missing, one line of plain text. May contain hostile fragments: neutralise on output. */
  readonly detail: string;
  /** How to mend it, one line with an example; empty when met. */
  readonly fix: string;
}

/** True when this requirement does not hold the merge. */
export function isMet({ status }: Pick<Requirement, "status">): boolean {
  return status === "satisfied" || status === "waived" || status === "not_applicable";
}
