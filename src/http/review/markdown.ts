// Answers of the core are Markdown of a few kinds: paragraphs, lists, bold words, code spans. A page shows those, and everything
// else as plain text: nothing in an answer becomes a link or markup of its own.
import { html } from "hono/html";
import { inlineCode } from "../inline-code.js";
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

/** `**bold**` outside of code spans. */
function renderInline(text: string): Html {
  const parts = text.split(/(`{1,3}[^`]+`{1,3})/);
  return html`${parts.map((part, index) => (index % 2 === 1 ? inlineCode(part) : renderBold(part)))}`;
}

function renderBold(text: string): Html {
  const parts = text.split("**");
  // An odd mark out closes nothing.
  if (parts.length % 2 === 0) return html`${text}`;
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<strong>${part}</strong>` : part))}`;
}
