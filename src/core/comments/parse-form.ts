// Reads the filled form: which heading holds which answer. Faults of shape only; check-answers.ts judges what is said.

import type { Answers, ChecklistAnswers, TestEvidence } from "../facts/submission.js";
import { normalise } from "../ground/words.js";
import { type Line, readLines } from "../markdown/read-lines.js";
import {
  CHECKBOXES,
  CHECKLIST,
  CHECKLIST_HEADING,
  CHECKLIST_PROMPT,
  type ChecklistItem,
  type FieldId,
  type FormProblem,
  QUESTIONS,
  type Question,
  questionOf,
} from "./form.js";

/** A form as far as it could be read: what was found, and every fault of its shape. */
export interface FormReading {
  readonly answers: Answers;
  readonly problems: readonly FormProblem[];
  /** How many headings of the form were found; 0: this is not a form at all. */
  readonly headings: number;
}

/**
 * `body` may still begin with anything: text above the first heading of the form is not part of an answer. A field with a fault reads
 * as "".
 */
export function readForm(body: string): FormReading {
  const { lines, openFence } = readLines(body);
  const sections = toSections(lines);
  const evidence = { acceptanceCriteria: false, ownTests: false, agentTestsOnly: false };
  const answers: Record<FieldId, string> = { intent: "", tests: "", edgeCases: "", risks: "" };
  const problems: FormProblem[] = [];
  for (const question of QUESTIONS) {
    const found = sections.filter((section) => section.field === question.id);
    const [section] = found;
    if (section === undefined) {
      problems.push(missing(question, openFence));
    } else if (found.length > 1) {
      problems.push(twice(question.id, question.heading, found.length));
    } else {
      const kept = question.id === "tests" ? withoutBoxes(section.lines, evidence) : section.lines;
      const answer = toAnswer(kept, question);
      answers[question.id] = answer.text;
      if (answer.text === "") problems.push(answer.hadPrompt ? promptOnly(question) : empty(question));
    }
  }
  const lists = sections.filter(({ field }) => field === "checklist");
  if (lists.length > 1) problems.push(twice("checklist", CHECKLIST_HEADING, lists.length));
  const checklist = lists.length === 1 ? { checklist: readChecklist(lists[0]?.lines ?? []) } : {};
  return { answers: { ...answers, testEvidence: evidence, ...checklist }, problems, headings: sections.length };
}

/** At least one heading of the form stands in the text of a comment or review. */
export function isForm({ body }: { readonly body: string }): boolean {
  return readSections(body).length > 0;
}

export const PROMPT_ONLY = "expected your answer, received the form's own text; replace it with your own words";

/** A heading of the form and what stands below it. */
export interface Section {
  readonly field: FieldId | "checklist";
  readonly lines: Line[];
}

export function readSections(body: string): readonly Section[] {
  return toSections(readLines(body).lines);
}

export function isFormHeading(name: string): boolean {
  return fieldNamed(name) !== null;
}

export function isTicked({ lines }: Section): boolean {
  return lines.some((line) => (boxOn(line, CHECKBOXES) ?? boxOn(line, CHECKLIST))?.ticked === true);
}

/** Somebody wrote something there: more than the form's own text and what they quote. */
export function isAnswered(section: Section): boolean {
  const prompt = section.field === "checklist" ? CHECKLIST_PROMPT : questionOf(section.field).prompt;
  const isOwn = (line: Line) =>
    boxOn(line, CHECKBOXES) === null &&
    boxOn(line, CHECKLIST) === null &&
    !/^\s{0,3}>/.test(line.text) &&
    (line.text.length > 200 || !["", normalise(prompt)].includes(normalise(line.text)));
  return isTicked(section) || section.lines.some(isOwn);
}

/** Headings that are not of the form belong to the answer that they stand in. */
function toSections(lines: readonly Line[]): Section[] {
  const sections: Section[] = [];
  for (const line of lines) {
    const field = line.kind === "heading" ? fieldNamed(line.name) : null;
    if (field !== null) sections.push({ field, lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections;
}

const FIELDS: ReadonlyMap<string, Section["field"]> = new Map<string, Section["field"]>([
  ...QUESTIONS.map(({ id, heading }) => [normalise(heading), id] as const),
  [normalise(CHECKLIST_HEADING), "checklist"],
]);
/** No heading of the form is longer than this; longer ones are not even compared. */
const MAX_HEADING_CHARS = 60;

function fieldNamed(name: string): Section["field"] | null {
  return name.length > MAX_HEADING_CHARS ? null : (FIELDS.get(normalise(name)) ?? null);
}

/** Notes the ticked boxes in `evidence`, and gives the lines that are not boxes of the form. */
function withoutBoxes(lines: readonly Line[], evidence: Record<keyof TestEvidence, boolean>): Line[] {
  return lines.filter((line) => {
    const box = boxOn(line, CHECKBOXES);
    if (box?.ticked) evidence[box.item.id] = true;
    return box === null;
  });
}

function readChecklist(lines: readonly Line[]): ChecklistAnswers {
  const ticked = new Set<ChecklistItem["id"]>();
  const prompt = normalise(CHECKLIST_PROMPT);
  const rest = lines.filter((line) => {
    const box = boxOn(line, CHECKLIST);
    if (box?.ticked) ticked.add(box.item.id);
    return box === null && (line.text.length > 200 || normalise(line.text) !== prompt);
  });
  const note = rest.map(({ text }) => text.trimEnd()).join("\n");
  return { ticked: CHECKLIST.filter(({ id }) => ticked.has(id)).map(({ id }) => id), note: note.trim() };
}

const BOX = /^\s{0,8}(?:[*+-]|\d{1,9}[.)])\s{1,4}\[([ xX])\]\s(.{1,200})$/;

function boxOn<Item extends { readonly text: string }>(
  line: Line,
  items: readonly Item[],
): { item: Item; ticked: boolean } | null {
  if (line.kind !== "text" || line.code) return null;
  const [, mark = "", label = ""] = BOX.exec(line.text.trimEnd()) ?? [];
  const name = normalise(label);
  const item = items.find(({ text }) => normalise(text) === name);
  return item === undefined ? null : { item, ticked: mark !== " " };
}

/** The lines as text without the form's own prompt, which people like to leave above their answer. */
function toAnswer(lines: readonly Line[], question: Question): { text: string; hadPrompt: boolean } {
  const prompt = normalise(question.prompt);
  const kept = lines.filter(({ text }) => text.length > 200 || normalise(text) !== prompt);
  const text = kept
    .map((line) => line.text.trimEnd())
    .join("\n")
    .trim();
  return { text, hadPrompt: kept.length < lines.length };
}

function missing({ id: field, heading }: Question, openFence: number | null): FormProblem {
  const fence = `the code block that opens in line ${openFence} is never closed, so all below it is code`;
  const hint = openFence === null ? "" : ` (${fence})`;
  const message = `expected the heading \`### ${heading}\` with an answer below it, found none${hint}`;
  return { field, kind: "missing", message };
}

function twice(field: FormProblem["field"], heading: string, times: number): FormProblem {
  const message = `expected the heading \`### ${heading}\` once, found it ${times} times; put everything below one heading`;
  return { field, kind: "twice", message };
}

function empty({ id: field, heading }: Question): FormProblem {
  return { field, kind: "empty", message: `expected an answer below \`### ${heading}\`, found nothing there` };
}

function promptOnly({ id: field }: Question): FormProblem {
  return { field, kind: "prompt", message: PROMPT_ONLY };
}
