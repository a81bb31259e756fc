// The waivers, exclusions and overrides that are about the change as it is now, each with its ground. Nothing else reads the
// records for them.

import type { GateInput } from "../case/input.js";
import type { Exclusion, Given, Override, Waiver } from "../facts/records.js";
import { type Ground, groundOf } from "./ground.js";

export interface Exception<T extends Given> {
  readonly given: T;
  readonly ground: Ground;
}

/** Oldest first. */
export function waiversOfChange(input: GateInput, requirement?: string): readonly Exception<Waiver>[] {
  return input.records.waivers
    .filter(({ fingerprint }) => fingerprint === input.fingerprint)
    .filter((waiver) => requirement === undefined || waiver.requirement === requirement)
    .map((given) => ({ given, ground: groundOf(given, "waiver", input) }));
}

export function waiversInForce(input: GateInput, requirement: string): readonly Waiver[] {
  return inForce(waiversOfChange(input, requirement));
}

/** Oldest first. Whoever had a hand in the change had it in every version. */
export function exclusionsOf(input: GateInput): readonly Exception<Exclusion>[] {
  return input.records.exclusions.map((given) => ({ given, ground: groundOf(given, "exclusion", input) }));
}

/** Oldest first. */
export function overridesOfHead(input: GateInput): readonly Exception<Override>[] {
  return input.records.overrides
    .filter(({ headSha }) => headSha === input.facts.pull.headSha)
    .map((given) => ({ given, ground: groundOf(given, "override", input) }));
}

/** The newest; null: none. */
export function overrideInForce(input: GateInput): Override | null {
  return inForce(overridesOfHead(input)).at(-1) ?? null;
}

function inForce<T extends Given>(exceptions: readonly Exception<T>[]): readonly T[] {
  return exceptions.filter(({ ground }) => ground.state === "stands").map(({ given }) => given);
}
