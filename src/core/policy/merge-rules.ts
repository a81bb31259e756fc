// `tiers.rules` under the floor: each built-in rule on its own.
import { atLeast, type Tier } from "../tier.js";
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
    const builtInTier = builtIn.find((rule) => rule.id === id)?.tier ?? "high-stakes";
    const least = Object.hasOwn(floor, id) ? floor[id] : keepsBuiltIn ? builtInTier : "off";
    if (isLooser(wanted, least ?? "off")) loosened.push(id);
    else rules[id] = wanted;
  }
  return { rules, loosened };
}

function isLooser(wanted: Rules[string], least: Rules[string] | Tier): boolean {
  if (least === "off") return false;
  return wanted === "off" || !atLeast(wanted, least);
}
