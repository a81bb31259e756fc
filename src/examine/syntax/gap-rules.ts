// The rules of languages in which a line end or a space between two tokens can mean something.
import { type Leaf, STATEMENT_END } from "./read-program.js";

/** Shells part words by blanks and commands by line ends: nothing between two tokens is free but how many blanks there are. */
export function markShell({ white, prev, next }: Gap): string {
  if (prev === null || next === null) return "";
  if (white.includes("\n")) return "line end";
  return white === "" ? "joined" : "";
}

/**
 * Go's own rule: a line end after a name, a literal, one of four keywords, `++`, `--` or a closing bracket is a semicolon, and a
 * semicolon before a closing bracket may be left out.
 */
export function markGo({ white, prev, next }: Gap): string {
  if (prev === null || next === null || next.text === ")" || next.text === "}") return "";
  return white.includes("\n") && endsGoStatement(prev) ? GO_SEMICOLON : "";
}

export const GO_SEMICOLON = ";";

function endsGoStatement({ text }: Leaf): boolean {
  if (GO_CONTINUING.has(text)) return false;
  return text === "++" || text === "--" || /[\p{L}\p{N}_"'`)\]}]$/u.test(text);
}

const GO_CONTINUING = new Set(
  "case chan const default defer else for func go goto if import interface map package range select struct switch type var".split(
    " ",
  ),
);

/**
 * JavaScript and TypeScript: line ends count beside the words and signs that may not be parted from their neighbour, or that are
 * plain names when they are. Elsewhere a statement ends only where it could not go on, which the tree shows.
 */
export function markScript({ white, prev, next }: Gap): string {
  if (prev === null || next === null) return "";
  const isEnded = prev.text === ";" || prev.text === "}" || next.text === "}" || white.includes("\n");
  // The grammar ends a statement here; the language does not.
  if (!isEnded && next.nesting.includes(STATEMENT_END)) return "no line end";
  if (!white.includes("\n")) return "";
  // `a < b > c` compares; with a line end behind the `>`, TypeScript takes `<b>` for type arguments.
  if (/^>+$/.test(prev.text) && prev.parent === "binary_expression") return "line end";
  // A type's brackets stand on its line, or they are none of its own.
  if (/^[[<]$/.test(next.text) && SCRIPT_TYPE_BRACKETS.has(next.parent)) return "line end";
  if (prev.kind === "type_identifier" && /^[([]$|^`/.test(next.text)) return "line end";
  if (prev.parent === "type_arguments" && prev.text === ">" && !/^[{})\],;>=|&.?:]/.test(next.text)) return "line end";
  if (next.parent === "non_null_expression" && next.text === "!") return "line end";
  const isRestricted =
    SCRIPT_BEFORE_LINE_END.has(prev.text) || (SCRIPT_AFTER_LINE_END.has(next.text) && /[\w$)\]}"'`]$/.test(prev.text));
  return isRestricted ? "line end" : "";
}

const SCRIPT_BEFORE_LINE_END = new Set(
  "++ -- return throw break continue yield async await let using of type interface abstract declare namespace module global static get set accessor readonly public private protected override enum infer unique asserts is as satisfies keyof".split(
    " ",
  ),
);
const SCRIPT_TYPE_BRACKETS = new Set(["array_type", "lookup_type", "type_arguments"]);
const SCRIPT_AFTER_LINE_END = new Set(["++", "--", "=>", "as", "satisfies", "is", "!"]);

/** Ruby: as Kotlin, and a space before a sign that has none after it turns the sign into the start of an argument. */
export function markRuby(gap: Gap): string {
  const { white, prev, next } = gap;
  const line = markLineEnd(gap, RUBY_GOES_ON);
  if (line !== "" || prev === null || next === null) return line;
  const isName = /[\p{L}\p{N}_?!]$/u.test(prev.text);
  if (isName && RUBY_AMBIGUOUS.test(next.text)) return white === "" ? "joined" : "apart";
  // `a - b` and `a -b`: the gap behind the sign decides.
  return RUBY_SIGN.test(prev.text) && white === "" ? "joined" : "";
}

/** What can start an argument, a block, a literal or a constant's path as well as stand between two operands. */
const RUBY_AMBIGUOUS = /^[[({+\-*&/%<?:!~]/;
const RUBY_SIGN = /^(?:[-+*&/%<?:!~]|\*\*|<<|::|->)$/;
const RUBY_GOES_ON: LineEndRule = {
  after: /^(?:[,([{|.=+*/%<>&^~!?:;-]|\|\||&&|&\.|==|===|!=|=~|=>|->|<=|>=|<<|>>|\*\*|[-+*/|&]=|\|\|=|&&=|::)$/,
  before: /^(?:[)\]};.]|&\.|end)$/,
};

/** Kotlin: a line end ends a statement unless the line clearly goes on. */
export function markKotlin(gap: Gap): string {
  return markLineEnd(gap, KOTLIN_GOES_ON);
}

const KOTLIN_GOES_ON: LineEndRule = {
  after: /^(?:[,([{.=+*/%<:;&|!-]|->|&&|\|\||\?:|\?\.|::|==|!=|===|!==|<=|>=|[-+*/%]=|\.\.|\.\.<)$/,
  before: /^(?:[)\]};.,]|\?\.|\?:|&&|\|\||->)$/,
};

interface LineEndRule {
  /** A line that ends in one of these goes on. */
  readonly after: RegExp;
  /** A line that starts with one of these goes on with the one before. */
  readonly before: RegExp;
}

function markLineEnd({ white, prev, next }: Gap, goesOn: LineEndRule): string {
  if (prev === null || next === null || !white.includes("\n")) return "";
  return goesOn.after.test(prev.text) || goesOn.before.test(next.text) ? "" : "line end";
}

/** PHP: white space outside of `<?php … ?>` is output. */
export function markPhp({ white, prev, next }: Gap): string {
  const isOutside = prev === null || prev.kind === "php_end_tag" || prev.kind === "text" || next?.kind === "text";
  return isOutside || next?.kind === "php_tag" ? `output ${white}` : "";
}

/** CSS: a space is a combinator or parts two values, unless it stands beside a sign that parts them anyway. */
export function cssMark({ white, prev, next }: Gap): string {
  if (white === "" || prev === null || next === null) return "";
  const isFree = CSS_PARTS.test(prev.text) || CSS_PARTS.test(next.text) || prev.text === "(" || next.text === ")";
  return isFree || (prev.text === ":" && prev.parent === "declaration") || isCombinator(prev) || isCombinator(next)
    ? ""
    : "space";
}

const CSS_PARTS = /^[{};,]$/;

function isCombinator({ text, parent }: Leaf): boolean {
  return /^[>~+]$/.test(text) && parent.endsWith("_selector");
}

export interface Gap {
  /** The text between, with each comment replaced by what it separates: a line end if it holds one, else a space. */
  readonly white: string;
  /** Null at the start of the file. */
  readonly prev: Leaf | null;
  /** Null at its end. */
  readonly next: Leaf | null;
}

/** Empty: the white space means nothing. Called for each gap in order. */
export type GapRule = (gap: Gap) => string;
