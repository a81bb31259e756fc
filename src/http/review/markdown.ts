// Answers of the core are Markdown of a few kinds: paragraphs, lists, bold words, code spans. A page shows those, and everything
// else as plain text: nothing in an answer becomes a link or markup of its own.
import { html } from "hono/html";
import { type Piece, splitCode } from "../inline-code.js";
import type { Html } from "../page.js";

export function renderMarkdown(text: string): Html {
  const blocks = text.split(/\n{2,}/).map((block) => block.trim());
  return html`${blocks.filter((block) => block !== "").map(renderBlock)}`;
}

function renderBlock(block: string): Html {
  const lines = block.split("\n");
  if (lines.every((line) => line.startsWith("- "))) {
    return html`<ul>${lines.map((line) => html`<li>${renderInline(line.slice(2))}</li>`)}</ul>`;
  }
  return html`<p>${renderInline(block)}</p>`;
}

const MARK = Symbol("**");

/** `**bold**` outside of code spans, and around them. */
function renderInline(text: string): Html {
  const tokens = splitCode(text).flatMap(toTokens);
  const marks = tokens.filter((token) => token === MARK).length;
  // An odd mark out closes nothing and is text.
  let left = marks - (marks % 2);
  const runs: (Html | string)[][] = [[]];
  for (const token of tokens) {
    if (token !== MARK) runs.at(-1)?.push(token);
    else if (left === 0) runs.at(-1)?.push("**");
    else {
      runs.push([]);
      left -= 1;
    }
  }
  return html`${runs.map((run, index) => (index % 2 === 1 ? html`<strong>${run}</strong>` : html`${run}`))}`;
}

function toTokens({ code, text }: Piece): (Html | string | typeof MARK)[] {
  if (code) return [html`<code>${text}</code>`];
  return text.split("**").flatMap((words, index) => (index === 0 ? [words] : [MARK, words]));
}
