// Is a review of this change an elevated one, which answers the prompt-injection checklist?

import { SECURITY_RULE_IDS } from "../classify/rules/index.js";
import { statementOf } from "../statement/statement.js";
import type { GateInput } from "./input.js";

/**
 * True for a security-critical change on which an agent worked with text from outside, or does not say that it did not
 * (DESIGN §4.7: undeclared counts as external).
 */
export function isElevated({ classification, facts }: GateInput): boolean {
  if (classification.tier !== "high-stakes" || classification.agent === null) return false;
  if (!classification.findings.some(({ rule }) => SECURITY_RULE_IDS.has(rule))) return false;
  const context = facts.change.status === "loaded" ? statementOf(facts.change.value).context : null;
  return context === null || context.length > 0;
}
