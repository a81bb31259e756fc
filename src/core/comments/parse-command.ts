// The command in a comment's first line. The body is attacker-controlled: it is split once at its first line end and the
// line is matched from its start, so a command inside a quote, a code block or a later line is text, not a command.

import { nearest } from "../ground/nearest.js";
import type { Result } from "../ground/result.js";
import { type AwayArguments, parseAway } from "./parse-away.js";
import { type ExcludeArguments, parseExclude } from "./parse-exclude.js";

export const VERBS = [
  "start",
  "approve",
  "reject",
  "sealed",
  "reveal",
  "reassign",
  "away",
  "back",
  "waive",
  "exclude",
  "override",
  "recheck",
  "status",
  "help",
] as const;
export type Verb = (typeof VERBS)[number];

export type Command =
  /** `extra`: what stands behind a verb that takes nothing; hostile text, empty when nothing visible does. */
  | { readonly kind: "start" | "back" | "recheck" | "status" | "help"; readonly extra: string }
  | SubmittedCommand
  | { readonly kind: "sealed"; readonly extra: string; readonly body: string }
  /** `text`: everything behind the verb, over all lines. */
  | { readonly kind: "waive"; readonly text: string }
  | { readonly kind: "exclude"; readonly exclusion: Result<ExcludeArguments, readonly string[]> }
  | { readonly kind: "away"; readonly until: Result<AwayArguments, string> }
  /** `reason` has single spaces and may be empty. */
  | { readonly kind: "override" | "reveal" | "reassign"; readonly reason: string }
  /** `word` is hostile text, empty when `/countersign` stands alone. `suggestion`: the verb that was probably meant. */
  | { readonly kind: "unknown"; readonly word: string; readonly suggestion: Verb | null };

/** A review form behind its verdict. */
export interface SubmittedCommand {
  readonly kind: "approve" | "reject";
  readonly extra: string;
  /** Everything below the first line. */
  readonly body: string;
}

/** What a first line may hold before it is no longer looked at; far above any real command. */
const MAX_LINE_CHARS = 4_000;

/**
 * At most three spaces may come first: with four, Markdown shows a code block. The no-break space is what some phones
 * put between words.
 */
const FIRST_LINE = /^\uFEFF? {0,3}\/countersign(?![^ \t\u00a0])[ \t\u00a0]*([^ \t\u00a0]*)(.*)$/is;

/** Null: not a command. A comment that names an unknown verb is one: its author waits for an answer. */
export function parseCommand(body: string): Command | null {
  const { line, rest } = splitFirstLine(body);
  const match = FIRST_LINE.exec(line);
  if (match === null) return null;
  const [, word = "", tail = ""] = match;
  const verb = word.toLowerCase();
  switch (verb) {
    case "start":
    case "back":
    case "recheck":
    case "status":
    case "help":
      return { kind: verb, extra: visible(tail) };
    case "approve":
    case "reject":
    case "sealed":
      return { kind: verb, extra: visible(tail), body: rest };
    case "waive":
      return { kind: verb, text: `${tail}\n${rest}` };
    case "exclude":
      return { kind: verb, exclusion: parseExclude(`${tail}\n${rest}`) };
    case "away":
      return { kind: verb, until: parseAway(tail) };
    case "override":
    case "reveal":
    case "reassign":
      return { kind: verb, reason: oneLine(`${tail}\n${rest}`) };
    default:
      return { kind: "unknown", word, suggestion: nearest(verb, VERBS) };
  }
}

/** The body without its command line, when its first line is a command; else the body. */
export function withoutCommandLine(body: string): string {
  return parseCommand(body) === null ? body : splitFirstLine(body).rest;
}

function splitFirstLine(body: string): { line: string; rest: string } {
  const end = body.search(/[\r\n]/);
  if (end === -1) return { line: body.slice(0, MAX_LINE_CHARS), rest: "" };
  const next = body.startsWith("\r\n", end) ? end + 2 : end + 1;
  return { line: body.slice(0, Math.min(end, MAX_LINE_CHARS)), rest: body.slice(next) };
}

/** Some keyboards leave invisible characters behind a word. */
function visible(text: string): string {
  return text.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, "");
}

function oneLine(text: string): string {
  return text.split(/\s+/u).filter(Boolean).join(" ");
}
