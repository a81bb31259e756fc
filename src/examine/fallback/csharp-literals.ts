// Where a literal of C# ends: characters, and strings that are regular, verbatim, raw, or hold expressions.

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
    return endOfInterpolated(text, quote + 1, { kind: "verbatim", dollars: 1, quotes: 1, depth });
  if (quotes >= 3) return endOfRaw(text, quote, { kind: "raw", dollars: prefix.length, quotes, depth });
  if (prefix === "") return endOf(REGULAR, text, start);
  if (prefix !== "$") return "unread";
  return endOfInterpolated(text, quote + 1, { kind: "regular", dollars: 1, quotes: 1, depth });
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

function endOfRaw(text: string, quote: number, form: Interpolation): LiteralEnd {
  const { dollars, quotes } = form;
  const content = quote + quotes;
  const end = dollars === 0 ? endOfPlainRaw(text, content, quotes) : endOfInterpolated(text, content, form);
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

// Where a string of C# ends that holds expressions in braces. Compilers of different years cut some of them differently: format
// texts with signs in them, aliases with `::`, comments in an expression. Those are left unread.

interface Interpolation {
  readonly kind: "regular" | "verbatim" | "raw";
  /** How many braces open an expression. */
  readonly dollars: number;
  /** How many quotes end the string. */
  readonly quotes: number;
  /** How many expressions in strings stand around it. */
  readonly depth: number;
}

/** Chosen: nobody reads a string in the expression of a string, eight times over. */
const MAX_DEPTH = 8;

/** From behind the opening quotes to behind the closing ones. */
function endOfInterpolated(text: string, content: number, form: Interpolation): LiteralEnd {
  if (form.depth >= MAX_DEPTH) return "unread";
  for (let at = content; at < text.length; ) {
    const sign = text.charAt(at);
    const next = sign === '"' ? behindQuotes(text, at, form) : behindSign(text, at, form);
    if (next === "unread") return "unread";
    if (typeof next === "number") at = next;
    else return next.end;
  }
  return "unread";
}

function behindQuotes(
  text: string,
  at: number,
  { kind, quotes }: Interpolation,
): LiteralEnd | { readonly end: number } {
  const run = runLength(text, at, '"');
  if (kind === "raw") return run < quotes ? at + run : run === quotes ? { end: at + run } : "unread";
  return kind === "verbatim" && run > 1 ? at + 2 : { end: at + 1 };
}

function behindSign(text: string, at: number, form: Interpolation): LiteralEnd {
  const sign = text.charAt(at);
  if (sign === "{") return behindBraces(text, at, form);
  if (sign === "}") return areText(runLength(text, at, "}"), form) ? at + runLength(text, at, "}") : "unread";
  if (form.kind !== "regular") return at + 1;
  if (/[\r\n]/.test(sign)) return "unread";
  if (sign !== "\\") return at + 1;
  return /[{}\r\n]/.test(text.charAt(at + 1)) ? "unread" : at + 2;
}

function behindBraces(text: string, at: number, form: Interpolation): LiteralEnd {
  const run = runLength(text, at, "{");
  if (areText(run, form)) return at + run;
  if (form.kind === "raw" && run >= 2 * form.dollars) return "unread";
  return endOfHole(text, at + run, form);
}

/** Doubled in a string with one `$`, and fewer than the dollars in a raw one. */
function areText(run: number, { kind, dollars }: Interpolation): boolean {
  return kind === "raw" ? run < dollars : run % 2 === 0;
}

/** From behind the opening braces to behind the closing ones. */
function endOfHole(text: string, start: number, { dollars, depth }: Interpolation): LiteralEnd {
  const closing: string[] = [];
  for (let at = start; at < text.length; ) {
    const sign = text.charAt(at);
    if (closing.length === 0 && sign === "}") return behindClosing(text, at, dollars);
    if (closing.length === 0 && sign === ":") return endOfFormat(text, at + 1, dollars);
    const literal = endOfLiteral(text, at, depth + 1);
    if (literal === "unread" || (literal === null && UNREAD.test(text.slice(at, at + 2)))) return "unread";
    const opened = BRACKETS[sign];
    if (opened !== undefined) closing.push(opened);
    else if (/[)\]}]/.test(sign) && closing.pop() !== sign) return "unread";
    at = literal ?? at + 1;
  }
  return "unread";
}

/** Comments, the preprocessor, and what is no sign of C#. */
const UNREAD = /^(?:\/[/*]|[#\\`$])/;
const BRACKETS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

function behindClosing(text: string, at: number, dollars: number): LiteralEnd {
  return runLength(text, at, "}") >= dollars ? at + dollars : "unread";
}

function endOfFormat(text: string, start: number, dollars: number): LiteralEnd {
  let at = start;
  while (at < text.length && !/["{}\\\r\n:]/.test(text.charAt(at))) at++;
  // `}}` may be a brace of the format or the end of the expression and a brace.
  return runLength(text, at, "}") === dollars ? at + dollars : "unread";
}
