// Judges what a filled form says: too short, stock phrases, copied, repeated, hollow, about no code. Every fault at once.

import { fillerFault } from "../../ground/filler.js";
import { visibleLength } from "../../ground/words.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { hasOwnWords, isQuoted, readableText } from "../../markdown/own-words.js";
import { readLines } from "../../markdown/read-lines.js";
import { redact } from "../../markdown/redact.js";
import type { SealContent } from "../content.js";
import { CHECKLIST, CHECKLIST_HEADING, type FieldId, type FormProblem, QUESTIONS, type Question } from "../form.js";
import { parseCommand, withoutCommandLine } from "../parse-command.js";
import { type FormReading, PROMPT_ONLY, readForm } from "../parse-form.js";
import { bareLine, type CodeIndex, namesCode } from "./code-reference.js";
import { copyOf, isCopyOf, isSameText, type Source, toSource } from "./similarity.js";

/** What the answers are judged against; form-context.ts builds it from the facts. */
export interface FormContext {
  readonly minAnswerChars: number;
  /** Null: no answer has to name code. */
  readonly code: {
    readonly index: CodeIndex;
    readonly example: { readonly path: string; readonly line: number | null } | null;
  } | null;
  /** Lines of the difference, by `bareLine`. Copied into an answer they are nobody's words. */
  readonly shownLines: ReadonlySet<string>;
  /** Every item of the prompt-injection checklist has to be ticked. */
  readonly checklistRequired: boolean;
  /** Texts that an answer must not be taken from. `origin` is ours, such as `the pull request's title`. */
  readonly sources: readonly { readonly origin: string; readonly source: Source }[];
}

/** The faults of shape that the reading found and those of content, in the order of the form. */
export function checkAnswers(reading: FormReading, context: FormContext): FormProblem[] {
  const own = new Map(QUESTIONS.map(({ id }) => [id, ownWords(reading.answers[id])]));
  const judged = QUESTIONS.flatMap((question) => {
    const shape = reading.problems.filter(({ field }) => field === question.id);
    return shape.length > 0 ? shape : checkAnswer(question, own, context);
  });
  return [...judged, ...codeFault([...own.values()], context), ...checklistFaults(reading, context)];
}

function checkAnswer(question: Question, own: ReadonlyMap<FieldId, string>, context: FormContext): FormProblem[] {
  const field = question.id;
  const answer = own.get(field) ?? "";
  if (isCopyOf(answer, PROMPTS)) return [{ field, kind: "prompt", message: PROMPT_ONLY }];
  const filler = answer === "" ? "quoted from somebody else only" : fillerFault(readableText(answer));
  if (filler !== null) {
    const message = `expected something about this change, received an answer that is ${filler}`;
    return [{ field, kind: "filler", message }];
  }
  const faults = [
    ...lengthFault(field, answer, context.minAnswerChars),
    ...copyFault(field, answer, context),
    ...repetitionFault(question, own),
  ];
  return faults.length > 0 ? faults : hollowFault(field, answer, context);
}

const PROMPTS = toSource(QUESTIONS.map(({ prompt }) => prompt).join("\n"));
/** People are shown these beside a refusal; sent back they answer nothing. */
const EXAMPLES = { origin: "the form's example", source: toSource(QUESTIONS.map(({ example }) => example).join("\n")) };

function lengthFault(field: FieldId, answer: string, min: number): FormProblem[] {
  const length = visibleLength(readableText(answer));
  const message = `expected at least ${min} characters, received ${length}; add what you looked at and what you found`;
  return length >= min ? [] : [{ field, kind: "too-short", message }];
}

function copyFault(field: FieldId, answer: string, context: FormContext): FormProblem[] {
  const isCopied = copyOf(answer);
  const copied = [EXAMPLES, ...context.sources].find(({ source }) => isCopied(source));
  if (copied === undefined) return [];
  const message = `expected your own words, received a copy of ${copied.origin}; say it as you would to a colleague`;
  return [{ field, kind: "copied", message }];
}

/** The last of the faults of one answer: what is short or copied is told so, which says better what to do. */
function hollowFault(field: FieldId, answer: string, { shownLines }: FormContext): FormProblem[] {
  const lines = answer.split("\n").filter((line) => !shownLines.has(bareLine(line)));
  if (hasOwnWords(lines.join("\n"))) return [];
  const message =
    "expected words of your own, received only links, pictures, code, names, numbers or a single word; say in a sentence what you found";
  return [{ field, kind: "hollow", message }];
}

/** The later of two equal answers has the fault. */
function repetitionFault(question: Question, own: ReadonlyMap<FieldId, string>): FormProblem[] {
  const before = QUESTIONS.slice(0, QUESTIONS.indexOf(question));
  const first = before.find(({ id }) => isSameText(own.get(id) ?? "", own.get(question.id) ?? ""));
  if (first === undefined) return [];
  const message = `expected an answer of its own, received the one below \`${first.heading}\` again`;
  return [{ field: question.id, kind: "repeated", message }];
}

function codeFault(answers: readonly string[], { code }: FormContext): FormProblem[] {
  if (code === null || answers.some((answer) => namesCode(answer, code.index))) return [];
  const path = code.example === null ? "" : `, such as ${quoteInline(code.example.path, 100)}`;
  const line = code.example?.line == null ? "" : ` or \`line ${code.example.line}\``;
  const message = `expected at least one answer to name a file, a symbol (in backticks) or a line that this change touches, found none; name what you looked at${path}${line}`;
  return [{ field: "form", kind: "no-code-reference", message }];
}

function checklistFaults({ answers, problems }: FormReading, { checklistRequired }: FormContext): FormProblem[] {
  const twice = problems.filter(({ field }) => field === "checklist");
  const open = CHECKLIST.filter(({ id }) => answers.checklist?.ticked.includes(id) !== true);
  if (twice.length > 0 || !checklistRequired || open.length === 0) return twice;
  const message =
    answers.checklist === undefined
      ? `expected the heading \`### ${CHECKLIST_HEADING}\` with its checklist, because text from outside may have steered this change, found none`
      : `expected every item of the checklist ticked, ${open.length} of ${CHECKLIST.length} are not`;
  return [{ field: "checklist", kind: "unticked", message }];
}

/** Without quoted lines and list markers: what the reviewer wrote. */
function ownWords(answer: string): string {
  return readLines(answer)
    .lines.filter((line) => line.kind === "heading" || line.code || !isQuoted(line.text))
    .map(({ text }) => text.replace(/^\s{0,8}(?:[*+-]|\d{1,9}[.)])\s{1,4}(?:\[[ xX]\]\s)?/, ""))
    .join("\n")
    .trim();
}

/**
 * Judges the form inside a sealed review. One list of checks for whoever seals and for the server that opens, so that nothing is sealed
 * that would be refused. Who seals knows no pull request, and leaves what needs one out of the context.
 */
export function checkSealedForm({ form, content, header }: SealContent, context: FormContext): readonly FormProblem[] {
  const command = parseCommand(form);
  const contradicts = command !== null && command.verb !== header.verdict;
  return [
    ...checkAnswers(readForm(withoutCommandLine(form)), context),
    ...(contradicts ? [CONTRADICTION] : []),
    // It is revealed byte for byte later, and a credential is never repeated.
    ...(redact(content) === content ? [] : [CREDENTIAL]),
  ];
}

const CONTRADICTION: FormProblem = {
  field: "form",
  kind: "twice",
  message: "expected one verdict, found another in the form's first line than in the header; leave the first line out",
};
const CREDENTIAL: FormProblem = {
  field: "form",
  kind: "credential",
  message: "expected no credential in it, found what looks like one; name where it stands instead of copying it",
};
