// Answers to a submitted form: what was taken, or every fault at once, field by field.

import { CHECKLIST_HEADING, type FormProblem, formatBlankForm, questionOf } from "../comments/form.js";
import { prose } from "../markdown/prose.js";
import { sayBlock, sayList, sayLogin } from "../markdown/say.js";

export interface Refusal {
  /** Faults that are not of the form, each a sentence: no session, too fast, may not review. */
  readonly reasons: readonly string[];
  readonly problems: readonly FormProblem[];
  /** Nothing in the text is a heading of the form. */
  readonly formMissing: boolean;
  /** How to go on from here; one sentence. */
  readonly next: string;
}

export function sayRefusedReview({ reasons, problems, formMissing, next }: Refusal): string {
  const faults = formMissing
    ? [...reasons, "The form is missing. Copy it from below and replace each prompt with what you found."]
    : [...reasons, ...problems.map(sayProblem)];
  const parts = ["**This review is not counted yet.** What is missing:", sayList(faults)];
  if (formMissing) parts.push(sayBlock(formatBlankForm()));
  else if (problems.length > 0) parts.push(...sayExamples(problems));
  return [...parts, next].join("\n\n");
}

function sayProblem({ field, message }: FormProblem): string {
  return `**${nameOf(field)}**: ${message}.`;
}

export function nameOf(field: FormProblem["field"]): string {
  if (field === "form") return "The whole form";
  return field === "checklist" ? CHECKLIST_HEADING : questionOf(field).heading;
}

/** A better answer for each field that says too little. For a fault of shape the message has its own example. */
function sayExamples(problems: readonly FormProblem[]): string[] {
  const wanting = problems.flatMap(({ field, kind }) =>
    field === "form" || field === "checklist" || kind === "missing" || kind === "twice" ? [] : [field],
  );
  if (wanting.length === 0) return [];
  const examples = [...new Set(wanting)].map((field) => {
    const { heading, example } = questionOf(field);
    return `### ${heading}\n${example}`;
  });
  return ["About another change, this would do:", sayBlock(examples.join("\n\n"))];
}

/** `reason` reads on behind the name. */
export function sayMayNotReview(login: string, reason: string): string {
  return [
    `**A review by ${sayLogin(login)} cannot count on this pull request**, because ${sayLogin(login)} ${prose(reason, 600)}.`,
    "A review counts from a person whom the policy lets review, and who neither opened the pull request, nor set the agent to work, nor committed or pushed to it. Please ask such a person to comment `/countersign start`. What you noticed yourself is welcome as an ordinary comment.",
  ].join("\n\n");
}

export function sayTaken(verdict: "approve" | "reject", fast: boolean): string {
  const taken = verdict === "approve" ? "Your approval is recorded" : "Your rejection is recorded";
  const pace = fast
    ? " It was quicker than the pace at which defects are still found, so it is recorded as fast. It counts all the same."
    : "";
  return `**${taken}**, with your answers, for this version of the change.${pace}`;
}
