// Reads the code of a page: imports and exports, tags with their attributes, expressions in braces. Fenced code and code spans are
// shown, not run. Where Markdown and its dialects do not agree what a text is, the text itself counts as code.
import { readModuleBlock } from "./blocks.js";
import { readFence } from "./fences.js";
import { findExpressionEnd, readTag } from "./live.js";
import { findSpanEnd, isDoubtful, mayGoOn } from "./spans.js";

/** The code in order; null: not understood. Expects line feeds alone as line ends. */
export function readBody(text: string): readonly string[] | null {
  const code: string[] = [];
  let at = 0;
  let lineStart = -1;
  /** End of the lines up to the next blank one, and whether code spans in them can be told. */
  let chunk = { end: -1, isDoubtful: false };
  /** The line holds what may make the rest of it plain text, such as a link that is open. */
  let isTangled = false;
  let isTold = false;

  function startLine(): "line" | "block" | "fail" {
    [lineStart, isTangled, isTold] = [at, false, false];
    const line = text.slice(at, endOfLine(text, at));
    const fence = readFence(text, at, line);
    const block = fence ?? readModuleBlock(text, at, line);
    if (block === "fail") return "fail";
    if (block !== null) {
      if (block.code !== null) code.push(block.code);
      at = block.end;
      return "block";
    }
    if (at >= chunk.end) {
      const end = endOfChunk(text, at);
      chunk = { end, isDoubtful: isDoubtful(text.slice(at, end)) };
      if (chunk.isDoubtful && addDoubtful(end)) return "block";
    }
    if (COUNTS.test(line)) code.push(`line ${line}`);
    return "line";
  }

  /** The lines count as they are. True when nothing in them can reach beyond, so that they are done. */
  function addDoubtful(end: number): boolean {
    const lines = text.slice(at, end);
    if (/[{<]|^(?:import|export)\b/m.test(lines) || COUNTS.test(lines)) code.push(`lines ${lines}`);
    if (mayGoOn(lines)) return false;
    at = end;
    return true;
  }

  function addLive(end: number): void {
    if (isTangled && !isTold) {
      code.push(`line ${text.slice(lineStart, endOfLine(text, lineStart))}`);
      isTold = true;
    }
    code.push(`${isIndented(text, lineStart) ? "indented " : ""}${text.slice(at, end)}`);
    at = end;
  }

  while (at < text.length) {
    if ((at === 0 || text[at - 1] === "\n") && lineStart !== at) {
      const kind = startLine();
      if (kind === "fail") return null;
      if (kind === "block") continue;
    }
    const char = text[at] ?? "";
    if (char === "{") {
      const end = findExpressionEnd(text, at);
      if (end === null) return null;
      addLive(end);
    } else if (char === "<") {
      const end = readTag(text, at);
      if (end === null) return null;
      addLive(end);
    } else if (char === "}") {
      return null;
    } else if (char === "`") {
      at = findSpanEnd(text, at, !chunk.isDoubtful);
    } else if (char === "\\") {
      isTangled = true;
      at += text[at + 1] === "\n" ? 1 : 2;
    } else {
      const link = char === "]" ? linkLength(text, at) : 0;
      if (link === null) isTangled = true;
      at += link === null || link === 0 ? 1 : link;
    }
  }
  return code;
}

/** Lines of plain text that do something all the same: links that run, directives that become components, includes. */
const COUNTS =
  /script\s{0,9}:|\bdata:|&(?:#|colon|tab|newline)|^[ \t]*(?::{1,9}[a-z:]|!include|@import|@include|--8<|\[\[)|%%/im;

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}

/** Offset of the line end before the next blank line or fence, or of the end. */
function endOfChunk(text: string, at: number): number {
  CHUNK_END.lastIndex = at;
  return CHUNK_END.exec(text)?.index ?? text.length;
}

const CHUNK_END = /\n(?=[ \t]*(?:\n|$|`{3}|~{3}))/g;

/** 0: no link ends its text here. Null: one whose target may hold what looks like code. */
function linkLength(text: string, at: number): number | null {
  if (!/[(:]/.test(text[at + 1] ?? "")) return 0;
  LINK.lastIndex = at;
  return LINK.exec(text)?.[0].length ?? null;
}

const LINK = /\]\([^()\s{}<>`\\]*(?:[ \t]"[^"\n{}<>`\\]*")?\)/y;

/** Four columns make a text an example in some dialects. */
function isIndented(text: string, lineStart: number): boolean {
  return /^(?: {4}| {0,3}\t)/.test(text.slice(lineStart, lineStart + 4));
}
