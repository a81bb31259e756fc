// Which commands and verdicts a text says, and whether it shows a verdict to everybody who reads it. A comment holds one command, and a
// review one verdict. Whatever else its author says on a line of its own is refused and never guessed at: `approve not`, a second command
// further down, `verdict: reject` above an approval's answers. Quotations, code and hidden comments are not their words. Hostile text.
import { type FieldId, QUESTIONS } from "../comments/form.js";
import { type Command, parseCommand, toVerdict, visibleTail, withoutCommandLine } from "../comments/parse-command.js";
import { isAnswered, isFormHeading, isTicked, readForm, readSections, type Section } from "../comments/parse-form.js";
import type { Comment, NativeReview } from "../facts/facts.js";
import type { Verdict } from "../facts/submission.js";
import { quoteInline } from "../markdown/neutralise.js";
import { type Line, readLines } from "../markdown/read-lines.js";
import { verdictOf } from "./command-kind.js";
import { kindOf, meantBy } from "./commands/index.js";
import type { SaidReview } from "./judge-submission.js";

const MAX_QUOTED_CHARS = 80;

/** Commands beside the one of the first line, each a sentence. */
export function furtherCommands(body: string): string[] {
  const commands = saidLines(body).filter(({ command }) => command !== null);
  return commands
    .slice(parseCommand(body) === null ? 0 : 1)
    .map(
      ({ text }) =>
        `Expected one command, alone on the first line; received ${quoteInline(text, MAX_QUOTED_CHARS)} further down. Write each command in a comment of its own.`,
    );
}

/** What stands behind a verb that takes nothing; a sentence, or null. Questions decide nothing and are answered all the same. */
export function wordsBehind(command: Command): string | null {
  const kind = kindOf(command.verb);
  const isAlone = verdictOf(kind) !== null || (kind?.takes === "nothing" && kind.hasEffect);
  const behind = visibleTail(command);
  if (kind === null || !isAlone || behind === "") return null;
  return `Expected nothing behind \`${kind.usage}\`, received ${quoteInline(behind, MAX_QUOTED_CHARS)}. Leave \`${kind.usage}\` alone on the first line.`;
}

/** Everything in a review's text that is not this one verdict, each a sentence. `body`: with its first line. */
export function faultsOfVerdict(body: string, verdict: Verdict): string[] {
  const command = parseCommand(body);
  const behind = command === null ? null : wordsBehind(command);
  return [
    ...(behind === null ? [] : [behind]),
    ...furtherCommands(body),
    ...contradictions(body, verdict).map(
      (text) =>
        `Expected one verdict, received the line ${quoteInline(text, MAX_QUOTED_CHARS)} beside \`${verdict}\`. Take that line out, or change the verdict.`,
    ),
  ];
}

const LONE_WORD = /^[^\p{L}\p{N}]{0,6}(approve|reject)(?:d|ed)?[^\p{L}\p{N}]{0,6}$/iu;

function contradictions(body: string, verdict: Verdict): string[] {
  const headers = saidLines(body).filter((line) => line.command === null && line.verdict !== verdict);
  const lone = linesAboveForm(body).filter((text) => {
    const said = toVerdict(LONE_WORD.exec(text)?.[1]);
    return said !== null && said !== verdict;
  });
  return [...headers.map(({ text }) => text), ...lone];
}

/** Further down, a word may stand alone as part of an answer. */
function linesAboveForm(body: string): string[] {
  const { lines } = readLines(body);
  const form = lines.findIndex((line) => line.kind === "heading" && isFormHeading(line.name));
  const above = form === -1 ? lines : lines.slice(0, form);
  return above.flatMap((line) => ownText(line) ?? []);
}

/** Null: it gives no verdict, or more than one. */
export function readReview(text: Comment | NativeReview): SaidReview | null {
  const command = parseCommand(text.body);
  const named = toVerdict(command?.verb);
  const verdict = "state" in text ? verdictOfButton(text) : named;
  if (verdict === null || (command !== null && named !== verdict)) return null;
  if (faultsOfVerdict(text.body, verdict).length > 0) return null;
  return { verdict, answers: readForm(withoutCommandLine(text.body)).answers };
}

/** Null: one that decides nothing. */
export function verdictOfButton({ state }: NativeReview): Verdict | null {
  switch (state) {
    case "APPROVED":
      return "approve";
    case "CHANGES_REQUESTED":
      return "reject";
    case "COMMENTED":
    case "DISMISSED":
    case "PENDING":
      return null;
  }
}

interface SaidLine {
  /** As people see it. Hostile. */
  readonly text: string;
  readonly command: Command | null;
  /** The verdict that stands there, also where the command is misspelt or the verb is another. */
  readonly verdict: Verdict | null;
}

/** The lines on which the author gives a command or says a verdict. */
function saidLines(body: string): readonly SaidLine[] {
  return readLines(body).lines.flatMap((line) => {
    const text = ownText(line);
    if (text === null) return [];
    const command = parseCommand(text);
    const verdict = command === null ? toVerdict(HEADER.exec(text)?.[1]) : verdictIn(command);
    return command === null && verdict === null ? [] : [{ text: text.trim(), command, verdict }];
  });
}

/** Null for a line that is code or a quotation. A heading is shown like any other line. */
function ownText(line: Line): string | null {
  if (line.kind === "heading") return line.name;
  return line.code || /^\s{0,3}>/.test(line.text) ? null : line.text;
}

function verdictIn({ verb, tail }: Command): Verdict | null {
  const kind = kindOf(verb);
  if (kind === null) return verdictOf(meantBy(verb));
  // Reasons are sentences, in which both words have their place.
  if (kind.takes === "words") return null;
  return verdictOf(kind) ?? toVerdict(/\b(approve|reject)/i.exec(tail)?.[1]);
}

/** The header of a sealed review, also as a list item or in bold. `verdict: approve or reject` says none. */
const HEADER =
  /^\s{0,3}(?:(?:[-*+]|\d{1,9}[.)])\s{1,4})?[*_`]{0,3}verdict[*_`]{0,3}\s{0,8}[:=][*_`]{0,3}\s{0,8}[*_`]{0,3}(approve|reject)(?:d|ed|al|ion)?\b(?!\s{0,8}(?:[|/]|or\b))/i;

/**
 * A form that somebody filled in, a command with a verdict, the header of a sealed review. Plain words are people talking, and a blank
 * form is nobody's verdict (docs/blindness.md). `verdict`: in so many words · `form`: answers, from which everybody can tell it.
 */
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
