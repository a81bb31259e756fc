// Does a diff lead from one text to another? Texts come from elsewhere than the hunks (another call, a folder), and a proof
// about texts that are not those of the diff would prove nothing about the change.
import type { Hunk } from "../facts/facts.js";

/** True when applying `hunks` to `before` gives exactly `after`. Of an empty file git tells no lines at all. */
export function fitsTexts(hunks: readonly Hunk[], before: string, after: string): boolean {
  const applied = apply(hunks, linesOf(before), !before.endsWith("\n"));
  if (applied === null) return false;
  const { lines, endsOpen } = applied;
  return lines.length === 0 ? after === "" : `${lines.join("\n")}${endsOpen ? "" : "\n"}` === after;
}

interface Applied {
  readonly lines: readonly string[];
  /** The last line has no line end. */
  readonly endsOpen: boolean;
}

function apply(hunks: readonly Hunk[], old: readonly string[], oldEndsOpen: boolean): Applied | null {
  const lines: string[] = [];
  let at = 0;
  let endsOpen: boolean | null = null;
  for (const hunk of hunks) {
    const start = startOf(hunk);
    if (start < at || start > old.length) return null;
    for (; at < start; at += 1) lines.push(old[at] ?? "");
    for (const line of hunk.lines) {
      if (line.kind !== "added") {
        const isOpen = oldEndsOpen && at === old.length - 1;
        if (line.text !== old[at] || (line.noNewline === true) !== isOpen) return null;
        at += 1;
      }
      if (line.kind === "removed") continue;
      if (endsOpen === true) return null;
      lines.push(line.text);
      endsOpen = line.noNewline === true;
    }
    if (endsOpen === true && at < old.length) return null;
  }
  const hasRest = at < old.length;
  for (; at < old.length; at += 1) lines.push(old[at] ?? "");
  return { lines, endsOpen: hasRest || endsOpen === null ? oldEndsOpen : endsOpen };
}

/** Lines before the hunk. A hunk without old lines names the line that it follows. */
function startOf({ oldStart, lines }: Hunk): number {
  return lines.some(({ kind }) => kind !== "added") ? oldStart - 1 : oldStart;
}

/** Lines without their ends; a text that ends with a line end has no empty last line. */
function linesOf(text: string): readonly string[] {
  if (text === "") return [];
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
