// How texts are quoted in each language: what opens one, what closes it, what is put into it at run time.
import type { Language } from "../places.js";

export interface Quote {
  /** Sticky; matches the whole opening delimiter. */
  readonly open: RegExp;
  /** The closing delimiter, of the opening one. */
  readonly close: (open: string) => string;
  /** May it go on in the next line? If not, an open one is only a mark. */
  readonly lines: boolean;
  readonly escape: "backslash" | "doubled" | "none";
  /** What begins a part that is computed, and ends with `}` or `)`. */
  readonly computed?: "${" | "#{" | "\\(";
}

const last = (count: number) => (open: string) => open.slice(-count);
const BRACKETS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", "<": ">" };
const closing = (open: string) => BRACKETS[open.slice(-1)] ?? open.slice(-1);

const ONE_LINE: Quote = { open: /["']/y, close: last(1), lines: false, escape: "backslash" };
const DOLLAR: Quote = { open: /"/y, close: last(1), lines: false, escape: "backslash", computed: "${" };
const TRIPLE: Quote = { open: /"""/y, close: last(3), lines: true, escape: "none", computed: "${" };

export const QUOTES: Readonly<Record<Language, readonly Quote[]>> = {
  javascript: [{ open: /`/y, close: last(1), lines: true, escape: "backslash", computed: "${" }, ONE_LINE],
  python: [
    { open: /[rRbBfFuUtT]{0,2}(?:"""|''')/y, close: last(3), lines: true, escape: "backslash" },
    { open: /[rRbBfFuUtT]{0,2}["']/y, close: last(1), lines: false, escape: "backslash" },
  ],
  ruby: [
    { open: /%[qQwWiI]?[([{<]/y, close: closing, lines: true, escape: "backslash", computed: "#{" },
    { open: /%[qQ][|!]/y, close: closing, lines: true, escape: "backslash", computed: "#{" },
    { open: /["`]/y, close: last(1), lines: true, escape: "backslash", computed: "#{" },
    { open: /'/y, close: last(1), lines: true, escape: "backslash" },
  ],
  php: [
    { open: /"/y, close: last(1), lines: true, escape: "backslash", computed: "${" },
    { open: /'/y, close: last(1), lines: true, escape: "backslash" },
  ],
  java: [{ open: /"""|'''/y, close: last(3), lines: true, escape: "backslash", computed: "${" }, DOLLAR, ONE_LINE],
  kotlin: [TRIPLE, DOLLAR, ONE_LINE],
  csharp: [
    { open: /\$*"""/y, close: last(3), lines: true, escape: "none" },
    { open: /\$?@\$?"/y, close: last(1), lines: true, escape: "doubled" },
    { open: /\$?"/y, close: last(1), lines: false, escape: "backslash" },
    { open: /'/y, close: last(1), lines: false, escape: "backslash" },
  ],
  go: [{ open: /`/y, close: last(1), lines: true, escape: "none" }, ONE_LINE],
  rust: [
    { open: /b?r#*"/y, close: (open) => `"${"#".repeat(open.split("#").length - 1)}`, lines: true, escape: "none" },
    { open: /b?"/y, close: last(1), lines: true, escape: "backslash" },
    { open: /'(?=\\[^\n]{1,8}'|[^\\'\n]')/y, close: last(1), lines: false, escape: "backslash" },
  ],
  elixir: [
    { open: /(?:~[a-zA-Z])?(?:"""|''')/y, close: last(3), lines: true, escape: "backslash", computed: "#{" },
    { open: /~[sSwWcC][([{<|/"']/y, close: closing, lines: true, escape: "backslash", computed: "#{" },
    { open: /"/y, close: last(1), lines: true, escape: "backslash", computed: "#{" },
    { open: /'/y, close: last(1), lines: false, escape: "backslash" },
  ],
  swift: [
    { open: /"""|'''/y, close: last(3), lines: true, escape: "backslash", computed: "\\(" },
    { ...DOLLAR, computed: "\\(" },
    ONE_LINE,
  ],
  shell: [
    { open: /\$?"/y, close: last(1), lines: true, escape: "backslash", computed: "${" },
    { open: /'/y, close: last(1), lines: true, escape: "none" },
  ],
};

export interface Comments {
  /** Sticky; matches the whole comment up to the line's end. */
  readonly line: RegExp;
  readonly blocks: boolean;
}

const SLASHES: Comments = { line: /\/\/[^\n]*/y, blocks: true };
const HASH: Comments = { line: /#[^\n]*/y, blocks: false };

export function commentsOf(language: Language): Comments {
  switch (language) {
    case "python":
    case "elixir":
      return HASH;
    case "ruby":
      return { line: /#[^\n]*/y, blocks: false };
    case "shell":
      return { line: /(?<![^\s;])#[^\n]*/y, blocks: false };
    case "php":
      return { line: /\/\/[^\n]*|#(?!\[)[^\n]*/y, blocks: true };
    default:
      return SLASHES;
  }
}

/** Texts that begin on the next line and end with a word of their own. */
export const HEREDOCS: Readonly<Partial<Record<Language, RegExp>>> = {
  ruby: /<<[~-]?(["'`]?)([A-Z_][A-Za-z_]*)\1/y,
  php: /<<<[ \t]*(["']?)([A-Za-z_]\w*)\1/y,
  shell: /<<[-~]?[ \t]*(["']?)\\?([A-Za-z_]\w*)\1/y,
};
