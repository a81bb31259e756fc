// Nodes in which text and code take turns: template strings, where every character of the text counts, and JSX elements, where
// the compiler trims it line by line.

export interface TextRuns {
  /** Kinds of children that are text; every other child is code. */
  readonly text: ReadonlySet<string>;
  /** What of a text between two pieces of code remains in the program. */
  readonly meaning: (raw: string) => string;
}

const JSX: TextRuns = { text: new Set(["jsx_text", "html_character_reference"]), meaning: jsxMeaning };

/** By the kind of the node that holds the turns. Of a template's children only substitutions are code. */
export const TEXT_RUNS: ReadonlyMap<string, TextRuns> = new Map([
  ["template_string", { text: new Set(["`", "string_fragment", "escape_sequence"]), meaning: (raw: string) => raw }],
  ["jsx_element", JSX],
  ["jsx_fragment", JSX],
]);

/**
 * As React's JSX, Babel and TypeScript do: lines are trimmed where they meet a line end, empty ones vanish, the others are joined
 * by one space. A run of spaces inside a line stays.
 */
function jsxMeaning(raw: string): string {
  const lines = raw.split(/\r?\n/);
  if (lines.length === 1) return raw;
  return lines
    .map((line, index) => {
      const start = index === 0 ? line : trimStart(line);
      return index === lines.length - 1 ? start : trimEnd(start);
    })
    .filter((line) => line !== "")
    .join(" ");
}

function trimStart(line: string): string {
  return line.replace(/^[ \t]+/, "");
}

function trimEnd(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === " " || line[end - 1] === "\t")) end--;
  return line.slice(0, end);
}
