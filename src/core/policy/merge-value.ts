// One key under the floor: the value that holds, and what of the repository's value loosens the floor's.
import { canonicalJson } from "../ground/canonical.js";
import { TIERS, type Tier } from "../ground/tier.js";
import { durationSeconds } from "../ground/time.js";
import type { BuiltInRule } from "./cross-check.js";
import type { Policy } from "./schema.js";
import type { Strictness } from "./strictness.js";
import { VALIDATION_KINDS, type ValidationKind } from "./validation.js";
import type { KeyPath } from "./yaml-entry.js";

/** Two values, each valid. */
export interface Pair<T = unknown> {
  readonly floor: T;
  readonly repository: T;
}

export interface Merged {
  readonly value: unknown;
  /** Below the key, what of the repository's value is not applied; an empty path is the whole value. */
  readonly loosened: readonly KeyPath[];
}

/** INVARIANT: `value` is at least as strict as `floor`. */
export function mergeValue(strictness: Exclude<Strictness, { by: "rules" | "kinds" }>, pair: Pair): Merged {
  switch (strictness.by) {
    case "order":
      return stricter(pair, (value) => strictness.values.indexOf(value as string | boolean));
    case "higher":
      return stricter(pair, Number);
    case "lower":
      return stricter(pair, (value) => -Number(value));
    case "longer":
      return stricter(pair, (value) => durationSeconds(String(value)));
    case "shorter":
      return stricter(pair, (value) => -durationSeconds(String(value)));
    case "union":
      return { value: union(listsOf(pair)), loosened: [] };
    case "checks":
      return { value: unionOfChecks(listsOf(pair)), loosened: [] };
    case "narrow":
      return narrowed(listsOf(pair));
    case "members":
      return members(listsOf(pair));
  }
}

function stricter({ floor, repository }: Pair, strength: (value: unknown) => number): Merged {
  if (strength(repository) >= strength(floor)) return { value: repository, loosened: [] };
  return { value: floor, loosened: [[]] };
}

type Lists = Pair<readonly unknown[]>;

function listsOf({ floor, repository }: Pair): Lists {
  if (Array.isArray(floor) && Array.isArray(repository)) return { floor, repository };
  throw new TypeError("expected a list: the table of strictness does not fit the schema");
}

/** The floor's entries first; each entry once. */
function union({ floor, repository }: Lists): readonly unknown[] {
  return [...new Map([...floor, ...repository].map((entry) => [canonicalJson(entry), entry])).values()];
}

/** The glob that every check matches: what an empty list means, when it stands beside named checks. */
const EVERY_CHECK = "**";

function unionOfChecks({ floor, repository }: Lists): readonly unknown[] {
  if (floor.length === 0 && repository.length === 0) return [];
  const spelledOut = (list: readonly unknown[]) => (list.length === 0 ? [EVERY_CHECK] : list);
  return union({ floor: spelledOut(floor), repository: spelledOut(repository) });
}

function narrowed({ floor, repository }: Lists) {
  const allowed = new Set(floor.map(canonicalJson));
  const wanted = new Set(repository.map(canonicalJson));
  return {
    value: floor.filter((entry) => wanted.has(canonicalJson(entry))),
    loosened: [...repository.keys()]
      .filter((index) => !allowed.has(canonicalJson(repository[index])))
      .map((index) => [index]),
  };
}

function members(lists: Lists): Merged {
  const { value, loosened } = narrowed(lists);
  if (lists.floor.length === 0 || value.length > 0) return { value, loosened };
  return { value: lists.floor, loosened: loosened.length === 0 ? [[]] : loosened };
}

type Rules = Policy["tiers"]["rules"];

/**
 * `tiers.rules`: each built-in rule on its own. `keepsBuiltIn`: the floor writes `tiers.defaults: true`, so that a rule that it does not
 * name stays at least where it is built in. A rule whose own tier is not known counts as high-stakes.
 */
export function mergeRules(
  { floor, repository }: Pair<Rules>,
  keepsBuiltIn: boolean,
  builtIn: readonly BuiltInRule[],
): Merged {
  const rules: Record<string, Rules[string]> = { ...floor };
  const loosened: KeyPath[] = [];
  for (const [id, wanted] of Object.entries(repository)) {
    const ownTier = builtIn.find((rule) => rule.id === id)?.tier ?? "high-stakes";
    const floorValue = Object.hasOwn(floor, id) ? floor[id] : undefined;
    const least = floorValue ?? (keepsBuiltIn ? ownTier : null);
    if (least !== null && strength(wanted, ownTier) < strength(least, ownTier)) loosened.push([id]);
    else rules[id] = wanted;
  }
  return { value: rules, loosened };
}

/** `off` silences a rule that raises. One that proves a file format-safe it robs of the proof, so that the file counts as more. */
function strength(value: Rules[string] | Tier, ownTier: Tier): number {
  if (value === "off") return ownTier === "format-safe" ? TIERS.indexOf("behavior-changing") : -1;
  return TIERS.indexOf(value);
}

/** `validation.kinds`: for a kind that the floor expects, a further name could be any green check, so only the floor's own count. */
export function mergeKinds({ floor, repository }: Pair<Policy["validation"]>): Merged {
  const kinds: Partial<Record<ValidationKind, readonly string[]>> = {};
  const loosened: KeyPath[] = [];
  for (const kind of VALIDATION_KINDS) {
    const bound = floor.kinds[kind] ?? [];
    const added = (repository.kinds[kind] ?? []).filter((name) => !bound.includes(name));
    const isHeld = added.length > 0 && floor.expect.includes(kind);
    if (isHeld) loosened.push([kind]);
    const names = isHeld ? bound : [...bound, ...added].sort();
    if (names.length > 0) kinds[kind] = names;
  }
  return { value: kinds, loosened };
}
