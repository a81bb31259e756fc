// Texts of the core are Markdown with code spans only: a page shows those spans as code, and everything else as text.
import { html } from "hono/html";
import type { Html } from "./page.js";

/** Escapes all of `text`; a run of backticks closes at the next run of its length, as on GitHub. */
export function inlineCode(text: string): Html {
  const parts: (Html | string)[] = [];
  let end = 0;
  for (const span of text.matchAll(/(?<!`)(`{1,3})(?!`)(.+?)(?<!`)\1(?!`)/gs)) {
    parts.push(text.slice(end, span.index), html`<code>${withoutPad(span[2] ?? "")}</code>`);
    end = span.index + span[0].length;
  }
  return html`${[...parts, text.slice(end)]}`;
}

/** The one space on both sides that keeps a span's own backticks from its delimiters. */
function withoutPad(code: string): string {
  return /^ .*\S.* $/s.test(code) ? code.slice(1, -1) : code;
}
