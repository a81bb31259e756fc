// What the agent itself says of its change (DESIGN §4.7). Claims only ever raise: no statement makes a change safer.

import type { Policy } from "../../policy/schema.js";
import { statementOf } from "../../statement/statement.js";
import type { ChangeView } from "../change-view.js";
import { changeFinding, findWith, type Rule } from "../rule.js";

/** `securityRules`: those that make a change security-critical. They come from the list of rules, which lists this one, too. */
export function statesRisk(securityRules: readonly Rule[]): Rule {
  const rule: Rule = {
    id: "states-risk",
    question: "Does the agent's own statement ask for more scrutiny?",
    tier: "high-stakes",
    reason:
      "an agent that is unsure, had to try often, or worked from outside text on security-critical code needs a closer look",
    remedy: "split the uncertain part off; or set `tiers.confidence_below` and `tiers.retries_above` in the policy",
    examples: { found: ["confidence: 0.2", "retries: 9"], left: ["confidence: 0.9", "retries: 0"] },
    find: (view, policy) => {
      const isSecurityCritical = () => securityRules.some((rule) => findWith(rule, view, policy).length > 0);
      return reasons(view, policy, isSecurityCritical).map((reason) => changeFinding(rule, reason));
    },
  };
  return rule;
}

function reasons(view: ChangeView, policy: Policy, isSecurityCritical: () => boolean): readonly string[] {
  const { confidence, retries, context } = statementOf(view.change);
  const { confidence_below, retries_above } = policy.tiers;
  return [
    ...(confidence !== null && confidence < confidence_below
      ? [`the agent states a confidence of ${confidence}, below the policy's ${confidence_below}`]
      : []),
    ...(retries !== null && retries > retries_above
      ? [`the agent states ${retries} retries, more than the policy's ${retries_above}`]
      : []),
    ...(context !== null && context.length > 0 && isSecurityCritical()
      ? ["the agent used external context for a change of security-critical code"]
      : []),
  ];
}
