// A program as a list of parts that are equal exactly when the programs are the same: tokens with the nodes around them, white
// space where it means something, and directive comments with their place.
import { commentLinesOf } from "./comment-lines.js";
import { type Directive, sortComments } from "./comments/directives.js";
import { gapRuleOf } from "./gap-marks.js";
import { GO_SEMICOLON } from "./gap-rules.js";
import type { LanguageId } from "./languages.js";
import { type LineTable, linesOf } from "./line-table.js";
import { findQuotedRegions, type Region } from "./quoted-regions.js";
import type { Leaf, Program } from "./read-program.js";
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
  const comments = sortComments(language, program, text, regions);
  const table = linesOf(text);
  const directives = placed(comments.directives, leaves, table);
  const gapRule = gapRuleOf(language);
  const gaps = gapReader(language, program, text, regions);
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

/** Reads the gap before each leaf, in order: what parts leaves is replaced by the white space that it stands for. */
function gapReader(language: LanguageId, { leaves, separators }: Program, text: string, regions: readonly Region[]) {
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
