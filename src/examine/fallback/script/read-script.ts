// Reads JavaScript and TypeScript with Babel's parser: its tokens, its comments, and its tree, which knows where line ends count.
import { type CutReading, type Piece, type Token, unread } from "../cut.js";
import { jsxMeaning } from "./jsx-text.js";
import { markLineEnd } from "./line-ends.js";
import { parseScript, type ScriptToken } from "./parse-script.js";
import { readTree } from "./read-tree.js";

/** Throws nothing but what an exhausted memory throws. */
export function readScript(path: string, text: string): CutReading {
  const script = parseScript(path, text);
  if (script === null) return unread("neither of two parsers can read it");
  const { tree, blanks } = readTree(script.program);
  const pieces: Piece[] = [];
  let prev: Token = { text: "", end: 0 };
  for (const token of script.tokens) {
    const piece = pieceOf(token, text, blanks);
    if (piece === null) continue;
    const own = text.slice(piece.start, piece.end);
    const doubt = doubtAbout(prev, piece, own);
    if (doubt !== null) return unread(doubt);
    if (piece.kind === "token") prev = { text: own, end: piece.end };
    pieces.push(piece);
  }
  return { status: "read", cut: { pieces, markOf: markLineEnd, tree } };
}

/** Null: it holds no character that counts. */
function pieceOf({ kind, start, end }: ScriptToken, text: string, blanks: ReadonlySet<number>): Piece | null {
  if (start === end) return null;
  if (kind.startsWith("Comment")) return { kind: "comment", start, end };
  if (blanks.has(start)) return { kind: "blank", start, end };
  if (kind !== "jsxText") return { kind: "token", start, end };
  const meaning = jsxMeaning(text.slice(start, end));
  return meaning === "" ? null : { kind: "token", start, end, meaning };
}

/** Where compilers do not agree on what is a comment or a token. */
function doubtAbout(prev: Token, { kind, start, meaning }: Piece, own: string): string | null {
  if (kind === "comment" && !/^\/[/*]/.test(own)) return "it holds comments of HTML, which are code in a module";
  // `-->` and `<!--` are operators in a module, and start a comment in a script.
  const isHtml = (prev.text === "--" && own.startsWith(">")) || (prev.text === "!" && own === "--");
  if (isHtml && prev.end === start) return "it holds signs of HTML comments";
  // `a<b> / c /`: compilers do not agree on whether that divides.
  if (kind === "token" && meaning === undefined && own.startsWith("/") && /^>+$/.test(prev.text)) {
    return "it holds a slash behind a closing angle";
  }
  return null;
}
