// Splits SQL into words, names, literals and marks, without knowing its grammar: for dialects that no parser here reads, and
// for statements that a parser refuses. Never fails: what does not close is a token that says so.

export type TokenKind = "word" | "name" | "string" | "number" | "mark" | "unclosed";

export interface Token {
  readonly kind: TokenKind;
  /** A word in lower case, a name without its quotes, a mark as it is; else the text with its quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Where dialects disagree about what is text and what is code, both readings are tried.
 * `standard`: PostgreSQL, SQLite, SQL Server, Oracle. `mysql`: backslashes escape, `#` comments, `--` needs a space behind it,
 * and comments that begin with `!` are run.
 */
export type Reading = "standard" | "mysql";

export function lex(text: string, reading: Reading): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const end = skipBlank(text, at, reading);
    if (end > at) {
      at = end;
      continue;
    }
    const token = readToken(text, at, reading, tokens);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

/** The end of the white space or comment that begins here; the same place when none does. */
function skipBlank(text: string, at: number, reading: Reading): number {
  if (BLANK.test(text.charAt(at))) return matchEnd(BLANKS, text, at);
  if (isLineComment(text, at, reading)) {
    const end = text.indexOf("\n", at);
    return end < 0 ? text.length : end + 1;
  }
  if (!text.startsWith("/*", at)) return reading === "mysql" && text.startsWith("*/", at) ? at + 2 : at;
  // What a comment of this kind holds is run; its end is skipped above.
  if (reading === "mysql" && /[!M]/.test(text.charAt(at + 2))) {
    const start = matchEnd(EXECUTABLE, text, at);
    if (start > at) return start;
  }
  const end = commentEnd(text, at, reading);
  return end ?? at;
}

const BLANK = /[\s\0\u200b\ufeff]/;
const BLANKS = /[\s\0\u200b\ufeff]+/y;
const EXECUTABLE = /\/\*M?!\d*/y;

function isLineComment(text: string, at: number, reading: Reading): boolean {
  const first = text.charAt(at);
  // `#>` and `#>>` are operators of PostgreSQL's.
  if (first === "#") return reading === "mysql" && text.charAt(at + 1) !== ">";
  if (first !== "-" || text.charAt(at + 1) !== "-") return false;
  if (reading === "standard" || /^\s?$/.test(text.charAt(at + 2))) return true;
  // At the start of a line or a statement it is a sloppy comment: as code it could only be an error.
  return /(?:^|;)\s*$/.test(text.slice(text.lastIndexOf("\n", at - 1) + 1, at).slice(-200));
}

/** Null: it does not close. Comments nest in PostgreSQL and SQL Server. */
function commentEnd(text: string, at: number, reading: Reading): number | null {
  if (reading === "mysql") {
    const end = text.indexOf("*/", at + 2);
    return end < 0 ? null : end + 2;
  }
  let depth = 0;
  COMMENT_MARK.lastIndex = at;
  for (let mark = COMMENT_MARK.exec(text); mark !== null; mark = COMMENT_MARK.exec(text)) {
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) return COMMENT_MARK.lastIndex;
  }
  return null;
}

const COMMENT_MARK = /\/\*|\*\//g;

function readToken(text: string, at: number, reading: Reading, before: readonly Token[]): Token {
  const first = text.charAt(at);
  if (text.startsWith("/*", at)) return unclosed(text, at);
  if (first === "'") return quoted(text, at, "'", "string", reading === "mysql" || isEscapeString(text, at, before));
  if (first === '"') return quoted(text, at, '"', "name", reading === "mysql");
  if (first === "`") return quoted(text, at, "`", "name", false);
  if (first === "$" && reading === "standard") {
    const tag = matchText(DOLLAR_TAG, text, at);
    if (tag !== "") return dollarQuoted(text, at, tag);
  }
  if (first === "[" && !/[\w\])"]/.test(text.charAt(at - 1))) {
    const name = matchText(BRACKETED, text, at);
    if (name !== "") return { kind: "name", text: name.slice(1, -1), start: at, end: at + name.length };
  }
  const word = matchText(WORD, text, at);
  if (word !== "") return { kind: "word", text: word.toLowerCase(), start: at, end: at + word.length };
  const number = matchText(NUMBER, text, at);
  if (number !== "") return { kind: "number", text: number, start: at, end: at + number.length };
  return { kind: "mark", text: first, start: at, end: at + 1 };
}

const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]{0,62})?\$/y;
const BRACKETED = /\[[A-Za-z_#@][^[\]\n]{0,127}\]/y;
const WORD = /[A-Za-z_@#\u0080-\uffff][\w$@#\u0080-\uffff]*/y;
const NUMBER = /(?:0x[0-9A-Fa-f]+|[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9]+)/y;

/** `E'it\'s'`: the prefix is a word of its own that touches the quote. */
function isEscapeString(text: string, at: number, before: readonly Token[]): boolean {
  const last = before.at(-1);
  return last?.kind === "word" && last.end === at && last.text === "e" && text.charAt(at) === "'";
}

/** A doubled quote stands for itself. */
function quoted(text: string, at: number, quote: string, kind: "string" | "name", backslash: boolean): Token {
  const stop = STOPS[backslash ? `\\${quote}` : quote] ?? STOPS["'"];
  let next = at + 1;
  for (;;) {
    stop.lastIndex = next;
    const found = stop.exec(text);
    if (found === null) return unclosed(text, at);
    next = found.index + 1;
    if (found[0] === "\\" || text.charAt(next) === quote) next += 1;
    else break;
  }
  const inner = text.slice(at + 1, next - 1);
  return { kind, text: kind === "name" ? inner : text.slice(at, next), start: at, end: next };
}

const STOPS: Readonly<Record<string, RegExp>> & { readonly "'": RegExp } = {
  "'": /'/g,
  '"': /"/g,
  "`": /`/g,
  "\\'": /['\\]/g,
  '\\"': /["\\]/g,
};

function dollarQuoted(text: string, at: number, tag: string): Token {
  const close = text.indexOf(tag, at + tag.length);
  if (close < 0) return unclosed(text, at);
  const end = close + tag.length;
  return { kind: "string", text: text.slice(at, end), start: at, end };
}

function unclosed(text: string, at: number): Token {
  return { kind: "unclosed", text: text.charAt(at), start: at, end: text.length };
}

function matchText(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  return at + matchText(pattern, text, at).length;
}
