// A program as a list of parts that are equal exactly when the programs are the same: tokens with the nodes around them, white
// space where it means something, and directive comments with their place.
import type { Equivalence } from "../../core/facts/examination.js";
import { type CommentedText, type Directive, type SortedComments, sortComments } from "./comments/directives.js";
import { gapRuleOf } from "./gap-marks.js";
import { GO_SEMICOLON } from "./gap-rules.js";
import type { LanguageId } from "./languages.js";
import { type LineTable, linesOf } from "./line-table.js";
import { findQuotedRegions } from "./quoted-regions.js";
import type { Leaf, Program, Separator } from "./read-program.js";
import { isOptional, spelled } from "./spelling.js";

export interface ComparedProgram {
  readonly parts: readonly string[];
  /** Where each part stands: an offset in UTF-16 units. */
  readonly offsets: readonly number[];
  /** Lines that hold nothing but comments that steer nothing: 1-based, ascending. */
  readonly commentLines: readonly number[];
}

export function compareParts(language: LanguageId, program: Program, text: string): ComparedProgram {
  const { leaves, closing } = program;
  const regions = findQuotedRegions(language, text);
  const source = { language, text, regions };
  const comments = sortComments(program, source);
  const table = linesOf(text);
  const directives = placed(comments.directives, leaves, table);
  const gapRule = gapRuleOf(language);
  const gaps = gapReader(program, source);
  const parts: string[] = [text.startsWith("\uFEFF") ? "byte order mark" : ""];
  const offsets: number[] = [0];
  let nesting = "";

  function add(part: string, offset: number): void {
    parts.push(part);
    offsets.push(offset);
  }

  let gap = gaps(0);
  for (let index = 0; index <= leaves.length; index++) {
    const [prev, leaf] = [leaves[index - 1] ?? null, leaves[index] ?? null];
    const mark = gap.isQuoted ? `quoted ${gap.white}` : gapRule({ white: gap.white, prev, next: leaf });
    if (mark !== "") add(mark, leaf?.start ?? text.length);
    for (const directive of directives.get(index) ?? []) add(directive.part, directive.offset);
    if (leaf === null) break;
    gap = gaps(index + 1);
    const next = leaves[index + 1] ?? null;
    nesting += leaf.nesting;
    if (language === "go" && leaf.text === ";") {
      if (next !== null && !/^[)}]$/.test(next.text)) add(GO_SEMICOLON, leaf.start);
      continue;
    }
    if (isOptional(language, { prev, leaf, next, isLineEnd: gap.white.includes("\n") })) continue;
    add(`${nesting}${leaf.kind} ${spelled(language, leaf)}`, leaf.start);
    nesting = "";
  }
  add(nesting + closing, text.length);
  return { parts, offsets, commentLines: commentLinesOf(text, program, comments) };
}

/** `text`: that of the second program. */
export function equivalenceOf(before: ComparedProgram, after: ComparedProgram, text: string): Equivalence {
  const length = Math.max(before.parts.length, after.parts.length);
  for (let index = 0; index < length; index++) {
    if (before.parts[index] === after.parts[index]) continue;
    const line = linesOf(text).lineOf(after.offsets[index] ?? after.offsets.at(-1) ?? 0);
    return { status: "different", reason: `the program differs from line ${line} on` };
  }
  return { status: "same", by: "syntax", reason: "the same program but for comments and white space" };
}

/** Reads the gap before each leaf, in order: what parts leaves is replaced by the white space that it stands for. */
function gapReader({ leaves, separators }: Program, { language, text, regions }: CommentedText) {
  let separator = 0;
  let region = 0;
  return (index: number): { readonly white: string; readonly isQuoted: boolean } => {
    let at = leaves[index - 1]?.end ?? (text.startsWith("\uFEFF") ? 1 : 0);
    const end = leaves[index]?.start ?? text.length;
    while ((regions[region]?.end ?? Number.POSITIVE_INFINITY) <= at) region++;
    const isQuoted = (regions[region]?.start ?? Number.POSITIVE_INFINITY) < end && at < end;
    if ((separators[separator]?.start ?? end) >= end) return { white: text.slice(at, end), isQuoted };
    const pieces: string[] = [];
    for (let next = separators[separator]; next !== undefined && next.start < end; next = separators[++separator]) {
      if (next.start < at) continue;
      pieces.push(text.slice(at, next.start), whiteOf(language, text.slice(next.start, next.end)));
      at = next.end;
    }
    pieces.push(text.slice(at, end));
    return { white: pieces.join(""), isQuoted };
  };
}

/** Their compilers look for line ends between comments, and not inside of them. */
const BLIND_TO_LINES_OF_COMMENTS: ReadonlySet<LanguageId> = new Set(["kotlin", "powershell"]);

/** A comment with a line end in it ends a line, but for some languages; a backslash before one does not. */
function whiteOf(language: LanguageId, separator: string): string {
  if (BLIND_TO_LINES_OF_COMMENTS.has(language)) return " ";
  return separator.includes("\n") && !separator.startsWith("\\") ? "\n" : " ";
}

/** Directives by the number of leaves before them. */
function placed(
  directives: readonly Directive[],
  leaves: readonly Leaf[],
  { lineOf }: LineTable,
): ReadonlyMap<number, readonly { readonly part: string; readonly offset: number }[]> {
  const found = new Map<number, { readonly part: string; readonly offset: number }[]>();
  for (const directive of directives) {
    const { text, comment } = directive;
    const entry = { part: `comment ${placeOf(directive, leaves, lineOf)} ${text}`, offset: comment.start };
    const known = found.get(comment.leavesBefore);
    if (known === undefined) found.set(comment.leavesBefore, [entry]);
    else known.push(entry);
  }
  return found;
}

/** Some directives hold for their own line or the next, and some only in the first two lines of a file. */
function placeOf(
  { text, comment, isForFile }: Directive,
  leaves: readonly Leaf[],
  lineOf: (offset: number) => number,
): string {
  const { start, end, leavesBefore } = comment;
  const [prev, next] = [leaves[leavesBefore - 1], leaves[leavesBefore]];
  const isBehindCode = prev !== undefined && lineOf(prev.end) === lineOf(start);
  const toCode = next === undefined || isForFile ? 0 : Math.min(2, lineOf(next.start) - lineOf(end));
  const inFile = /coding[:=]|-\*-|^#!/.test(text) ? Math.min(3, lineOf(start)) : 0;
  return `${isBehindCode ? "behind" : "alone"} ${toCode} ${inFile}`;
}

/** 1-based, ascending. */
function commentLinesOf(text: string, program: Program, sorted: SortedComments): readonly number[] {
  const table = linesOf(text);
  const found = new Set<number>();
  for (const { start, end } of wholeLines(text, proseOf(program, sorted))) {
    const last = table.lineOf(end - 1);
    for (let line = table.lineOf(start); line <= last; line++) found.add(line);
  }
  return [...found].sort((one, other) => one - other);
}

/** What parts two leaves, holds a comment, and holds none that steers something. */
function proseOf({ separators, comments }: Program, { directives }: SortedComments): readonly Separator[] {
  const steering = new Set(directives.map(({ comment }) => comment.start));
  let index = 0;
  return separators.filter(({ start, end }) => {
    let [prose, other] = [0, 0];
    for (; (comments[index]?.start ?? end) < end; index++) {
      const at = comments[index]?.start ?? start;
      if (at < start || steering.has(at)) other++;
      else prose++;
    }
    return prose > 0 && other === 0;
  });
}

/** Comments with nothing but white space beside them; neighbours on one line count as one. */
function wholeLines(text: string, separators: readonly Separator[]): readonly Separator[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of separators) {
    const last = joined.at(-1);
    if (last !== undefined && isBlank(text, last.end, start)) last.end = end;
    else joined.push({ start, end });
  }
  return joined.filter(({ start, end }) => isLineStart(text, start) && isLineEnd(text, end));
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text[at] !== " " && text[at] !== "\t") return false;
  return true;
}

function isLineStart(text: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && (text[at] === " " || text[at] === "\t")) at--;
  return at < 0 || text[at] === "\n";
}

function isLineEnd(text: string, offset: number): boolean {
  let at = offset;
  while (at < text.length && (text[at] === " " || text[at] === "\t" || text[at] === "\r")) at++;
  return at >= text.length || text[at] === "\n";
}
