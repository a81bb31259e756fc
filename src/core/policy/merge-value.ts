// One key under the floor: the value that holds, and what of the repository's value loosens the floor's.
import { canonicalJson } from "../ground/canonical.js";
import { durationSeconds } from "../ground/duration.js";
import type { Strictness } from "./strictness.js";

/** `loosening`: null when nothing is looser; indexes into the repository's list; or `value` for the value as a whole. */
export interface Merged {
  readonly value: unknown;
  readonly loosening: null | "value" | readonly number[];
}

/** Both values are valid for the key. INVARIANT: `value` is at least as strict as `floor`. */
export function mergeValue(
  floor: unknown,
  repository: unknown,
  strictness: Exclude<Strictness, { by: "rules" | "kinds" }>,
): Merged {
  switch (strictness.by) {
    case "order":
      return stricter(floor, repository, (value) => strictness.values.indexOf(value as string | boolean));
    case "higher":
      return stricter(floor, repository, Number);
    case "lower":
      return stricter(floor, repository, (value) => -Number(value));
    case "longer":
      return stricter(floor, repository, (value) => durationSeconds(String(value)));
    case "shorter":
      return stricter(floor, repository, (value) => -durationSeconds(String(value)));
    case "union":
      return { value: union(asList(floor), asList(repository)), loosening: null };
    case "checks":
      return { value: unionOfChecks(asList(floor), asList(repository)), loosening: null };
    case "narrow":
      return narrowed(asList(floor), asList(repository));
    case "members":
      return members(asList(floor), asList(repository));
  }
}

function stricter(floor: unknown, repository: unknown, strength: (value: unknown) => number): Merged {
  if (strength(repository) >= strength(floor)) return { value: repository, loosening: null };
  return { value: floor, loosening: "value" };
}

/** The floor's entries first; each entry once. */
function union(floor: readonly unknown[], repository: readonly unknown[]): unknown[] {
  return [...new Map([...floor, ...repository].map((entry) => [canonicalJson(entry), entry])).values()];
}

/** The glob that every check matches: what an empty list means, when it stands beside named checks. */
const EVERY_CHECK = "**";

function unionOfChecks(floor: readonly unknown[], repository: readonly unknown[]): unknown[] {
  if (floor.length === 0 && repository.length === 0) return [];
  const spelledOut = (list: readonly unknown[]) => (list.length === 0 ? [EVERY_CHECK] : list);
  return union(spelledOut(floor), spelledOut(repository));
}

function narrowed(floor: readonly unknown[], repository: readonly unknown[]): Merged {
  const allowed = new Set(floor.map(canonicalJson));
  const wanted = new Set(repository.map(canonicalJson));
  const added = [...repository.keys()].filter((index) => !allowed.has(canonicalJson(repository[index])));
  return {
    value: floor.filter((entry) => wanted.has(canonicalJson(entry))),
    loosening: added.length === 0 ? null : added,
  };
}

function members(floor: readonly unknown[], repository: readonly unknown[]): Merged {
  const { value, loosening } = narrowed(floor, repository);
  if (floor.length === 0 || asList(value).length > 0) return { value, loosening };
  return { value: floor, loosening: loosening ?? "value" };
}

function asList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError("expected a list: the table of strictness does not fit the schema");
  return value;
}
