// Line ends beside and within types. The compiler ends a statement there by rules of its own, which our grammar does not know in full.
import type { Leaf } from "../syntax/read-program.js";
import type { Erasure } from "./erasures.js";
import type { Parsed } from "./parsed.js";

/** True: a compiler may see the end of a statement where we see none, or none where we see one. `kept`: the leaves that are no types. */
export function hasUnsoundEnd({ program, text }: Parsed, erasures: readonly Erasure[], kept: readonly Leaf[]): boolean {
  return joinsLines(kept, erasures, text) || endsWithin(program.leaves, erasures, text);
}

/** A type is gone between two tokens on different lines: may the second go on where the first ended, or the reverse? */
function joinsLines(kept: readonly Leaf[], erasures: readonly Erasure[], text: string): boolean {
  let at = 0;
  for (const { start, end, isWhole } of erasures) {
    while ((kept[at]?.start ?? Number.POSITIVE_INFINITY) < start) at++;
    const [prev, next] = [kept[at - 1], kept[at]];
    const around = text.slice(prev?.end ?? 0, start) + text.slice(end, next?.start ?? text.length);
    if (!around.includes("\n")) continue;
    if (prev !== undefined && HOLDS_LINE.has(prev.text) && !isWhole) return true;
    const isParted = prev === undefined || prev.text === ";" || (isWhole && prev.text === "{");
    if (next !== undefined && MAY_GO_ON.test(next.text) && !isParted) return true;
  }
  return false;
}

/** Words that a line end parts from what follows, or that are names at a line's end. */
const HOLDS_LINE = new Set(
  "return throw break continue yield async await static get set accessor readonly public private protected override abstract declare let using of".split(
    " ",
  ),
);

/** What can start a statement and go on with one. */
const MAY_GO_ON = /^(?:[([`+\-/<*]|=>|in$|instanceof$|as$|satisfies$|is$|\.\.\.)/;

/** Within a type and outside of its brackets, a line may end only where the type clearly goes on. */
function endsWithin(leaves: readonly Leaf[], erasures: readonly Erasure[], text: string): boolean {
  let at = 0;
  for (const { start, end } of erasures) {
    while ((leaves[at]?.start ?? Number.POSITIVE_INFINITY) < start) at++;
    let depth = 0;
    for (let prev: Leaf | undefined; (leaves[at]?.start ?? end) < end; prev = leaves[at++]) {
      const leaf = leaves[at];
      if (leaf === undefined) break;
      if (/^[)\]}>]$/.test(leaf.text)) depth--;
      const isNewLine = prev !== undefined && depth === 0 && text.slice(prev.end, leaf.start).includes("\n");
      if (isNewLine && prev !== undefined && !ASKS_FOR_MORE.test(prev.text) && !GOES_ON.test(leaf.text)) return true;
      if (/^[([{<]$/.test(leaf.text)) depth++;
    }
  }
  return false;
}

const ASKS_FOR_MORE = /^(?:[=|&:?,.]|=>|extends|implements|from|keyof|typeof|infer|readonly)$/;
const GOES_ON = /^(?:[|&=?:.,;)\]}>]|=>|extends|implements|from)$/;
