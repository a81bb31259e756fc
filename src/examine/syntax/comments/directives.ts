// Sorts a file's comments into those that steer something, which are code, and those that are for people only.

import type { LanguageId } from "../languages.js";
import { linesOf } from "../line-table.js";
import type { Region } from "../quoted-regions.js";
import type { Comment, Program } from "../read-program.js";
import type { DirectivePattern } from "./directive-pattern.js";
import { docReadersOf, readDocComment } from "./doc-comments.js";
import { DIRECTIVES } from "./patterns.js";
import { isSoundComment } from "./sound-comment.js";

export interface SortedComments {
  readonly directives: readonly Directive[];
  readonly harmless: readonly Comment[];
}

export interface Directive {
  /** What of it is compared. */
  readonly text: string;
  readonly comment: Comment;
  /** It holds for the whole file, so its distance to the next token means nothing. */
  readonly isForFile: boolean;
}

export function sortComments(
  language: LanguageId,
  { comments, leaves }: Program,
  text: string,
  regions: readonly Region[],
): SortedComments {
  const readers = docReadersOf(language, text, comments);
  const cgoEnd =
    language === "go"
      ? leaves.findLastIndex((leaf) => /^["`]C["`]$/.test(leaf.text) && leaf.parent === "import_spec")
      : -1;
  const lines = linesOf(text);
  const directives: Directive[] = [];
  const harmless: Comment[] = [];
  let reach = null as Reaching | null;
  for (const comment of comments) {
    const isReached: boolean = reach !== null && reaches(reach.to, reach.comment, comment, lines.lineOf);
    // Nothing is prose before `import "C"`: what stands right above it is compiled.
    const isCode = isReached || comment.leavesBefore <= cgoEnd || !isSoundComment(language, comment, text, regions);
    const found = patternsOf(language, comment.text);
    const to: Reach | undefined = found.find((pattern) => pattern.reach !== undefined)?.reach;
    const isForFile: boolean = isReached ? reach?.isForFile === true : found.length > 0 && found.every(holdsForFile);
    if (to !== undefined || isReached) reach = { to: to ?? reach?.to ?? "group", comment, isForFile };
    const steering = isCode || found.length > 0 ? comment.text : readDocComment(language, comment, readers);
    if (steering === null) harmless.push(comment);
    else directives.push({ text: isCode ? steering : withoutIndentation(steering), comment, isForFile });
  }
  return { directives, harmless };
}

type Reach = NonNullable<DirectivePattern["reach"]>;

interface Reaching {
  readonly to: Reach;
  /** The last comment that it reached. */
  readonly comment: Comment;
  readonly isForFile: boolean;
}

function patternsOf(language: LanguageId, comment: string): readonly DirectivePattern[] {
  return DIRECTIVES.filter(
    ({ only, pattern }) => (only === undefined || only.includes(language)) && pattern.test(comment),
  );
}

function holdsForFile({ isForFile }: DirectivePattern): boolean {
  return isForFile === true;
}

function reaches(to: Reach, from: Comment, comment: Comment, lineOf: (offset: number) => number): boolean {
  if (from.leavesBefore !== comment.leavesBefore) return false;
  return to === "to-code" || lineOf(comment.start) <= lineOf(from.end) + 1;
}

/** The stars of a block comment move with the code around it. */
function withoutIndentation(comment: string): string {
  return comment
    .split("\n")
    .map((line, index) => (index > 0 && /^[ \t]*\*/.test(line) ? line.trimStart() : line).trimEnd())
    .join("\n");
}
