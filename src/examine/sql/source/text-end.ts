// Finds where a quoted text ends, over escapes and over parts that are computed and may hold quotes of their own.
import type { Quote } from "./quotes.js";

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface TextEnd {
  /** Behind the closing delimiter. */
  readonly end: number;
  readonly content: { readonly end: number; readonly computed: readonly Span[] };
}

/** Up to where no computed part ends: what was searched once in vain is not searched again. */
export interface Searched {
  until: number;
}

/** Null: it does not close, or not on its line although it must. */
export function closeOf(text: string, start: number, quote: Quote, close: string, searched: Searched): TextEnd | null {
  const computed: Span[] = [];
  const open = CLOSED_BY[close];
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === "\n" && !quote.lines) return null;
    if (char === "\\" && quote.escape === "backslash" && !(quote.computed === "\\(" && text.startsWith("\\(", at)))
      at += 2;
    else if (quote.computed !== undefined && at >= searched.until && text.startsWith(quote.computed, at)) {
      const end = endOfComputed(text, at + quote.computed.length, quote.computed === "\\(" ? ")" : "}");
      if (end === null) searched.until = at + MAX_COMPUTED;
      else computed.push({ start: at, end });
      at = end ?? at + quote.computed.length;
    } else if (depth === 0 && text.startsWith(close, at)) {
      if (quote.escape === "doubled" && text.startsWith(close, at + close.length)) at += 2 * close.length;
      else return { end: at + close.length, content: { end: at, computed } };
    } else {
      if (char === open) depth += 1;
      else if (depth > 0 && char === close) depth -= 1;
      at += 1;
    }
  }
  return null;
}

const CLOSED_BY: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{", ">": "<" };

/** Characters of one computed part. */
const MAX_COMPUTED = 4_000;

/** Behind the part's end; null: it does not end within what is looked at. */
function endOfComputed(text: string, start: number, close: string): number | null {
  const open = CLOSED_BY[close];
  const quotes: string[] = [];
  let depth = 1;
  for (let at = start; at < Math.min(text.length, start + MAX_COMPUTED); at += 1) {
    const char = text.charAt(at);
    const quoted = quotes.at(-1);
    if (char === "\\") at += 1;
    else if (quoted !== undefined) {
      if (char === quoted) quotes.pop();
    } else if (char === '"' || char === "'" || char === "`") quotes.push(char);
    else if (char === open) depth += 1;
    else if (char === close) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return null;
}
