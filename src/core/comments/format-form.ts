// Writes the form: blank to copy, or filled. parse-form.ts reads back what this writes.
import type { Answers, ChecklistAnswers, Verdict } from "../facts/submission.js";
import { CHECKLIST, CHECKLIST_HEADING, CHECKLIST_PROMPT } from "./checklist.js";
import { CHECKBOXES, QUESTIONS, type Question } from "./form.js";

/** The form to copy, with its command line. `elevated`: with the prompt-injection checklist. */
export function formatBlankForm(verdict: Verdict = "approve", elevated = false): string {
  return `/countersign ${verdict}\n\n${formatAnswers(null, elevated ? {} : undefined)}`;
}

/**
 * The form with these answers in place of the prompts. An answer that itself holds a heading, a fence left open or a
 * ticked box of the form is written as it is and reads back differently.
 */
export function formatForm(verdict: Verdict, answers: Answers | null): string {
  return `/countersign ${verdict}\n\n${formatAnswers(answers, answers?.checklist)}`;
}

/** The same without the command line. `checklist`: absent, and the form has no such part. */
export function formatAnswers(answers: Answers | null, checklist?: Partial<ChecklistAnswers>): string {
  const sections = QUESTIONS.map((question) => formatSection(question, answers));
  return [...sections, ...(checklist === undefined ? [] : [formatChecklist(checklist)])].join("\n\n");
}

function formatSection(question: Question, answers: Answers | null): string {
  const lines = [`### ${question.heading}`];
  if (question.id === "tests") {
    lines.push(...CHECKBOXES.map(({ id, text }) => `- [${answers?.testEvidence[id] ? "x" : " "}] ${text}`));
  }
  lines.push(answers?.[question.id] ?? (question.listed ? `- ${question.prompt}` : question.prompt));
  return lines.join("\n");
}

function formatChecklist({ ticked = [], note = CHECKLIST_PROMPT }: Partial<ChecklistAnswers>): string {
  const boxes = CHECKLIST.map(({ id, text }) => `- [${ticked.includes(id) ? "x" : " "}] ${text}`);
  return [`### ${CHECKLIST_HEADING}`, ...boxes, ...(note === "" ? [] : [note])].join("\n");
}
