// Reads C# as tokens and comments. No parser of C# exists for this runtime; none is needed: outside of the lines of the
// preprocessor, white space and line ends only part tokens, so equal tokens are an equal program. What this lexer does not know to
// the last character, it does not read.

import { endOfLiteral, matchAt } from "./csharp-literals.js";
import { type Cut, type CutReading, type Piece, type Token, unread } from "./cut.js";

export function readCSharp(text: string): CutReading {
  const pieces: Piece[] = [];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  for (let isLineStart = true; ; ) {
    const gap = skipWhite(text, at);
    isLineStart ||= gap.hasLineEnd;
    at = gap.end;
    if (at === text.length) break;
    const piece = isLineStart && text[at] === "#" ? directiveAt(text, at) : pieceAt(text, at);
    if (piece === null) return unread("it cannot be cut into tokens of C# without doubt");
    isLineStart = false;
    pieces.push(piece);
    at = piece.end;
  }
  const doubt = findConditionalDoubt(pieces, text);
  if (doubt !== null) return unread(doubt);
  const cut: Cut = { pieces, markOf: markGap, tree: null };
  return { status: "read", cut };
}

function skipWhite(text: string, from: number): { readonly end: number; readonly hasLineEnd: boolean } {
  let end = from;
  while (end < text.length && " \t\r\n".includes(text.charAt(end))) end++;
  return { end, hasLineEnd: text.slice(from, end).includes("\n") };
}

/** A line of the preprocessor, `#!` or `#:` is one token. Behind a comment on the same line it would be an error. */
function directiveAt(text: string, start: number): Piece {
  const line = matchAt(/[^\r\n]*/y, text, start) ?? "#";
  return { kind: "token", start, end: start + line.length, meaning: line.trimEnd() };
}

/** Null: nothing that C# knows starts there. */
function pieceAt(text: string, start: number): Piece | null {
  if (text.startsWith("//", start)) return pieceOf("comment", start, matchAt(/[^\r\n]*/y, text, start)?.length);
  if (text.startsWith("/*", start)) {
    const close = text.indexOf("*/", start + 2);
    return close === -1 ? null : { kind: "comment", start, end: close + 2 };
  }
  const literal = endOfLiteral(text, start);
  if (literal !== null) return literal === "unread" ? null : { kind: "token", start, end: literal };
  const token = TOKENS.map((pattern) => matchAt(pattern, text, start)).find((found) => found !== null);
  // `<%` and `%>` are no C#, but a template that makes some.
  if (token === undefined || /<%|%>/.test(token)) return null;
  return pieceOf("token", start, untilComment(token));
}

const TOKENS: readonly RegExp[] = [
  // A name, also one with signs that C# leaves out of it: those count as they stand.
  /@?[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}\p{Cf}]*/uy,
  // A number, and whatever letters stand on it: the compiler takes no more and may refuse it.
  /0[xXbB]\w*/y,
  /(?:\.\d|\d)(?:[eE][-+]\d|\.\d|\w)*/y,
  /[()[\]{},;]/y,
  // Operators as one run: longer than any of the compiler's tokens, so no two of those can change places unseen.
  /[-+*/%&|^!~=<>?:.]+/y,
];

/** A comment may start right behind an operator. */
function untilComment(operators: string): number {
  if (!/^[^\w@]/.test(operators)) return operators.length;
  const comment = operators.search(/\/[/*]/);
  return comment === -1 ? operators.length : comment;
}

function pieceOf(kind: Piece["kind"], start: number, length: number | undefined): Piece | null {
  return length === undefined || length === 0 ? null : { kind, start, end: start + length };
}

/**
 * Why the cut is not believed; null when nothing speaks against it. Lines between `#if` and `#endif` may be no code at all: the compiler
 * looks there for nothing but the next line that starts with `#`. They are read as code nevertheless, which is sound as long as both
 * ways find the same lines of the preprocessor.
 */
function findConditionalDoubt(pieces: readonly Piece[], text: string): string | null {
  // For each `#if` around: which of its branches is this?
  const branches: number[] = [];
  /** How many of them are not the first. */
  let others = 0;
  const brackets: string[] = [];
  for (const { kind, start, end } of pieces) {
    const own = text.slice(start, end);
    const directive = kind === "token" && own.startsWith("#") ? nameOf(own) : null;
    if (directive === "if") branches.push(0);
    else if (directive !== null && BRANCHING.has(directive)) {
      const branch = branches.pop();
      if (branch === undefined) return "its conditional sections do not close";
      if (branch > 0) others--;
      if (directive !== "endif") {
        branches.push(branch + 1);
        others++;
      }
    }
    // A literal or comment that holds a line of the preprocessor when the section is code, and none when it is not.
    if (branches.length > 0 && /\n[ \t\r]*#/.test(own))
      return "a text in a conditional section holds a line that starts with #";
    if (kind === "token" && others === 0 && !nests(own, brackets)) return "its brackets do not match";
  }
  if (branches.length > 0) return "its conditional sections do not close";
  return brackets.length === 0 ? null : "its brackets do not match";
}

const BRANCHING = new Set(["elif", "else", "endif"]);

function nameOf(directive: string): string {
  return /^#[ \t]*([A-Za-z]*)/.exec(directive)?.[1] ?? "";
}

const PAIRS: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
const CLOSING = new Set(PAIRS.values());

/** Brackets that match are a sign that the text is a program at all, and no template that makes one. */
function nests(token: string, brackets: string[]): boolean {
  const closing = PAIRS.get(token);
  if (closing !== undefined) brackets.push(closing);
  return !CLOSING.has(token) || brackets.pop() === token;
}

/**
 * Whether two tokens touch: `> >` and `>>` differ, `a.b` and `a . b` do not. Empty, so that it says nothing, only where no token of C#
 * could run over the place.
 */
function markGap(prev: Token | null, gap: string, next: Token): string {
  if (prev === null || gap !== "") return "";
  if (PARTS.test(prev.text) || PARTS.test(next.text)) return "";
  const [isWord, isNextWord] = [WORD.test(prev.text), WORD.test(next.text)];
  return isWord !== isNextWord && (isOperator(prev) || isOperator(next)) ? "" : "joined ";
}

/** Brackets and separators are tokens of one character, and part of no other. */
const PARTS = /^[()[\]{},;]$/;
/** Numbers are none: a point on them may be theirs. */
const WORD = /^@?[\p{L}\p{Nl}_]/u;

function isOperator({ text }: Token): boolean {
  return /^[-+*/%&|^!~=<>?:.]/.test(text) && !/\d/.test(text);
}
