// Applies a recorded waiver to a requirement that is not met. Who may waive was judged when the waiver was recorded.
import type { Waiver } from "../records.js";
import { WAIVABLE, type Waivable } from "../review/parse-waive.js";
import { quoteInline } from "../text/neutralise.js";
import { prose } from "../text/prose.js";
import type { GateInput } from "./input.js";
import { waived } from "./outcome.js";
import type { Requirement, RequirementId } from "./requirement.js";

/**
 * INVARIANT: a waiver holds for the change that it was given for, sets aside nothing but what may be waived, and never
 * turns an error into a pass: nobody can waive what nobody could see.
 */
export function withWaiver(requirement: Requirement, { records, fingerprint }: GateInput): Requirement {
  const isWhole = Object.hasOwn(WAIVABLE, requirement.id) && WAIVABLE[requirement.id as Waivable] === null;
  if (requirement.status !== "unsatisfied" || !isWhole) return requirement;
  const waiver = records.waivers.findLast(
    (given) => given.requirement === requirement.id && given.subject === null && given.fingerprint === fingerprint,
  );
  if (waiver === undefined) return requirement;
  return waived(requirement.id, `${describeWaiver(waiver)} (${prose(requirement.detail, 200)})`);
}

/**
 * The waivers of single subjects of a requirement (`no_secrets:<finding>`), by subject as it was written; the last one counts.
 * The same invariant holds: only those given for this very change are here, and what they make of an error is the requirement's to say.
 */
export function waivedSubjects(
  { records, fingerprint }: Pick<GateInput, "records" | "fingerprint">,
  requirement: RequirementId,
): ReadonlyMap<string, Waiver> {
  if (!Object.hasOwn(WAIVABLE, requirement)) return new Map();
  return new Map(
    records.waivers.flatMap((waiver) => {
      const isMeant = waiver.requirement === requirement && waiver.fingerprint === fingerprint;
      return isMeant && waiver.subject !== null ? [[waiver.subject, waiver] as const] : [];
    }),
  );
}

/** Who waived it and why, as safe Markdown for one line. */
export function describeWaiver({ by, reason }: Waiver): string {
  return `waived by ${quoteInline(by.login, 60)}: ${quoteInline(reason, 200)}`;
}
