// Applies recorded waivers to a requirement that is not met, and tells of one that does not stand any more why it ended.

import { unreadable, waived } from "../case/effect.js";
import type { GateInput } from "../case/input.js";
import type { FallenWaiver, GivenBy, JudgedRequirement } from "../case/requirement.js";
import type { Waiver } from "../facts/records.js";
import { hostile, line } from "../ground/hostile.js";
import { quoteInline } from "../markdown/neutralise.js";
import { prose } from "../markdown/prose.js";
import { type Exception, waiversInForce, waiversOfChange } from "../people/ground.js";
import type { RequirementKind } from "./requirement-kind.js";

export function givenBy({ by, reason }: Waiver): GivenBy {
  return { by: hostile(by.login), why: hostile(reason) };
}

/**
 * INVARIANT: a waiver holds for the change that it was given for and for as long as its ground does, sets aside nothing but
 * what may be waived, and never turns an error into a pass: nobody can waive what nobody could see.
 */
export function withWaiver(kind: RequirementKind, input: GateInput): JudgedRequirement {
  const judged: JudgedRequirement = { id: kind.id, ...kind.judge(input) };
  if (judged.status !== "unsatisfied" || isNeverWaived(kind)) return judged;
  const waiver = kind.waivable === "whole" ? wholeWaiver(kind.id, input) : null;
  if (waiver !== null) return { ...judged, ...waived(judged.reason), waiver: givenBy(waiver) };
  return withFallen(judged, waiversOfChange(input, kind.id));
}

function isNeverWaived({ waivable }: RequirementKind): boolean {
  return waivable !== "whole" && "not" in waivable;
}

/** The newest; null: none stands. */
function wholeWaiver(id: string, input: GateInput): Waiver | null {
  return waiversInForce(input, id).findLast(({ subject }) => subject === null) ?? null;
}

const MAX_NAMED = 3;

/** Those that nothing has taken the place of. One that cannot be confirmed is asked about again by itself. */
function withFallen(judged: JudgedRequirement, given: readonly Exception<Waiver>[]): JudgedRequirement {
  const standing = given.filter(({ ground }) => ground.state === "stands").map((one) => one.given.subject);
  const fallen = given.flatMap(({ given: { by, subject }, ground }): FallenWaiver[] => {
    if (ground.state === "stands" || standing.includes(subject)) return [];
    return [{ by: hostile(by.login), subject: subject === null ? null : hostile(subject), ground }];
  });
  if (fallen.length === 0) return judged;
  const isUnknown = fallen.some(({ ground }) => ground.state === "unknown");
  return { ...judged, ...(isUnknown ? unreadable(judged.reason) : {}), fallen: fallen.slice(-MAX_NAMED) };
}

export function sayFallen({ by, subject, ground }: FallenWaiver): string {
  const of = subject === null ? "" : line` for ${quoteInline(subject, 214)}`;
  return line`a waiver${of} by ${quoteInline(by, 60)} ${describeFall(ground)}`;
}

/** Read on behind the exception's name, such as `ended: its comment was deleted`. */
export function describeFall(ground: Exception<Waiver>["ground"]): string {
  switch (ground.state) {
    case "stands":
      return "stands";
    case "ended":
      return line`ended: ${prose(ground.reason, 200)}`;
    case "unknown":
      return line`cannot be confirmed: ${prose(ground.reason, 200)}`;
  }
}

/**
 * The waivers of single subjects of a requirement (`no_secrets:<finding>`) that are in force, by subject as it was written; the
 * last one counts. What they make of an error is the requirement's to say.
 */
export function waivedSubjects(input: GateInput, requirement: string): ReadonlyMap<string, Waiver> {
  const given = waiversInForce(input, requirement);
  return new Map(given.flatMap((waiver) => (waiver.subject === null ? [] : [[waiver.subject, waiver] as const])));
}

/** Who waived it and why, as safe Markdown for one line. */
export function sayWaiver({ by, why }: GivenBy): string {
  return line`waived by ${quoteInline(by, 60)}: ${quoteInline(why, 200)}`;
}
