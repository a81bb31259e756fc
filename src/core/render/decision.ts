// The decision as people and programs read it: every requirement in words.
import type { Decision } from "../case/decision.js";
import type { GateInput } from "../case/input.js";
import type { Requirement } from "../case/requirement.js";
import { decide } from "../gate/decide.js";
import { judgeRequirements } from "../gate/requirements/index.js";
import { redactAll } from "../markdown/redact.js";
import { inWords } from "./requirement-words.js";

export function decisionOn(input: GateInput): Decision {
  const decided = decide(input);
  // A decision is shown on GitHub, on pages, as JSON and in a terminal: nothing in it repeats a credential.
  return redactAll<Decision>({ ...decided, requirements: decided.requirements.map(inWords) });
}

/** What the gate asks for, whatever else holds the decision. */
export function requirementsOf(input: GateInput): readonly Requirement[] {
  return judgeRequirements(input).map(inWords);
}
