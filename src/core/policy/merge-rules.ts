// `tiers.rules` under the floor: each built-in rule on its own.
import { TIERS, type Tier } from "../ground/tier.js";
import type { BuiltInRule } from "./built-in-rule.js";
import type { Policy } from "./schema.js";

type Rules = Policy["tiers"]["rules"];

export interface MergedRules {
  readonly rules: Rules;
  /** Rules that the repository sets lower than the floor lets it. */
  readonly loosened: readonly string[];
}

/**
 * `keepsBuiltIn`: the floor writes `tiers.defaults: true`, so that a rule that it does not name stays at least where it is built in.
 * A rule whose own tier is not known counts as high-stakes.
 */
export function mergeRules(
  floor: Rules,
  repository: Rules,
  keepsBuiltIn: boolean,
  builtIn: readonly BuiltInRule[],
): MergedRules {
  const rules: Record<string, Rules[string]> = { ...floor };
  const loosened: string[] = [];
  for (const [id, wanted] of Object.entries(repository)) {
    const ownTier = builtIn.find((rule) => rule.id === id)?.tier ?? "high-stakes";
    const floorValue = Object.hasOwn(floor, id) ? floor[id] : undefined;
    const least = floorValue ?? (keepsBuiltIn ? ownTier : null);
    if (least !== null && strength(wanted, ownTier) < strength(least, ownTier)) loosened.push(id);
    else rules[id] = wanted;
  }
  return { rules, loosened };
}

/** `off` silences a rule that raises. One that proves a file format-safe it robs of the proof, so that the file counts as more. */
function strength(value: Rules[string] | Tier, ownTier: Tier): number {
  if (value === "off") return ownTier === "format-safe" ? TIERS.indexOf("behavior-changing") : -1;
  return TIERS.indexOf(value);
}
