// The structured review form (DESIGN §4.5): its questions in order, its checklist, and how it is written, blank or filled. One
// definition for the comment, the native review and the page. parse-form.ts reads it back.
import type { Answers, ChecklistAnswers, ChecklistBox, TestEvidence, Verdict } from "../facts/submission.js";

export type FieldId = "intent" | "tests" | "edgeCases" | "risks";

export interface Question {
  readonly id: FieldId;
  /** Matched by name: any heading level, any case. */
  readonly heading: string;
  /** What the blank form shows in place of the answer, without a list marker. */
  readonly prompt: string;
  /** True when the blank form shows the prompt as an item of a list. */
  readonly listed: boolean;
  /** An answer that would pass; shown beside a refusal. */
  readonly example: string;
}

export const QUESTIONS: readonly Question[] = [
  {
    id: "intent",
    heading: "Intent",
    prompt: "What the change is meant to do, in your own words.",
    listed: false,
    example:
      "Refunds that time out are tried again, three times at most, and each try keeps the first idempotency key.",
  },
  {
    id: "tests",
    heading: "Tests",
    prompt: "Which tests confirm the behavior, and what you saw.",
    listed: false,
    example:
      "I ran the refund suite and unplugged the network in between: the second try went through, the customer was paid once.",
  },
  {
    id: "edgeCases",
    heading: "Edge cases",
    prompt: "at least one that you considered",
    listed: true,
    example: "- the third try times out as well: the refund stays open and the order shows it",
  },
  {
    id: "risks",
    heading: "Risks",
    prompt: "at least one thing that could go wrong, even if you dismissed it",
    listed: true,
    example: "- a slow bank answers after the retry; the key prevents a second payment, I checked how it is stored",
  },
];

interface Checkbox {
  readonly id: keyof TestEvidence;
  readonly text: string;
}

/** Under Tests, above the prompt. */
export const CHECKBOXES: readonly Checkbox[] = [
  { id: "acceptanceCriteria", text: "acceptance criteria written by a person" },
  { id: "ownTests", text: "tests I wrote or ran myself" },
  { id: "agentTestsOnly", text: "only the agent's own tests" },
];

/** One fault of a filled form. `form`: it belongs to no single answer. */
export interface FormProblem {
  readonly field: FieldId | "form" | "checklist";
  readonly kind:
    | "missing"
    | "twice"
    | "empty"
    | "too-short"
    | "prompt"
    | "filler"
    | "copied"
    | "repeated"
    | "hollow"
    | "no-code-reference"
    | "unticked"
    | "credential";
  /** Expected, received, how to fix it. One line of Markdown; what comes from the change is neutralised. */
  readonly message: string;
}

/** A fault for whoever wrote the form. */
export function sayProblem({ field, message }: FormProblem): string {
  return `**${nameOfField(field)}**: ${message}.`;
}

export function nameOfField(field: FormProblem["field"]): string {
  if (field === "form") return "The whole form";
  return field === "checklist" ? CHECKLIST_HEADING : questionOf(field).heading;
}

export function questionOf(field: FieldId): Question {
  const question = QUESTIONS.find(({ id }) => id === field);
  if (question === undefined) throw new RangeError(`no question ${field}`);
  return question;
}

/**
 * The prompt-injection checklist, which an elevated review answers beside the questions: who wrote the text that an agent read may have
 * written the change. Each item says what was looked at, not what was found: a box must not give a sealed verdict away.
 */
export interface ChecklistItem {
  readonly id: ChecklistBox;
  readonly text: string;
}

export const CHECKLIST_HEADING = "Prompt injection";

export const CHECKLIST: readonly ChecklistItem[] = [
  { id: "sources", text: "I read what the agent worked from, or took the change for hostile because that is unknown" },
  { id: "beyondIntent", text: "I looked for whatever the stated intent does not ask for" },
  { id: "smuggled", text: "I looked for new addresses, credentials, permissions, dependencies and hidden text" },
];

export const CHECKLIST_PROMPT = "What in the agent's sources could have steered this change, and where you looked.";

/** The form to copy, with its command line. `elevated`: with the prompt-injection checklist. */
export function formatBlankForm(verdict: Verdict = "approve", elevated = false): string {
  return `/countersign ${verdict}\n\n${formatAnswers(null, elevated ? {} : undefined)}`;
}

/**
 * The form without its command line, with these answers in place of the prompts. `checklist`: absent, and the form has no such part. An
 * answer that itself holds a heading, a fence left open or a ticked box of the form is written as it is and reads back differently.
 */
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
