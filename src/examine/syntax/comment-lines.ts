// Lines that hold nothing but comments that steer nothing.
import type { SortedComments } from "./comments/directives.js";
import { linesOf } from "./line-table.js";
import type { Program, Separator } from "./read-program.js";

/** 1-based, ascending. */
export function commentLinesOf(text: string, program: Program, sorted: SortedComments): readonly number[] {
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
