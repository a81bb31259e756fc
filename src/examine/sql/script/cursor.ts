// Looks at the tokens of one statement from one of them on.
import type { Reading, Token } from "./lexer.js";

export interface Cursor {
  readonly tokens: readonly Token[];
  readonly at: number;
  readonly reading: Reading;
}

/** The word at this distance, in lower case; empty when there stands something else. */
export function wordAt({ tokens, at }: Cursor, distance: number): string {
  const token = tokens[at + distance];
  return token?.kind === "word" ? token.text : "";
}

export function textAt({ tokens, at }: Cursor, distance: number): string {
  return tokens[at + distance]?.text ?? "";
}

/** The distance behind these words, where they stand in this order; any of them may be missing. */
export function skip(cursor: Cursor, distance: number, words: ReadonlySet<string>): number {
  let next = distance;
  while (words.has(wordAt(cursor, next))) next += 1;
  return next;
}

/** `a.b."c"` from this distance on, without quotes; empty when no name stands there. */
export function nameAt(cursor: Cursor, distance: number): { readonly name: string; readonly next: number } {
  const words: string[] = [];
  let next = distance;
  for (;;) {
    const token = cursor.tokens[cursor.at + next];
    if (token?.kind !== "word" && token?.kind !== "name") break;
    words.push(token.text);
    next += 1;
    if (textAt(cursor, next) !== ".") break;
    next += 1;
  }
  return { name: words.join("."), next };
}

/** Where a statement may begin: at the start, or behind a word that opens a block. */
export function beginsStatement(cursor: Cursor): boolean {
  if (cursor.at === 0) return true;
  return OPENS.has(wordAt(cursor, -1)) || /^[;)>:]$/.test(textAt(cursor, -1));
}

const OPENS: ReadonlySet<string> = new Set([
  "begin",
  "then",
  "else",
  "loop",
  "as",
  "is",
  "do",
  "atomic",
  "go",
  "try",
  "immediate",
  "repeat",
]);

/** Steps of looking ahead for one keyword. */
const MAX_AHEAD = 2_000;

/** The first of these words at the same depth of parentheses, ahead of the statement's end; null: none. */
export function findAhead({ tokens, at }: Cursor, distance: number, words: ReadonlySet<string>): number | null {
  let depth = 0;
  const last = Math.min(tokens.length, at + distance + MAX_AHEAD);
  for (let index = at + distance; index < last; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    if (token.kind === "mark" && token.text === "(") depth += 1;
    else if (token.kind === "mark" && token.text === ")") depth -= 1;
    if (depth < 0) return null;
    if (depth === 0 && token.kind === "word" && words.has(token.text)) return index;
  }
  return null;
}

/** Behind the last token that belongs to what begins here: before an unmatched parenthesis or the semicolon. */
export function endOf({ tokens, at }: Cursor): number {
  let depth = 0;
  for (let index = at; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token?.kind !== "mark") continue;
    if (token.text === "(") depth += 1;
    else if (token.text === ")") depth -= 1;
    if (depth < 0 || token.text === ";") return index;
  }
  return tokens.length;
}
