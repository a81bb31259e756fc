// A comment holds one command, and a review one verdict. Whatever else is said on a line of its own is refused and never guessed at:
// `approve not`, a second command further down, `verdict: reject` above an approval's answers.

import type { Command } from "../comments/parse-command.js";
import { parseCommand } from "../comments/parse-command.js";
import { isFormHeading } from "../comments/parse-form.js";
import type { Verdict } from "../facts/submission.js";
import { quoteInline } from "../markdown/neutralise.js";
import { readLines } from "../markdown/read-lines.js";
import { ownText, saidLines } from "./said-lines.js";

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
  switch (command.kind) {
    case "start":
    case "back":
    case "approve":
    case "reject":
      return command.extra === ""
        ? null
        : `Expected nothing behind \`/countersign ${command.kind}\`, received ${quoteInline(command.extra, MAX_QUOTED_CHARS)}. Leave \`/countersign ${command.kind}\` alone on the first line.`;
    default:
      return null;
  }
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
  const other = verdict === "approve" ? "reject" : "approve";
  const lone = linesAboveForm(body).filter((text) => LONE_WORD.exec(text)?.[1]?.toLowerCase() === other);
  return [...headers.map(({ text }) => text), ...lone];
}

/** Further down, a word may stand alone as part of an answer. */
function linesAboveForm(body: string): string[] {
  const { lines } = readLines(body);
  const form = lines.findIndex((line) => line.kind === "heading" && isFormHeading(line.name));
  const above = form === -1 ? lines : lines.slice(0, form);
  return above.flatMap((line) => ownText(line) ?? []);
}
