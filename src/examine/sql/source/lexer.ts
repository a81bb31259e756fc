// Splits source code into words, texts and marks: enough to find calls and the SQL in texts, in twelve families of languages. Not a
// parser: where it errs it errs for a line or a text, and never fails.
import type { Language } from "../places.js";
import { commentsOf, HEREDOCS, QUOTES, type Quote } from "./quotes.js";
import { closeOf, type Span } from "./text-end.js";

export interface CodeToken {
  readonly kind: "word" | "text" | "mark";
  /** Of a word or a mark: as written. Of a text: its opening delimiter. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of a text: where its content lies and which parts of it are computed. */
  readonly content?: Span & { readonly computed: readonly Span[]; readonly escape: Quote["escape"] };
}

export function lexCode(source: string, language: Language): readonly CodeToken[] {
  const text = language === "php" ? onlyPhp(source) : source;
  const comments = commentsOf(language);
  const tokens: CodeToken[] = [];
  const heredocs = new Heredocs(text, HEREDOCS[language]);
  const quotes = new QuoteReader(text, QUOTES[language]);
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === "\n") at = heredocs.endOfLine(at + 1);
    else if (char <= " ") at += 1;
    else if (matches(comments.line, text, at) !== "") at += matches(comments.line, text, at).length;
    else if (comments.blocks && text.startsWith("/*", at)) at = endOr(text.indexOf("*/", at + 2), 2, text.length);
    else {
      const token =
        heredocs.open(at) ?? quotes.read(at) ?? readRegExp(text, at, language, tokens.at(-1)) ?? readPlain(text, at);
      // A pattern is no text of ours, but quotes in it must not open one.
      if (token.kind !== "mark" || token.end - token.start === 1) tokens.push(token);
      at = token.end;
    }
  }
  return tokens;
}

function endOr(found: number, length: number, otherwise: number): number {
  return found < 0 ? otherwise : found + length;
}

/** HTML around PHP holds apostrophes of all kinds. */
function onlyPhp(source: string): string {
  const start = source.search(/<\?(?:php\b|=)/);
  if (start < 0) return source;
  return `${" ".repeat(start)}${source.slice(start)}`.replace(/\?>[^<]*(?:<(?!\?(?:php\b|=))[^<]*)*/g, (html) =>
    html.replace(/[^\n]/g, " "),
  );
}

/** Remembers what did not close, so that no part of the text is searched again and again. */
class QuoteReader {
  /** By closing delimiter: up to where it is not found. */
  readonly #openUntil = new Map<string, number>();
  readonly #searched = { until: 0 };
  readonly #text: string;
  readonly #quotes: readonly Quote[];

  constructor(text: string, quotes: readonly Quote[]) {
    this.#text = text;
    this.#quotes = quotes;
  }

  read(at: number): CodeToken | null {
    const text = this.#text;
    for (const quote of this.#quotes) {
      const open = matches(quote.open, text, at);
      // `x%(y)` divides; only in front of a value it quotes.
      if (open === "" || (open.startsWith("%") && /[\w)\]]\s?$/.test(text.slice(Math.max(0, at - 2), at)))) continue;
      const close = quote.close(open);
      const start = at + open.length;
      if (start <= (this.#openUntil.get(close) ?? -1)) return quote.lines ? null : mark(text, at);
      const found = closeOf(text, start, quote, close, this.#searched);
      if (found !== null) {
        return {
          kind: "text",
          text: open,
          start: at,
          end: found.end,
          content: { start, ...found.content, escape: quote.escape },
        };
      }
      const lineEnd = text.indexOf("\n", start);
      this.#openUntil.set(close, quote.lines || lineEnd < 0 ? text.length : lineEnd);
      return quote.lines ? null : mark(text, at);
    }
    return null;
  }
}

/** Where a value is expected a slash begins a pattern. */
function readRegExp(text: string, at: number, language: Language, before: CodeToken | undefined): CodeToken | null {
  if (text.charAt(at) !== "/" || (language !== "javascript" && language !== "ruby")) return null;
  const isValue =
    before?.kind === "text" ||
    (before?.kind === "mark" && /[)\]}]/.test(before.text)) ||
    (before?.kind === "word" && !/^(?:return|typeof|case|in|of|when|if|unless|and|or|not|do|else)$/.test(before.text));
  const pattern = isValue ? "" : matches(PATTERN, text.slice(at, at + MAX_PATTERN), 0);
  return pattern === "" ? null : { kind: "mark", text: "/", start: at, end: at + pattern.length };
}

const MAX_PATTERN = 400;
const PATTERN = /\/(?:[^\n/\\[]|\\[^\n]|\[(?:[^\]\n\\]|\\[^\n])*\])+\/\w*/y;

function readPlain(text: string, at: number): CodeToken {
  const word = matches(WORD, text, at);
  return word === "" ? mark(text, at) : { kind: "word", text: word, start: at, end: at + word.length };
}

/** In Ruby and Elixir a name may end with a mark. */
const WORD = /[\w$\u0080-\uffff]+(?:[!?](?![=.]))?/y;

function mark(text: string, at: number): CodeToken {
  return { kind: "mark", text: text.charAt(at), start: at, end: at + 1 };
}

function matches(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

/** Characters that all heredocs of a file together may be searched for their end. */
const MAX_SEARCHED = 20_000_000;

class Heredocs {
  #bodyStart: number | null = null;
  #searched = 0;
  readonly #text: string;
  readonly #opener: RegExp | undefined;

  constructor(text: string, opener: RegExp | undefined) {
    this.#text = text;
    this.#opener = opener;
  }

  /** The body as a text token that stands here. */
  open(at: number): CodeToken | null {
    if (this.#opener === undefined || this.#text.charAt(at) !== "<" || this.#searched > MAX_SEARCHED) return null;
    this.#opener.lastIndex = at;
    const match = this.#opener.exec(this.#text);
    if (match === null) return null;
    const lineEnd = this.#text.indexOf("\n", at);
    const start = this.#bodyStart ?? (lineEnd < 0 ? this.#text.length : lineEnd + 1);
    const body = this.#findEnd(start, match[2] ?? "");
    if (body === null) return null;
    this.#bodyStart = body.next;
    const content = {
      start,
      end: body.end,
      computed: match[1] === "'" ? [] : computedIn(this.#text, start, body.end),
      escape: "none" as const,
    };
    return { kind: "text", text: match[0], start: at, end: at + match[0].length, content };
  }

  /** Behind the bodies that began on the line before. */
  endOfLine(at: number): number {
    const next = this.#bodyStart ?? at;
    this.#bodyStart = null;
    return next;
  }

  #findEnd(start: number, word: string): { readonly end: number; readonly next: number } | null {
    let at = start;
    while (at < this.#text.length) {
      const lineEnd = this.#text.indexOf("\n", at);
      const end = lineEnd < 0 ? this.#text.length : lineEnd;
      this.#searched += end - at + 1;
      const line = this.#text.slice(at, Math.min(end, at + 200)).trimStart();
      if (line.startsWith(word) && !/^[\w]/.test(line.slice(word.length)))
        return { end: at, next: at + (this.#text.slice(at, end).length - line.length) + word.length };
      if (this.#searched > MAX_SEARCHED) return null;
      at = end + 1;
    }
    return null;
  }
}

function computedIn(text: string, start: number, end: number): readonly Span[] {
  return [...text.slice(start, end).matchAll(/[#$]\{[^{}\n]{0,300}\}|\{\$[^{}\n]{0,300}\}|\$\w+/g)].map(
    ({ index, 0: part }) => ({
      start: start + index,
      end: start + index + part.length,
    }),
  );
}
