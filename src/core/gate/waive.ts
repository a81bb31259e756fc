// Applies a recorded waiver to a requirement that is not met. Who may waive was judged when the waiver was recorded.
import { WAIVABLE } from "../review/parse-waive.js";
import { quoteInline } from "../text/neutralise.js";
import { prose } from "../text/prose.js";
import type { GateInput } from "./input.js";
import type { Requirement } from "./requirement.js";

/**
 * INVARIANT: a waiver holds for the change that it was given for, sets aside nothing but what may be waived, and never
 * turns an error into a pass: nobody can waive what nobody could see.
 */
export function withWaiver(requirement: Requirement, { records, fingerprint }: GateInput): Requirement {
  if (requirement.status !== "unsatisfied" || !Object.hasOwn(WAIVABLE, requirement.id)) return requirement;
  const waiver = records.waivers.findLast(
    (given) => given.requirement === requirement.id && given.subject === null && given.fingerprint === fingerprint,
  );
  if (waiver === undefined) return requirement;
  return {
    id: requirement.id,
    status: "waived",
    who: null,
    waits: null,
    detail: `waived by ${quoteInline(waiver.by.login, 60)}: ${quoteInline(waiver.reason, 200)} (${prose(requirement.detail, 200)})`,
    fix: "",
  };
}
