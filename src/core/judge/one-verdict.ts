// A comment holds one command, and a review one verdict. Whatever else its author says on a line of its own is refused and never
// guessed at: `approve not`, a second command further down, `verdict: reject` above an approval's answers. Quotations, code and hidden
// comments are not their words. The text is attacker-controlled.
import { type Command, parseCommand, toVerdict, visibleTail, withoutCommandLine } from "../comments/parse-command.js";
import { isFormHeading, readForm } from "../comments/parse-form.js";
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

export interface SaidLine {
  /** As people see it. Hostile. */
  readonly text: string;
  readonly command: Command | null;
  /** The verdict that stands there, also where the command is misspelt or the verb is another. */
  readonly verdict: Verdict | null;
}

/** The lines on which the author gives a command or says a verdict. */
export function saidLines(body: string): readonly SaidLine[] {
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
