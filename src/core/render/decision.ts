// The decision as people and programs read it: every requirement in words.
import type { Decision } from "../case/decision.js";
import type { GateInput } from "../case/input.js";
import type { JudgedRequirement, Requirement } from "../case/requirement.js";
import { decide } from "../gate/decide.js";
import { judgeRequirements, requirementOf } from "../gate/requirements/index.js";
import { sayFallen, sayWaiver } from "../gate/waive.js";
import { prose } from "../markdown/prose.js";
import { redactAll } from "../markdown/redact.js";

export function decisionOn(input: GateInput): Decision {
  const decided = decide(input);
  // A decision is shown on GitHub, on pages, as JSON and in a terminal: nothing in it repeats a credential.
  return redactAll<Decision>({ ...decided, requirements: decided.requirements.map(inWords) });
}

/** What the gate asks for, whatever else holds the decision. */
export function requirementsOf(input: GateInput): readonly Requirement[] {
  return judgeRequirements(input).map(inWords);
}

const TRIED_AGAIN =
  "this is tried again by itself; if it stays, check on GitHub that the App is installed with its permissions accepted";

export function inWords(judged: JudgedRequirement): Requirement {
  const { waiver, fallen = [], ...requirement } = judged;
  const { detail, fix } = ownWords(judged);
  if (waiver !== undefined) return { ...requirement, detail: `${sayWaiver(waiver)} (${prose(detail, 200)})`, fix: "" };
  const isTriedAgain = judged.status === "error" && (fix === "" || fallen.length > 0);
  return {
    ...requirement,
    detail: [detail, ...fallen.map(sayFallen)].join("; "),
    fix: isTriedAgain ? TRIED_AGAIN : fix,
  };
}

function ownWords({ id, reason }: JudgedRequirement): { readonly detail: string; readonly fix: string } {
  const words = requirementOf(id).say(reason);
  return typeof words === "string" ? { detail: words, fix: "" } : words;
}
