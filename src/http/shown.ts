// Hostile text on a page, beside being escaped: invisible characters are made visible, credentials replaced.
import { escapeInvisible } from "../core/markdown/neutralise.js";
import { redact } from "../core/markdown/redact.js";

/** One line: a line break becomes visible, too. */
export function shown(text: string): string {
  return escapeInvisible(redact(text));
}

/** Text that may have several lines, for a place that keeps them. */
export function shownLines(text: string): string {
  return redact(text)
    .split(/\r\n?|[\n\u2028\u2029]/)
    .map(escapeInvisible)
    .join("\n");
}
