// What a rule is. Each lives in a file of its own under rules/, explains itself, and can only raise a tier.

import type { Finding } from "../facts/finding.js";
import type { Tier } from "../ground/tier.js";
import type { Policy } from "../policy/schema.js";
import type { ChangeView } from "./change-view.js";

export interface Rule {
  /** Kebab-case, as in the policy's `tiers.rules`. */
  readonly id: string;
  /** The question that the rule answers with yes. */
  readonly question: string;
  /** The highest tier it gives. */
  readonly tier: Tier;
  /** Why the answer matters, for the documentation and the briefing. */
  readonly reason: string;
  /** What somebody can do who meets it unexpectedly. */
  readonly remedy: string;
  /** Paths or lines that the rule finds, and look-alikes that it leaves alone. Tested. */
  readonly examples: { readonly found: readonly string[]; readonly left: readonly string[] };
  /** True: neither `tiers.defaults: false` nor `tiers.rules` can switch it off or lower it. */
  readonly fixed?: true;
  /** True: a change that the rule finds something in is security-critical, whatever tier the policy gives the rule. */
  readonly security?: true;
  find(view: ChangeView, policy: Policy): readonly Finding[];
}

/** What a raising rule finds under the policy's `tiers.rules`. Fixed rules answer as they are. */
export function findWith(rule: Rule, view: ChangeView, policy: Policy): readonly Finding[] {
  const setting = rule.fixed ? undefined : settingOf(rule, policy);
  if (setting === "off") return [];
  const findings = rule.find(view, policy);
  return setting === undefined ? findings : findings.map((finding) => ({ ...finding, tier: setting }));
}

/** The settings come from a file: a key such as `constructor` must not find what every object inherits. */
export function settingOf({ id }: Rule, { tiers }: Policy): Tier | "off" | undefined {
  return Object.hasOwn(tiers.rules, id) ? tiers.rules[id] : undefined;
}
