// The tokens of TOML. Expects a valid text: only what decides between tokens is looked at.

export interface Token {
  readonly kind: "blank" | "line end" | "comment" | "sign" | "string" | "word";
  /** Offset behind it. */
  readonly end: number;
  /** What of it counts. */
  readonly meaning: string;
  /** TOML 1.1 brought this spelling; readers of 1.0 refuse it. */
  readonly isNew: boolean;
}

/** Null: no token starts here. */
export function nextToken(text: string, at: number): Token | null {
  const char = text[at] ?? "";
  if (char === "\n") return token("line end", at + 1);
  if (char === '"' || char === "'") return stringAt(text, at, char);
  const [kind, pattern] =
    char === "#" ? COMMENT : /[[\]{},=]/.test(char) ? SIGN : /[ \t\r\uFEFF]/.test(char) ? BLANK : WORD;
  pattern.lastIndex = at;
  const found = pattern.exec(text)?.[0];
  if (found === undefined) return null;
  return token(kind, at + found.length, found, isShortTime(found));
}

const COMMENT = ["comment", /[^\n]+/y] as const;
const SIGN = ["sign", /./y] as const;
const BLANK = ["blank", /[ \t\r\uFEFF]+/y] as const;
const WORD = ["word", /[^\s[\]{},=#"']+/y] as const;

function token(kind: Token["kind"], end: number, meaning = "", isNew = false): Token {
  return { kind, end, meaning, isNew };
}

function isShortTime(word: string): boolean {
  return /^(?:\d{4}-\d\d-\d\d[Tt])?\d\d:\d\d(?![:\d])/.test(word);
}

function stringAt(text: string, at: number, quote: string): Token | null {
  const isLong = text.startsWith(quote.repeat(3), at);
  const close = isLong ? quote.repeat(3) : quote;
  let end = at + close.length;
  while (!text.startsWith(close, end)) {
    if (end >= text.length) return null;
    end += quote === '"' && text[end] === "\\" ? 2 : 1;
  }
  end += close.length;
  // A long string may end in up to two quotes of its own.
  for (let more = 0; isLong && more < 2 && text[end] === quote; more++) end++;
  const raw = text.slice(at, end);
  return token("string", end, isLong ? `long ${raw}` : said(raw, quote), quote === '"' && usesNewEscape(raw));
}

function usesNewEscape(raw: string): boolean {
  return /\\[ex]/.test(raw.replaceAll("\\\\", ""));
}

/** Two quotes say the same with one escape or another. What JSON would not read stays as it is written. */
function said(raw: string, quote: string): string {
  if (quote === "'") return JSON.stringify(raw.slice(1, -1));
  try {
    return JSON.stringify(JSON.parse(raw));
  } catch {
    return `raw ${raw}`;
  }
}
