// The command in a comment's first line: where it stands and which word it is. What the word does is for judge/commands/ to say. The
// body is attacker-controlled: it is split once at its first line end and the line is matched from its start, so a command inside a
// quote, a code block or a later line is text, not a command.
import type { Verdict } from "../facts/submission.js";
import { fillerFault } from "../ground/filler.js";
import { visibleLength } from "../ground/words.js";
import { hasOwnWords, readableText } from "../markdown/own-words.js";

export interface Command {
  /** As it was typed; empty when `/countersign` stands alone. Hostile text, like all of it. */
  readonly word: string;
  /** In lower case. It may be none that there is: its author waits for an answer all the same. */
  readonly verb: string;
  /** What stands behind the verb in its line. */
  readonly tail: string;
  /** Everything below that line. */
  readonly rest: string;
}

/** What a first line may hold before it is no longer looked at; far above any real command. */
const MAX_LINE_CHARS = 4_000;

/**
 * At most three spaces may come first: with four, Markdown shows a code block. The no-break space is what some phones
 * put between words.
 */
const FIRST_LINE = /^\uFEFF? {0,3}\/countersign(?![^ \t\u00a0])[ \t\u00a0]*([^ \t\u00a0]*)(.*)$/is;

/** Null: not a command. */
export function parseCommand(body: string): Command | null {
  const { line, rest } = splitFirstLine(body);
  const match = FIRST_LINE.exec(line);
  if (match === null) return null;
  const [, word = "", tail = ""] = match;
  return { word, verb: word.toLowerCase(), tail, rest };
}

/** The body without its command line, when its first line is a command; else the body. */
export function withoutCommandLine(body: string): string {
  return parseCommand(body)?.rest ?? body;
}

/** The verdict that a form's first line gives. The verbs of forms are the verdicts themselves (see form.ts). */
export function toVerdict(word: string | undefined): Verdict | null {
  const verdict = word?.toLowerCase();
  return verdict === "approve" || verdict === "reject" ? verdict : null;
}

/** What stands behind the verb in its line. Some keyboards leave invisible characters behind a word. */
export function visibleTail({ tail }: Command): string {
  return tail.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, "");
}

/** The words behind the verb, over all lines. */
export function wordsOf({ tail, rest }: Command): readonly string[] {
  return `${tail}\n${rest}`.split(/\s+/u).filter(Boolean);
}

function splitFirstLine(body: string): { line: string; rest: string } {
  const end = body.search(/[\r\n]/);
  if (end === -1) return { line: body.slice(0, MAX_LINE_CHARS), rest: "" };
  const next = body.startsWith("\r\n", end) ? end + 2 : end + 1;
  return { line: body.slice(0, Math.min(end, MAX_LINE_CHARS)), rest: body.slice(next) };
}

/** Chosen, not measured: long enough for four words. Less lets `ok` explain a waiver; more makes people pad. */
const MIN_REASON_CHARS = 15;

/** Why a text does not explain a waiver or an override; null when it does. */
export function reasonFault(reason: string): string | null {
  const example = "such as `the vendor fixed the outage, see INC-204`";
  if (reason === "") return `expected a reason, received none; say why in a few words, ${example}`;
  const length = visibleLength(readableText(reason));
  if (length < MIN_REASON_CHARS) {
    return `expected a reason of at least ${MIN_REASON_CHARS} characters, received ${length}; say why, ${example}`;
  }
  const gives = fillerFault(readableText(reason)) === null && hasOwnWords(reason);
  return gives ? null : `expected a reason, received words that give none; say why, ${example}`;
}

/** A login with its `@`, alone. */
export const CLAIMED = /^@[a-z\d][a-z\d_-]{0,38}$/i;

/** Logins that a reason names, as `@ada`. */
export function namedLogins(reason: string): readonly string[] {
  return [...reason.matchAll(/(?<![\w@/.-])@([a-z\d](?:[a-z\d_-]{0,38}))/gi)].map(([, login = ""]) => login);
}

/** The subject that stands for whoever started the agent. */
export const OPERATOR = "operator";
