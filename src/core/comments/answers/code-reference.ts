// Does an answer name something that the change touches: a file, a symbol or a line?
import type { Change, ChangedFile, Hunk } from "../../facts/facts.js";

/** What the change touches, ready to be looked for in answers. */
export interface CodeIndex {
  /** Paths and base names, lower case. */
  readonly names: readonly string[];
  readonly symbols: ReadonlySet<string>;
  /** First and last line of each hunk, on either side. */
  readonly ranges: readonly (readonly [number, number])[];
}

/** A base name shorter than this stands in any text (`a`, `go`). */
const MIN_NAME_CHARS = 4;
/** DESIGN §4.5. Shorter identifiers are words of the language or loop variables. */
const MIN_SYMBOL_CHARS = 4;
const MAX_SYMBOLS = 20_000;
const IDENTIFIER = /[\p{L}_$][\p{L}\p{N}_$]{3,99}/gu;

export function indexCode(change: Change): CodeIndex {
  const names = change.files.flatMap(namesOf);
  const hunks = change.files.flatMap(hunksOf);
  const symbols = new Set<string>();
  for (const line of hunks.flatMap((hunk) => hunk.lines)) {
    if (line.kind === "context" || symbols.size >= MAX_SYMBOLS) continue;
    for (const [symbol] of line.text.slice(0, 2_000).matchAll(IDENTIFIER)) symbols.add(symbol);
  }
  return { names: [...new Set(names)], symbols, ranges: hunks.flatMap(rangesOf) };
}

const MAX_SHOWN_LINES = 20_000;

/** The lines that the difference shows, by `bareLine`. Of a longer difference its first ones. */
export function shownLines(change: Change): ReadonlySet<string> {
  const lines = new Set<string>();
  for (const hunk of change.files.flatMap(hunksOf)) {
    if (lines.size >= MAX_SHOWN_LINES) break;
    for (const { text } of hunk.lines) lines.add(bareLine(text));
  }
  return lines;
}

/** Without indentation and the sign in front of it. */
export function bareLine(line: string): string {
  return line.trim().replace(/^[*+-]\s*/, "");
}

/** A path and a line to offer as an example: the first changed file. Null when the change has none. The path is hostile. */
export function exampleOf(change: Change): { readonly path: string; readonly line: number | null } | null {
  const [file] = change.files;
  if (file === undefined) return null;
  const changed = hunksOf(file).flatMap((hunk) => hunk.lines.filter(({ kind }) => kind !== "context"));
  return { path: file.path, line: changed[0]?.newLine ?? changed[0]?.oldLine ?? null };
}

/** Characters of an answer that are looked at; with 3,000 changed files, more would take seconds. */
const MAX_SEARCHED_CHARS = 10_000;

export function namesCode(answer: string, index: CodeIndex): boolean {
  const text = answer.slice(0, MAX_SEARCHED_CHARS);
  return namesFile(text, index) || namesSymbol(text, index) || namesLine(text, index);
}

function namesFile(text: string, index: CodeIndex): boolean {
  const lower = text.toLowerCase();
  return index.names.some((name) => standsIn(lower, name));
}

/** `total.ts` stands in `see total.ts:12`, not in `subtotal.tsx`. */
function standsIn(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!isWordAt(text, at - 1) && !isWordAt(text, at + name.length)) return true;
  }
  return false;
}

function isWordAt(text: string, at: number): boolean {
  return /[\p{L}\p{N}_]/u.test(text[at] ?? " ");
}

/**
 * A symbol counts when it looks like one (`cartTotal`, `max_tries`, `Sha256`) or is written as code: in backticks or in
 * front of a parenthesis. Any English word may stand in a changed line, so a plain one alone proves nothing.
 */
function namesSymbol(text: string, index: CodeIndex): boolean {
  const asCode = new Set<string>();
  for (const [, code = ""] of text.matchAll(/`([^`\n]{1,200})`/g)) {
    for (const [symbol] of code.matchAll(IDENTIFIER)) asCode.add(symbol);
  }
  for (const match of text.matchAll(IDENTIFIER)) {
    const [symbol] = match;
    if (symbol.length < MIN_SYMBOL_CHARS || !index.symbols.has(symbol)) continue;
    const called = text[match.index + symbol.length] === "(";
    if (called || asCode.has(symbol) || looksLikeSymbol(symbol)) return true;
  }
  return false;
}

function looksLikeSymbol(word: string): boolean {
  return /[_$\p{N}]/u.test(word) || /\p{Ll}\p{Lu}/u.test(word);
}

/** `line 42`, `lines 40-44`, `L42`, `total.ts:42`, `#L42`. */
const LINE = /(?:\blines?\s{0,3}|\bL|[\p{L}\p{N}_]:)(\d{1,7})(?!\d)/giu;

function namesLine(text: string, index: CodeIndex): boolean {
  for (const match of text.matchAll(LINE)) {
    const line = Number(match[1]);
    // `10:42` is a time of day.
    if (/^\d:/.test(match[0])) continue;
    if (index.ranges.some(([first, last]) => line >= first && line <= last)) return true;
  }
  return false;
}

function namesOf(file: ChangedFile): string[] {
  const paths = file.previousPath === null ? [file.path] : [file.path, file.previousPath];
  return paths.flatMap((path) => {
    const base = path.slice(path.lastIndexOf("/") + 1);
    return [path, base].map((name) => name.toLowerCase()).filter((name) => name.length >= MIN_NAME_CHARS);
  });
}

function hunksOf(file: ChangedFile): readonly Hunk[] {
  return file.content.kind === "hunks" ? file.content.hunks : [];
}

function rangesOf(hunk: Hunk): (readonly [number, number])[] {
  return (["oldLine", "newLine"] as const).flatMap((side) => {
    const numbers = hunk.lines.map((line) => line[side]).filter((line) => line !== null);
    const [first, last] = [numbers[0], numbers.at(-1)];
    return first === undefined || last === undefined ? [] : [[first, last] as const];
  });
}
