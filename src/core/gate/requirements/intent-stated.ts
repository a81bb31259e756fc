// Does the pull request say what it is meant to do, in words that a reviewer can hold the change against?

import type { GateInput } from "../../case/input.js";
import { notApplicable, satisfied, unreadable, unsatisfied } from "../../case/outcome.js";
import type { Requirement } from "../../case/requirement.js";
import { QUESTIONS } from "../../comments/form.js";
import { fillerFault } from "../../ground/filler.js";
import { normalise, visibleLength, words } from "../../ground/words.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { parseStatement } from "../../statement/statement.js";

const ID = "intent_stated";

/** Chosen, not measured. Smaller: `fixes the bug` passes. Larger: `Retry refunds that time out` is refused. */
const MIN_WORDS = 4;
const MIN_CHARS = 12;

const FIX =
  "edit the pull request's description: add a fenced block `countersign` with the line `intent: Retry refunds that time out, at most three times.`";

/** From behavior-changing on. Who wrote the intent does not matter: it is a claim that reviewers check. */
export function intentStated({ facts, classification }: GateInput): Requirement {
  if (classification.tier === "format-safe") return notApplicable(ID, "not asked of a format-safe change");
  if (facts.change.status === "unavailable") return unreadable(ID, "the description could not be read");
  const { title, body } = facts.change.value;
  const { intent, problems } = parseStatement(body);
  const fault = problems.length > 0 ? problems.slice(0, 3).join("; ") : substanceFault(intent, title);
  if (fault !== null) return unsatisfied(ID, { who: "agent", waits: "author", detail: fault, fix: FIX });
  return satisfied(ID, quoteInline(intent ?? "", 200));
}

/** Why these words state no intent, or null when they may. */
function substanceFault(intent: string | null, title: string): string | null {
  if (intent === null) return "the description states no intent";
  const got = `got ${quoteInline(intent, 80)}`;
  const filler = fillerFault(intent);
  if (filler !== null) return `expected what the change is meant to do, ${got}: ${filler}`;
  if (isPrompt(intent)) return `expected what the change is meant to do, ${got}: the template's own words`;
  if (normalise(intent) === normalise(title)) return `expected more than the title, ${got}: the same words`;
  if (words(intent).length < MIN_WORDS || visibleLength(intent) < MIN_CHARS) {
    return `expected a sentence of at least ${MIN_WORDS} words, ${got}`;
  }
  return null;
}

const PROMPTS = [
  ...QUESTIONS.map(({ prompt }) => prompt),
  "what does this change do",
  "what does this PR do",
  "describe your changes",
  "describe the change",
  "please describe your changes",
  "a short description of the change",
  "describe the intent of this change",
].map(normalise);

function isPrompt(intent: string): boolean {
  return PROMPTS.includes(normalise(intent));
}
