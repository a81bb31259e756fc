// A bot's pull request of which nobody knows who set it to work: whoever did might review it (DESIGN §4.6). A maintainer may name them.

import type { GateInput } from "../case/input.js";
import { isAgentAccount } from "../classify/authorship/operator.js";
import { namedLogins } from "../comments/reasons.js";
import { personKey } from "../facts/facts.js";
import { claimsToSettle } from "./claims.js";
import { waiversOfChange } from "./exceptions.js";
import { isOperatorName, namesOperator } from "./rights.js";

/** A name that a maintainer has called wrong is no trace of a person. */
export function isOperatorUnknown(input: GateInput): boolean {
  const { facts, classification, policy } = input;
  const { agent } = classification;
  if (agent === null || facts.change.status === "unavailable") return false;
  const { author } = facts.change.value;
  if (author === null || !isAgentAccount(author, policy.policy)) return false;
  const denied = claimsToSettle(input).filter(({ settled }) => settled !== null);
  return agent.operator.every((name) => denied.some(({ person }) => isOperatorName(name, person)));
}

/** Logins that maintainers named. One waiver that cannot be confirmed speaks against whom it names all the same. */
export function namedOperators(input: GateInput): readonly string[] {
  const given = waiversOfChange(input, "facts_complete").filter(({ ground }) => ground.state !== "ended");
  const named = given.flatMap(({ given: waiver }) => (namesOperator(waiver) ? namedLogins(waiver.reason) : []));
  return [...new Map(named.map((login) => [personKey(login), login])).values()];
}
