// The start of a statement as reviewers see it: one line, at most 120 characters, no literal.
import { HOLE } from "./risk.js";
import { lex, type Token } from "./script/lexer.js";

const MAX_CHARS = 120;
/** Characters of the statement that are looked at. */
const MAX_READ = 1_500;

export function excerptOf(sql: string): string {
  const start = sql.slice(0, MAX_READ);
  let shown = "";
  let last: Token | null = null;
  // Where a backslash may stand before a quote, more is taken for text.
  for (const token of lex(start, /\\['"]/.test(start) ? "mysql" : "standard")) {
    if (shown.length > MAX_CHARS) break;
    const text = shownToken(token, start, last);
    const gap = last !== null && token.start > last.end ? " " : "";
    // A list of values says no more than its first one.
    if (text !== "…" || !shown.endsWith("…")) shown += `${gap}${text}`;
    last = token;
  }
  return cut(
    shown
      .replace(/[\p{C}\s]+/gu, " ")
      .replace(/[ ;]+$/, "")
      .trim(),
  );
}

function shownToken({ kind, text, start, end }: Token, sql: string, last: Token | null): string {
  if (kind === "string" || kind === "number" || kind === "unclosed") return "…";
  if (text.includes(HOLE)) return "…";
  // Double quotes are names in one dialect and texts in another.
  if (kind === "name" && (!/^[\w .$-]{1,63}$/.test(text) || TAKES_TEXT.has(last?.text ?? ""))) return "…";
  return sql.slice(start, end);
}

const TAKES_TEXT: ReadonlySet<string> = new Set(["by", "password", "identified", "=", "like", "comment", "values"]);

/** The start of a line of code, with the texts in its quotes replaced. */
export function excerptOfCode(code: string): string {
  const line = code.slice(0, MAX_READ).replace(/\s+/g, " ");
  const masked = line.replace(/"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|`(?:[^`\\]|\\.)*`?|\b\d+(?:\.\d+)?\b/g, "…");
  return cut(masked.replace(/\p{C}+/gu, "").trim());
}

/** Of code that was split into tokens: what its texts hold is not shown. */
export function excerptOfTokens(
  source: string,
  tokens: readonly { readonly kind: string; readonly start: number; readonly end: number }[],
): string {
  let shown = "";
  let end: number | null = null;
  for (const token of tokens) {
    if (shown.length > MAX_CHARS) break;
    const text = token.kind === "text" ? "…" : source.slice(token.start, token.end);
    shown += `${end === null || token.start === end ? "" : " "}${/^\d/.test(text) ? "…" : text}`;
    end = token.end;
  }
  return cut(shown.replace(/[\p{C}\s]+/gu, " ").trim());
}

function cut(text: string): string {
  if (text.length <= MAX_CHARS) return text;
  const start = text.slice(0, MAX_CHARS - 1);
  return `${/[\uD800-\uDBFF]$/.test(start) ? start.slice(0, -1) : start}…`;
}
