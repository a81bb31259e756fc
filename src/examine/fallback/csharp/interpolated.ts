// Where a string of C# ends that holds expressions in braces. Compilers of different years cut some of them differently: format
// texts with signs in them, aliases with `::`, comments in an expression. Those are left unread.
import { endOfLiteral, type LiteralEnd, runLength } from "./literals.js";

export interface Interpolation {
  readonly kind: "regular" | "verbatim" | "raw";
  /** How many braces open an expression. */
  readonly dollars: number;
  /** How many quotes end the string. */
  readonly quotes: number;
}

/** Chosen: nobody reads a string in the expression of a string, eight times over. */
const MAX_DEPTH = 8;

/** From behind the opening quotes to behind the closing ones. */
export function endOfInterpolated(text: string, content: number, form: Interpolation, depth: number): LiteralEnd {
  if (depth >= MAX_DEPTH) return "unread";
  for (let at = content; at < text.length; ) {
    const sign = text.charAt(at);
    const next = sign === '"' ? behindQuotes(text, at, form) : behindSign(text, at, form, depth);
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

function behindSign(text: string, at: number, form: Interpolation, depth: number): LiteralEnd {
  const sign = text.charAt(at);
  if (sign === "{") return behindBraces(text, at, form, depth);
  if (sign === "}") return areText(runLength(text, at, "}"), form) ? at + runLength(text, at, "}") : "unread";
  if (form.kind !== "regular") return at + 1;
  if (/[\r\n]/.test(sign)) return "unread";
  if (sign !== "\\") return at + 1;
  return /[{}\r\n]/.test(text.charAt(at + 1)) ? "unread" : at + 2;
}

function behindBraces(text: string, at: number, form: Interpolation, depth: number): LiteralEnd {
  const run = runLength(text, at, "{");
  if (areText(run, form)) return at + run;
  if (form.kind === "raw" && run >= 2 * form.dollars) return "unread";
  return endOfHole(text, at + run, form.dollars, depth);
}

/** Doubled in a string with one `$`, and fewer than the dollars in a raw one. */
function areText(run: number, { kind, dollars }: Interpolation): boolean {
  return kind === "raw" ? run < dollars : run % 2 === 0;
}

/** From behind the opening braces to behind the closing ones. */
function endOfHole(text: string, start: number, dollars: number, depth: number): LiteralEnd {
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
