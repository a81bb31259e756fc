// The lines of a text on which its author gives a command or says a verdict, in their own words: not in quotations, code and
// hidden comments. The text is attacker-controlled.

import { type Command, parseCommand } from "../comments/parse-command.js";
import type { Verdict } from "../facts/submission.js";
import { type Line, readLines } from "../markdown/read-lines.js";

export interface SaidLine {
  /** As people see it. Hostile. */
  readonly text: string;
  readonly command: Command | null;
  /** The verdict that stands there, also where the command is misspelt or the verb is another. */
  readonly verdict: Verdict | null;
}

export function saidLines(body: string): readonly SaidLine[] {
  return readLines(body).lines.flatMap((line) => {
    const text = ownText(line);
    if (text === null) return [];
    const command = parseCommand(text);
    const verdict = command === null ? headerVerdict(text) : commandVerdict(command);
    return command === null && verdict === null ? [] : [{ text: text.trim(), command, verdict }];
  });
}

/** Null for a line that is code or a quotation. A heading is shown like any other line. */
export function ownText(line: Line): string | null {
  if (line.kind === "heading") return line.name;
  return line.code || /^\s{0,3}>/.test(line.text) ? null : line.text;
}

function commandVerdict(command: Command): Verdict | null {
  switch (command.kind) {
    case "approve":
    case "reject":
      return command.kind;
    case "unknown":
      return command.suggestion === "approve" || command.suggestion === "reject" ? command.suggestion : null;
    case "start":
    case "back":
    case "recheck":
    case "status":
    case "help":
    case "sealed":
      return toVerdict(/\b(approve|reject)/i.exec(command.extra)?.[1]);
    // Their reasons are sentences, in which both words have their place.
    case "waive":
    case "exclude":
    case "override":
    case "reveal":
    case "reassign":
    case "away":
      return null;
  }
}

/** The header of a sealed review, also as a list item or in bold. `verdict: approve or reject` says none. */
const HEADER =
  /^\s{0,3}(?:(?:[-*+]|\d{1,9}[.)])\s{1,4})?[*_`]{0,3}verdict[*_`]{0,3}\s{0,8}[:=][*_`]{0,3}\s{0,8}[*_`]{0,3}(approve|reject)(?:d|ed|al|ion)?\b(?!\s{0,8}(?:[|/]|or\b))/i;

function headerVerdict(text: string): Verdict | null {
  return toVerdict(HEADER.exec(text)?.[1]);
}

function toVerdict(word: string | undefined): Verdict | null {
  if (word === undefined) return null;
  return word.toLowerCase() === "approve" ? "approve" : "reject";
}
