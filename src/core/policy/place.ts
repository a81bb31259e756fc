// Offsets of a text as an editor counts them.

/** 1-based line and column, in UTF-16 units; an offset beyond the end is the end. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: before.length - lineStart + 1 };
}
