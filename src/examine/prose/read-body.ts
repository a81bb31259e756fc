// Reads the code of a page: imports and exports, tags with their attributes, expressions in braces. Fenced code and code spans are
// shown, not run. Where Markdown and its dialects do not agree what a text is, the text itself counts as code.
import { findExpressionEnd, readTag } from "./live.js";

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

/** Fenced code is shown, unless its info string says that it runs. Null: none starts here. `fail`: one whose end is in doubt. */
function readFence(text: string, start: number, line: string): Block | "fail" | null {
  // Within a list's first line or a quotation, a fence may end with what is around it.
  if (/^[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])/.test(line) && /`{3}|~{3}/.test(line)) return "fail";
  const [, indent = "", sign = "", info = ""] = /^([ \t]*)(`{3,}|~{3,})([^\n]*)$/.exec(line) ?? [];
  if (sign === "" || (sign[0] === "`" && info.includes("`"))) return null;
  let at = start + line.length + 1;
  while (at < text.length) {
    const end = text.indexOf("\n", at) === -1 ? text.length : text.indexOf("\n", at);
    const content = text.slice(at, end);
    // Less indented, it may stand outside of the list that holds the fence.
    if (content.trim() !== "" && !content.startsWith(indent)) return "fail";
    if (isClosing(content.slice(indent.length), sign)) {
      return { code: RUNS.test(info) ? text.slice(start, end) : null, end };
    }
    at = end + 1;
  }
  return "fail";
}

function isClosing(content: string, sign: string): boolean {
  const closing = content.trim();
  if (closing.length < sign.length || closing !== (sign[0] ?? "").repeat(closing.length)) return false;
  return /^ {0,3}\S/.test(content);
}

/** Words of plug-ins that run, render, load or replace the code; braces that open with a name are those of Quarto and R. */
const RUNS =
  /\b(?:live|exec|execute|eval|run|runnable|render|play|playground|sandbox|sandpack|preview|demo|editable|repl|interactive|file|src|source|snippet|import|include|embed|mdx-code-block|mdx|twoslash|mermaid|vega|chart|html|svg|raw|test|doctest|stackblitz|codesandbox|codegroup)\b|\{[ \t]*[a-z.=]|^[ \t]*\{/i;

interface Block {
  /** What of it counts; null: it is only shown. */
  readonly code: string | null;
  /** Offset behind it. */
  readonly end: number;
}

/** Lines that import or export, up to the blank line where the code is complete. Null: none starts here. `fail`: not understood. */
function readModuleBlock(text: string, start: number, line: string): Block | "fail" | null {
  if (!/^(?:import|export)\b/.test(line)) return null;
  let end = start;
  // In the middle of a paragraph these are words: the line before tells.
  const before = start === 0 ? "" : text.slice(text.lastIndexOf("\n", start - 2) + 1, start - 1);
  for (let lines = 0; lines < MAX_LINES; lines++) {
    end = endOfParagraph(text, end);
    const block = text.slice(start, end);
    if (isComplete(block)) return { code: `module ${before.trim()}\n${block}`, end };
    if (end >= text.length) return "fail";
    end++;
  }
  return "fail";
}

/** Blank lines within one block. Chosen: each makes the block be looked at once more. */
const MAX_LINES = 50;

function endOfParagraph(text: string, at: number): number {
  BLANK_LINE.lastIndex = at;
  return BLANK_LINE.exec(text)?.index ?? text.length;
}

const BLANK_LINE = /\n[ \t]*(?=\n|$)/g;

/** Counted without a look at strings: what is wrongly open only makes the block longer. */
function isComplete(block: string): boolean {
  const count = (sign: string) => block.split(sign).length;
  const isClosed = count("{") === count("}") && count("(") === count(")") && count("[") === count("]");
  return isClosed && count("`") % 2 === 1 && count("/*") === count("*/") && /[\w;)}\]'"`>]\s*$/.test(block);
}

/**
 * Code spans are text between runs of as many backticks. Within one line they are told by every reader in the same way; beyond, headings,
 * lists and tables decide. Offset behind the span, or behind the backticks where they are plain text.
 */
function findSpanEnd(text: string, start: number, hides: boolean): number {
  const run = runAt(text, start);
  if (!hides) return start + run;
  const end = findRun(text, start + run, run);
  return end === null ? start + run : end + run;
}

/** Could code that starts in these lines go on behind a blank one? Only what starts a line does. */
function mayGoOn(lines: string): boolean {
  return /^[ \t>*+\-\d.)]*[{<]/m.test(lines);
}

/** True: what is code in these lines, and what is text, is in doubt. */
function isDoubtful(lines: string): boolean {
  // A link's target on the next line is no code, though it may look like some.
  if (/\](?:\(|:)[ \t]*\n/.test(lines) || lines.includes("\\`") || lines.includes("$")) return true;
  return lines.includes("`") && lines.split("\n").some(hasOpenSpan);
}

function hasOpenSpan(line: string): boolean {
  for (let at = line.indexOf("`"); at !== -1; at = line.indexOf("`", at)) {
    const run = runAt(line, at);
    const end = findRun(line, at + run, run);
    if (end === null) return true;
    // In a table the cell ends there, and the span with it.
    if (line.slice(at, end).includes("|")) return true;
    at = end + run;
  }
  return false;
}

function runAt(text: string, start: number): number {
  let end = start;
  while (text[end] === "`") end++;
  return end - start;
}

/** Offset of the next run of exactly this length on the line. */
function findRun(text: string, from: number, length: number): number | null {
  for (let at = from; at < text.length && text[at] !== "\n"; ) {
    if (text[at] !== "`") at++;
    else {
      const run = runAt(text, at);
      if (run === length) return at;
      at += run;
    }
  }
  return null;
}
