// Python's lines and blocks by the rule of its tokenizer, beside what the grammar makes of them: the grammar forgives indentation
// that Python refuses.
import type { Gap, GapRule } from "./gap.js";

export function markPythonLines(): GapRule {
  const blocks: string[] = [""];
  let brackets = 0;
  return ({ white, prev, next }: Gap) => {
    if (prev !== null && /^[([{]$/.test(prev.text)) brackets++;
    if (prev !== null && /^[)\]}]$/.test(prev.text)) brackets--;
    const lineEnd = white.lastIndexOf("\n");
    if (next === null || brackets > 0 || (prev !== null && lineEnd === -1)) return "";
    const indentation = white.slice(lineEnd + 1);
    const isBlockStart = prev?.text === ":";
    if (
      isBlockStart &&
      indentation.length > (blocks.at(-1)?.length ?? 0) &&
      indentation.startsWith(blocks.at(-1) ?? "")
    ) {
      blocks.push(indentation);
      return "block";
    }
    const ended = endedBlocks(blocks, indentation);
    if (ended === null || isBlockStart) return `misplaced ${indentation}`;
    blocks.length -= ended;
    return prev === null ? "" : `line ${ended}`;
  };
}

/** How many blocks end at a line of this indentation; null when none starts there. */
function endedBlocks(blocks: readonly string[], indentation: string): number | null {
  const index = blocks.lastIndexOf(indentation);
  return index === -1 ? null : blocks.length - 1 - index;
}
