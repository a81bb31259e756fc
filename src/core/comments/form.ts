// The structured review form (DESIGN §4.5): its questions in order, one definition for the comment, the native review and
// the page. format-form.ts writes it, parse-form.ts reads it back.
import type { TestEvidence } from "../facts/submission.js";

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

export interface Checkbox {
  readonly id: keyof TestEvidence;
  readonly text: string;
}

/** Under Tests, above the prompt. */
export const CHECKBOXES: readonly Checkbox[] = [
  { id: "acceptanceCriteria", text: "acceptance criteria written by a person" },
  { id: "ownTests", text: "tests I wrote or ran myself" },
  { id: "agentTestsOnly", text: "only the agent's own tests" },
];

/** One fault of a filled form. `form`: it belongs to no single answer; `checklist`: see checklist.ts. */
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
  /** Expected, received, how to mend it. One line of Markdown; what comes from the change is neutralised. */
  readonly message: string;
}

export function questionOf(field: FieldId): Question {
  const question = QUESTIONS.find(({ id }) => id === field);
  if (question === undefined) throw new RangeError(`no question ${field}`);
  return question;
}
