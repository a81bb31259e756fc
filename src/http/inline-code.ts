// Texts of the core are Markdown with code spans only: a page shows those spans as code, and everything else as text.
import { html } from "hono/html";
import type { Html } from "./page.js";

/** Escapes all of `text`; a run of backticks closes at the next run of its length, as on GitHub. */
export function inlineCode(text: string): Html {
  return html`${splitCode(text).map(({ code, text }) => (code ? html`<code>${text}</code>` : text))}`;
}

export interface Piece {
  readonly code: boolean;
  /** Without the delimiters. */
  readonly text: string;
}

/** The code spans of a text and what stands between them, in order. */
export function splitCode(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const span of text.matchAll(/(?<!`)(`{1,3})(?!`)(.+?)(?<!`)\1(?!`)/gs)) {
    pieces.push({ code: false, text: text.slice(end, span.index) });
    pieces.push({ code: true, text: withoutPad(span[2] ?? "") });
    end = span.index + span[0].length;
  }
  return [...pieces, { code: false, text: text.slice(end) }];
}

/** The one space on both sides that keeps a span's own backticks from its delimiters. */
function withoutPad(code: string): string {
  return /^ .*\S.* $/s.test(code) ? code.slice(1, -1) : code;
}
