// Writes the form: blank to copy, or filled. parse-form.ts reads back what this writes.
import type { Answers, Verdict } from "../records.js";
import { CHECKBOXES, QUESTIONS, type Question } from "./form.js";

/** The form to copy, with its command line. */
export function formatBlankForm(verdict: Verdict = "approve"): string {
  return formatForm(verdict, null);
}

/**
 * The form with these answers in place of the prompts. An answer that itself holds a heading, a fence left open or a
 * ticked box of the form is written as it is and reads back differently.
 */
export function formatForm(verdict: Verdict, answers: Answers | null): string {
  const sections = QUESTIONS.map((question) => formatSection(question, answers));
  return [`/countersign ${verdict}`, ...sections].join("\n\n");
}

function formatSection(question: Question, answers: Answers | null): string {
  const lines = [`### ${question.heading}`];
  if (question.id === "tests") {
    lines.push(...CHECKBOXES.map(({ id, text }) => `- [${answers?.testEvidence[id] ? "x" : " "}] ${text}`));
  }
  lines.push(answers?.[question.id] ?? (question.listed ? `- ${question.prompt}` : question.prompt));
  return lines.join("\n");
}
