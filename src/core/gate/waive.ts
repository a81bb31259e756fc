// Applies recorded waivers to a requirement that is not met, and says of one that does not stand any more why it ended.

import type { GateInput } from "../case/input.js";
import { unreadable, waived } from "../case/outcome.js";
import type { Requirement, RequirementId } from "../case/requirement.js";
import type { Waiver } from "../facts/records.js";
import { quoteInline } from "../markdown/neutralise.js";
import { prose } from "../markdown/prose.js";
import { type Exception, waiversInForce, waiversOfChange } from "../people/exceptions.js";
import { WAIVABLE, type Waivable } from "./waivable.js";

/**
 * INVARIANT: a waiver holds for the change that it was given for and for as long as its ground does, sets aside nothing but
 * what may be waived, and never turns an error into a pass: nobody can waive what nobody could see.
 */
export function withWaiver(requirement: Requirement, input: GateInput): Requirement {
  if (requirement.status !== "unsatisfied" || !Object.hasOwn(WAIVABLE, requirement.id)) return requirement;
  const waiver = wholeWaiver(requirement.id as Waivable, input);
  if (waiver !== null) {
    return waived(requirement.id, `${describeWaiver(waiver)} (${prose(requirement.detail, 200)})`);
  }
  return withFallen(requirement, waiversOfChange(input, requirement.id));
}

/** The newest; null: none stands, or the requirement is waived by its subjects. */
function wholeWaiver(id: Waivable, input: GateInput): Waiver | null {
  if (WAIVABLE[id] !== null) return null;
  return waiversInForce(input, id).findLast(({ subject }) => subject === null) ?? null;
}

const MAX_NAMED = 3;

/** Those that nothing has taken the place of. One that cannot be confirmed is asked about again by itself. */
function withFallen(requirement: Requirement, given: readonly Exception<Waiver>[]): Requirement {
  const standing = given.filter(({ ground }) => ground.state === "stands").map((one) => one.given.subject);
  const fallen = given.filter((one) => one.ground.state !== "stands" && !standing.includes(one.given.subject));
  if (fallen.length === 0) return requirement;
  const detail = [requirement.detail, ...fallen.slice(-MAX_NAMED).map(sayFallen)].join("; ");
  return fallen.some(({ ground }) => ground.state === "unknown")
    ? unreadable(requirement.id, detail)
    : { ...requirement, detail };
}

function sayFallen({ given: { by, subject }, ground }: Exception<Waiver>): string {
  const of = subject === null ? "" : ` for ${quoteInline(subject, 214)}`;
  return `a waiver${of} by ${quoteInline(by.login, 60)} ${describeFall(ground)}`;
}

/** Read on behind the exception's name, such as `ended: its comment was deleted`. */
export function describeFall(ground: Exception<Waiver>["ground"]): string {
  switch (ground.state) {
    case "stands":
      return "stands";
    case "ended":
      return `ended: ${prose(ground.reason, 200)}`;
    case "unknown":
      return `cannot be confirmed: ${prose(ground.reason, 200)}`;
  }
}

/**
 * The waivers of single subjects of a requirement (`no_secrets:<finding>`) that are in force, by subject as it was written; the
 * last one counts. What they make of an error is the requirement's to say.
 */
export function waivedSubjects(input: GateInput, requirement: RequirementId): ReadonlyMap<string, Waiver> {
  const given = waiversInForce(input, requirement);
  return new Map(given.flatMap((waiver) => (waiver.subject === null ? [] : [[waiver.subject, waiver] as const])));
}

/** Who waived it and why, as safe Markdown for one line. */
export function describeWaiver({ by, reason }: Waiver): string {
  return `waived by ${quoteInline(by.login, 60)}: ${quoteInline(reason, 200)}`;
}
