// Reads C# as tokens and comments. No parser of C# exists for this runtime; none is needed: outside of the lines of the
// preprocessor, white space and line ends only part tokens, so equal tokens are an equal program. What this lexer does not know to
// the last character, it does not read.
import { type Cut, type CutReading, type Piece, unread } from "../cut.js";
import { findConditionalDoubt } from "./conditionals.js";
import { markGap } from "./gaps.js";
import { endOfLiteral, matchAt } from "./literals.js";

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
