// The line that a problem is about, with a caret below the place.

/** Longer lines are shown around the place only. */
const MAX_SHOWN_CHARS = 100;
const CHARS_BEFORE = 40;

export function codeFrame(text: string, line: number, column: number): string {
  const source = (text.replace(/^\ufeff/, "").split("\n")[line - 1] ?? "").replace(/\r$/, "");
  const from = source.length > MAX_SHOWN_CHARS ? Math.max(0, column - 1 - CHARS_BEFORE) : 0;
  const shown = source.slice(from, from + MAX_SHOWN_CHARS);
  const gutter = String(line);
  const caret = " ".repeat(Math.max(0, column - 1 - from));
  return `  ${gutter} | ${printable(shown)}\n  ${" ".repeat(gutter.length)} | ${caret}^`;
}

/** One column for each character, and nothing that a terminal would obey. */
export function printable(text: string): string {
  return text.replace(/\t/g, " ").replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\ufffd");
}
