// Whether a text shows a verdict to everybody who reads it: a form that somebody filled in, a command with a verdict, the header
// of a sealed review. Plain words are people talking, and a blank form is nobody's verdict (docs/blindness.md).

import { type FieldId, QUESTIONS } from "../comments/form.js";
import { parseCommand } from "../comments/parse-command.js";
import { isAnswered, isTicked, readSections, type Section } from "../comments/parse-form.js";
import { readLines } from "../markdown/read-lines.js";
import { saidLines } from "./one-verdict.js";

/** `verdict`: in so many words · `form`: answers, from which everybody can tell it. */
export type Shown = "verdict" | "form";

/** Null: neither. Hostile text. */
export function whatIsShown(text: string): Shown | null {
  if (!mayShow(text)) return null;
  const sections = readSections(text);
  const said = saidLines(text).filter(({ verdict }) => verdict !== null);
  const isCopy = said.length === 1 && said[0]?.verdict === "approve" && isBlankCopy(text, sections);
  if (said.length > 0 && !isCopy) return "verdict";
  return isFilled(sections) || codeBlocks(text).some(isWholeForm) ? "form" : null;
}

/** A cheap look that nothing passes by: every evaluation reads the whole conversation. */
function mayShow(text: string): boolean {
  return /\/countersign|verdict|(?:^|[\r\n]) {0,3}(?:#|[=-]+[ \t]*(?:[\r\n]|$))/i.test(text);
}

/** Agents state intent and tests under the same headings (DESIGN §4.7): these two alone are no review. */
const STATED: readonly Section["field"][] = ["intent", "tests"];

function isFilled(sections: readonly Section[]): boolean {
  const answered = new Set(sections.filter(isAnswered).map(({ field }) => field));
  const isReview = sections.some((section) => !STATED.includes(section.field) || isTicked(section));
  return answered.size > 1 && isReview;
}

/** The form as our answers give it, with the verdict that stands there, and nothing filled in. */
function isBlankCopy(text: string, sections: readonly Section[]): boolean {
  const isSubmitted = parseCommand(text) !== null;
  return !isSubmitted && fieldsOf(sections).size === QUESTIONS.length && !sections.some(isAnswered);
}

/** Code shows examples, and texts of the change itself; but a whole form with all of its answers is a review. */
function isWholeForm(code: string): boolean {
  return fieldsOf(readSections(code).filter(isAnswered)).size === QUESTIONS.length;
}

function fieldsOf(sections: readonly Section[]): ReadonlySet<FieldId> {
  return new Set(sections.flatMap(({ field }) => (field === "checklist" ? [] : [field])));
}

/** The insides of fenced blocks. */
function codeBlocks(text: string): string[] {
  const blocks: string[][] = [];
  let isInside = false;
  for (const line of readLines(text).lines) {
    const isCode = line.kind === "text" && line.code;
    if (isCode && !isInside) blocks.push([]);
    else if (isCode) blocks.at(-1)?.push(line.text);
    isInside = isCode;
  }
  return blocks.map((lines) => lines.join("\n"));
}
