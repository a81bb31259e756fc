// The ways a requirement can turn out, so that each requirement's file states only what is true.
import type { Judgement, Reason, Waits, Who } from "./requirement.js";

const NOBODY = { who: null, waits: null } as const;

export function satisfied<const R extends Reason>(reason: R): Judgement<R> {
  return { status: "satisfied", ...NOBODY, reason };
}

export function unsatisfied<const R extends Reason>(who: Who, waits: Waits, reason: R): Judgement<R> {
  return { status: "unsatisfied", who, waits, reason };
}

export function notApplicable<const R extends Reason>(reason: R): Judgement<R> {
  return { status: "not_applicable", ...NOBODY, reason };
}

export function waived<const R extends Reason>(reason: R): Judgement<R> {
  return { status: "waived", ...NOBODY, reason };
}

/** Something that the requirement needs could not be read. The work is done again, so nobody has to act at first. */
export function unreadable<const R extends Reason>(reason: R): Judgement<R> {
  return { status: "error", who: "countersign", waits: "checks", reason };
}
