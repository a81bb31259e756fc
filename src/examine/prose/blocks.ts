// Blocks of a page that are JavaScript: lines that import or export, up to the blank line where the code is complete.

export interface Block {
  /** What of it counts; null: it is only shown. */
  readonly code: string | null;
  /** Offset behind it. */
  readonly end: number;
}

/** Null: none starts here. `fail`: one that is not understood. */
export function readModuleBlock(text: string, start: number, line: string): Block | "fail" | null {
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
