// Asks for whatever a review still lacks: the header question by question, the form in the person's editor or, without one,
// question by question too. What is wrong is told at once and asked for again, so nothing is typed in vain.
import { findSealFaults, type SealDraft, type SealFault } from "../../core/comments/answers/seal-draft.js";
import {
  CHECKBOXES,
  CHECKLIST,
  CHECKLIST_HEADING,
  CHECKLIST_PROMPT,
  type FieldId,
  formatAnswers,
  QUESTIONS,
  type Question,
} from "../../core/comments/form.js";
import type { Answers, ChecklistAnswers, Verdict } from "../../core/facts/submission.js";
import { capital } from "../../core/markdown/say.js";
import { UsageError } from "../classify/io.js";
import type { Prompt } from "../prompt.js";
import type { SealIo } from "./options.js";
import { sayFaults } from "./say-faults.js";

export interface Asking {
  readonly prompt: Prompt;
  readonly io: Pick<SealIo, "writeError" | "editText">;
}

const HEADER = [
  ["pull", "Pull request (owner/name#number): "],
  ["reviewer", "Your login on GitHub: "],
  ["fingerprint", "Fingerprint (in the answer to /countersign start): "],
] as const;

/** `form` of the draft is ignored. @throws UsageError when the input ends. */
export async function askHeader(draft: SealDraft, asking: Asking): Promise<SealDraft> {
  let asked = draft;
  for (const [field, question] of HEADER) {
    while (asked[field].trim() === "" || faultsOf([field], asked).length > 0) {
      if (asked[field].trim() !== "") asking.io.writeError(sayFaults(faultsOf([field], asked)));
      asked = { ...asked, [field]: await askLine(question, asking) };
    }
  }
  while (asked.verdict === null) {
    asked = { ...asked, verdict: toVerdict(await askLine("Verdict (approve or reject): ", asking)) };
  }
  return asked;
}

export function toVerdict(typed: string): Verdict | null {
  const word = typed.trim().toLowerCase();
  return word === "approve" || word === "reject" ? word : null;
}

/** The draft with a form; null: it lacks something, and the person does not want to go on. */
export async function askForm(draft: SealDraft, asking: Asking): Promise<SealDraft | null> {
  return asking.io.editText === undefined ? askQuestions(draft, asking) : edit(draft, asking);
}

async function edit(draft: SealDraft, asking: Asking): Promise<SealDraft | null> {
  let form = formatAnswers(null, draft.elevated ? {} : undefined);
  for (;;) {
    asking.prompt.rest();
    const edited = await asking.io.editText?.(`${form}\n`);
    if (edited == null) throw new UsageError("the editor did not end well; look at VISUAL and EDITOR, or unset them");
    form = edited;
    const faults = findSealFaults({ ...draft, form });
    if (faults.length === 0) return { ...draft, form };
    asking.io.writeError(sayFaults(faults));
    if (/^n/i.test((await askLine("Edit it again? [Y/n] ", asking)).trim())) return null;
  }
}

async function askQuestions(draft: SealDraft, asking: Asking): Promise<SealDraft> {
  asking.io.writeError(ADVICE);
  let answers: Answers = {
    ...{ intent: "", tests: "", edgeCases: "", risks: "" },
    testEvidence: { acceptanceCriteria: false, ownTests: false, agentTestsOnly: false },
  };
  for (const question of QUESTIONS) answers = await askAnswer(question, { draft, answers }, asking);
  if (draft.elevated) answers = { ...answers, checklist: await askChecklist(asking) };
  return { ...draft, form: formatAnswers(answers, answers.checklist) };
}

const ADVICE = `
End each answer with a line that holds a single dot. Name at least one file, symbol (in backticks) or line that the change
touches: unless the policy says otherwise, a review that names none is not taken.
`;

interface SoFar {
  readonly draft: SealDraft;
  readonly answers: Answers;
}

async function askAnswer(question: Question, { draft, answers }: SoFar, asking: Asking): Promise<Answers> {
  const { id, heading, prompt } = question;
  asking.io.writeError(`\n${heading}\n`);
  const testEvidence = id === "tests" ? await askBoxes(CHECKBOXES, asking) : null;
  asking.io.writeError(`${capital(prompt)}\n`);
  for (;;) {
    const text = await askLines(asking);
    const filled: Answers = {
      ...answers,
      [id]: text,
      ...(testEvidence === null ? {} : { testEvidence: Object.assign({}, answers.testEvidence, testEvidence) }),
    };
    const faults = faultsOf([id, "form", "size"], { ...draft, form: formatAnswers(filled) });
    if (faults.length === 0) return filled;
    asking.io.writeError(`${sayFaults(faults)}Once more:\n`);
  }
}

async function askChecklist(asking: Asking): Promise<ChecklistAnswers> {
  asking.io.writeError(`\n${CHECKLIST_HEADING}\n`);
  for (;;) {
    const boxes = await askBoxes(CHECKLIST, asking);
    const ticked = CHECKLIST.map(({ id }) => id).filter((id) => boxes[id]);
    if (ticked.length === CHECKLIST.length) {
      asking.io.writeError(`${CHECKLIST_PROMPT} May be empty.\n`);
      return { ticked, note: (await askLines(asking)).trim() };
    }
    asking.io.writeError(
      "Every item is asked for, because text from outside may have steered this change. Once more:\n",
    );
  }
}

async function askBoxes<Id extends string>(
  boxes: readonly { readonly id: Id; readonly text: string }[],
  asking: Asking,
): Promise<Record<Id, boolean>> {
  const ticked: Partial<Record<Id, boolean>> = {};
  for (const { id, text } of boxes) ticked[id] = /^y/i.test((await askLine(`${capital(text)}? [y/N] `, asking)).trim());
  return ticked as Record<Id, boolean>;
}

async function askLines(asking: Asking): Promise<string> {
  const lines: string[] = [];
  for (;;) {
    const line = await askLine("> ", asking);
    if (line === ".") return lines.join("\n");
    lines.push(line);
  }
}

async function askLine(question: string, { prompt, io }: Asking): Promise<string> {
  const line = await prompt.ask(question);
  if (line !== null) return line;
  io.writeError("\n");
  throw new UsageError("the input ended before the review was complete; nothing was sealed");
}

function faultsOf(fields: readonly (FieldId | SealFault["field"])[], draft: SealDraft): readonly SealFault[] {
  return findSealFaults(draft).filter(({ field }) => fields.includes(field));
}
