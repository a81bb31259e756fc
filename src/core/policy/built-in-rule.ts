// What the policy has to know of a built-in rule of classification, and whether `tiers.rules` names one that it may change.

import { nearestName } from "../ground/nearest-name.js";
import { quote } from "../ground/quote.js";
import type { Tier } from "../ground/tier.js";
import type { CrossFault } from "./cross-check.js";
import { findEntry } from "./explain-issue.js";
import type { YamlEntry } from "./yaml-entry.js";

export interface BuiltInRule {
  readonly id: string;
  /** The highest tier that it gives by itself. */
  readonly tier: Tier;
  /** True: no policy can switch it off or lower it. */
  readonly fixed?: true;
}

/** A rule that does not exist, or that cannot be changed: the file's author would believe in a setting that has no effect. */
export function findRuleFaults(root: YamlEntry, builtInRules: readonly BuiltInRule[]): readonly CrossFault[] {
  const rules = findEntry(root, ["tiers", "rules"]);
  if (rules.missing !== null) return [];
  return [...rules.entry.children].flatMap(([key, { value }]): CrossFault[] => {
    const id = String(key);
    const rule = builtInRules.find((known) => known.id === id);
    const message = rule === undefined ? unknownRule(id, builtInRules) : fixedRule(rule, value);
    return message === null ? [] : [{ path: ["tiers", "rules", id], at: "key", message }];
  });
}

function unknownRule(id: string, builtInRules: readonly BuiltInRule[]): string {
  const nearest = nearestName(
    id,
    builtInRules.map((rule) => rule.id),
  );
  const fix = nearest === null ? "docs/policy-reference.md lists them" : `did you mean \`${nearest}\`?`;
  return `expected the id of a built-in rule, received ${quote(id)}; ${fix}`;
}

function fixedRule({ id, tier, fixed }: BuiltInRule, value: unknown): string | null {
  if (fixed === undefined || value === tier) return null;
  return `expected a rule that a policy may change, received ${quote(id)}; it always stays ${tier}, remove the line`;
}
