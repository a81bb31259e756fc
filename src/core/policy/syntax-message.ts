// What the YAML parser complains of, in words that say how to mend it.
import type { ErrorCode } from "yaml";
import { quote } from "../ground/quote.js";

export function syntaxMessage(code: ErrorCode, parserMessage: string, text: string, offset: number): string {
  const isBracket = code === "BAD_INDENT" && /^Flow /.test(parserMessage);
  const known = MENDED[isBracket ? "MISSING_CHAR" : code];
  if (known !== undefined) return `${known.expected}, received ${quote(lineRest(text, offset))}; ${known.fix}`;
  return `expected valid YAML, received ${quote(lineRest(text, offset))} (${lowerFirst(parserMessage)}); compare it with docs/policy-reference.md`;
}

/** A one-line answer for the mistakes that people make; the parser's own words for the rest. */
const MENDED: Partial<Record<ErrorCode, { expected: string; fix: string }>> = {
  TAB_AS_INDENT: {
    expected: "expected spaces at the start of the line",
    fix: "replace the tab by two spaces for each level",
  },
  BAD_INDENT: {
    expected: "expected the keys of one level in one column",
    fix: "indent by two spaces for each level, as in `size:` and below it `  max_changed_lines: 400`",
  },
  MISSING_CHAR: {
    expected: "expected the closing quote or bracket, or the `:` after a key",
    fix: 'close it, as in `paths: ["src/**"]`',
  },
  BAD_SCALAR_START: {
    expected: "expected a value in quotes, because of its first character",
    fix: 'put it in quotes, as in `teams: ["acme/security"]`',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    expected: "expected one `key: value` on the line",
    fix: 'put a value that contains `: ` in quotes, as in `reason: "moves: money"`',
  },
  MULTILINE_IMPLICIT_KEY: {
    expected: "expected `key: value`",
    fix: "put a `:` and a space after the key, as in `mode: enforce`",
  },
  UNEXPECTED_TOKEN: {
    expected: "expected `key: value` or a list entry",
    fix: 'a value that holds one of `: # [ ] { } ,` needs quotes, as in `paths: ["a,b/**"]`',
  },
};

/** What stands at the offset, up to the end of its line; the line itself when the offset is its end. */
function lineRest(text: string, offset: number): string {
  const end = text.indexOf("\n", offset);
  const rest = text.slice(offset, end === -1 ? undefined : end);
  if (rest.trim() !== "") return rest.startsWith("\t") ? `<tab>${rest.slice(1)}` : rest;
  return text.slice(text.lastIndexOf("\n", Math.max(0, offset - 1)) + 1, offset);
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
