// The ways a requirement can turn out, so that each requirement's file states only what is true and how to mend it.
import type { Requirement, RequirementId, Waits, Who } from "./requirement.js";

export interface Missing {
  readonly who: Who;
  readonly waits: Waits;
  readonly detail: string;
  readonly fix: string;
}

export function satisfied(id: RequirementId, detail: string): Requirement {
  return { id, status: "satisfied", who: null, waits: null, detail, fix: "" };
}

export function unsatisfied(id: RequirementId, missing: Missing): Requirement {
  return { id, status: "unsatisfied", ...missing };
}

export function notApplicable(id: RequirementId, detail: string): Requirement {
  return { id, status: "not_applicable", who: null, waits: null, detail, fix: "" };
}

export function waived(id: RequirementId, detail: string): Requirement {
  return { id, status: "waived", who: null, waits: null, detail, fix: "" };
}

/** Something that the requirement needs could not be read. The work is done again, so nobody has to act at first. */
export function unreadable(id: RequirementId, detail: string): Requirement {
  return {
    id,
    status: "error",
    who: "countersign",
    waits: "checks",
    detail,
    fix: "this is tried again by itself; if it stays, check on GitHub that the App is installed with its permissions accepted",
  };
}
