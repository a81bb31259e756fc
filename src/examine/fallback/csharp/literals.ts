// Where a literal of C# ends: characters, and strings that are regular, verbatim, raw, or hold expressions.
import { endOfInterpolated } from "./interpolated.js";

/** An offset. `unread`: it does not end, or not without doubt. */
export type LiteralEnd = number | "unread";

/** Null: no literal in quotes starts there. `depth`: how many expressions in strings stand around it. */
export function endOfLiteral(text: string, start: number, depth = 0): LiteralEnd | null {
  if (text[start] === "'") return endOf(CHARACTER, text, start);
  const prefix = matchAt(/(?:\$@|@\$|@|\${0,16})(?=")/y, text, start);
  if (prefix === null) return null;
  const quote = start + prefix.length;
  const quotes = runLength(text, quote, '"');
  if (prefix === "@") return endOf(VERBATIM, text, start);
  if (prefix.includes("@"))
    return endOfInterpolated(text, quote + 1, { kind: "verbatim", dollars: 1, quotes: 1 }, depth);
  if (quotes >= 3) return endOfRaw(text, quote, { dollars: prefix.length, quotes }, depth);
  if (prefix === "") return endOf(REGULAR, text, start);
  if (prefix !== "$") return "unread";
  return endOfInterpolated(text, quote + 1, { kind: "regular", dollars: 1, quotes: 1 }, depth);
}

const CHARACTER = /'(?:[^'\\\r\n]|\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|x[\da-fA-F]{1,4}|[^uUx\r\n]))'/y;
const REGULAR = /"(?:[^"\\\r\n]|\\[^\r\n])*"(?:u8|U8)?/y;
const VERBATIM = /@"(?:[^"]|"")*"(?!")(?:u8|U8)?/y;
/** Behind the quotes. */
const SUFFIX = /(?:u8|U8)?/y;

function endOf(pattern: RegExp, text: string, start: number): LiteralEnd {
  const found = matchAt(pattern, text, start);
  return found === null ? "unread" : start + found.length;
}

function endOfRaw(
  text: string,
  quote: number,
  { dollars, quotes }: { readonly dollars: number; readonly quotes: number },
  depth: number,
): LiteralEnd {
  const content = quote + quotes;
  const end =
    dollars === 0
      ? endOfPlainRaw(text, content, quotes)
      : endOfInterpolated(text, content, { kind: "raw", dollars, quotes }, depth);
  if (end === "unread" || !isLaidOut(text.slice(content, end - quotes))) return "unread";
  return end + (matchAt(SUFFIX, text, end)?.length ?? 0);
}

function endOfPlainRaw(text: string, content: number, quotes: number): LiteralEnd {
  for (let at = text.indexOf('"', content); at !== -1; at = text.indexOf('"', at)) {
    const run = runLength(text, at, '"');
    // More than that many end none without an error.
    if (run >= quotes) return run === quotes ? at + run : "unread";
    at += run;
  }
  return "unread";
}

/** On one line, or with both delimiters on lines of their own. */
function isLaidOut(content: string): boolean {
  if (!content.includes("\n")) return content !== "" && !content.includes("\r");
  return /^[ \t]*\r?\n/.test(content) && content.slice(content.lastIndexOf("\n")).trim() === "";
}

/** How often a character stands there in a row. */
export function runLength(text: string, start: number, character: string): number {
  let end = start;
  while (text[end] === character) end++;
  return end - start;
}

export function matchAt(sticky: RegExp, text: string, start: number): string | null {
  sticky.lastIndex = start;
  return sticky.exec(text)?.[0] ?? null;
}
