// Does the pull request say what it is meant to do, in words that a reviewer can hold the change against?

import { notApplicable, satisfied, unreadable, unsatisfied } from "../../case/effect.js";
import { QUESTIONS } from "../../comments/form.js";
import { fillerFault } from "../../ground/filler.js";
import { type Hostile, hostile, line } from "../../ground/hostile.js";
import { normalise, visibleLength, words } from "../../ground/words.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { statementOf } from "../../statement/statement.js";
import { requirement, type Words } from "../requirement-kind.js";

/** Chosen, not measured. Smaller: `fixes the bug` passes. Larger: `Retry refunds that time out` is refused. */
const MIN_WORDS = 4;
const MIN_CHARS = 12;

/** From behavior-changing on. Who wrote the intent does not matter: it is a claim that reviewers check. */
export const intentStated = requirement({
  id: "intent_stated",
  asks: "the description states an intent of substance",
  yours: "edit the description: add or correct the block above",
  name: "Stated intent",
  toDo: "no stated intent",
  awaited: "a stated intent",
  waivable: "whole",
  knownOffline: false,
  judge({ facts, classification }) {
    if (classification.tier === "format-safe") return notApplicable({ code: "format-safe" });
    if (facts.change.status === "unavailable") return unreadable({ code: "unread" });
    const change = facts.change.value;
    const { intent, problems } = statementOf(change);
    if (problems.length > 0) return toDo({ code: "unreadable-statement", problems: problems.slice(0, 3) });
    if (intent === null) return toDo({ code: "none" });
    const got = hostile(intent);
    const filler = fillerFault(intent);
    if (filler !== null) return toDo({ code: "filler", got, filler });
    if (isPrompt(intent)) return toDo({ code: "template", got });
    if (normalise(intent) === normalise(change.title)) return toDo({ code: "title", got });
    const isShort = words(intent).length < MIN_WORDS || visibleLength(intent) < MIN_CHARS;
    if (isShort) return toDo({ code: "short", got });
    return satisfied({ code: "stated", intent: got });
  },
  say: {
    "format-safe": () => "not asked of a format-safe change",
    unread: () => "the description could not be read",
    "unreadable-statement": ({ problems }) => sayToDo(problems.join("; ")),
    none: () => sayToDo("the description states no intent"),
    filler: ({ got, filler }) => sayToDo(line`expected what the change is meant to do, got ${quote(got)}: ${filler}`),
    template: ({ got }) =>
      sayToDo(line`expected what the change is meant to do, got ${quote(got)}: the template's own words`),
    title: ({ got }) => sayToDo(line`expected more than the title, got ${quote(got)}: the same words`),
    short: ({ got }) => sayToDo(line`expected a sentence of at least ${MIN_WORDS} words, got ${quote(got)}`),
    stated: ({ intent }) => quoteInline(intent, 200),
  },
});

function toDo<const R extends { readonly code: string }>(reason: R) {
  return unsatisfied("agent", "author", reason);
}

function sayToDo(detail: string): Words {
  return {
    detail,
    fix: "edit the pull request's description: add a fenced block `countersign` with the line `intent: Retry refunds that time out, at most three times.`",
  };
}

function quote(got: Hostile): string {
  return quoteInline(got, 80);
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
