// YAML text → values with the place of each. The text is attacker-controlled as far as somebody may push to the base branch: its
// size and nesting are bounded before the parser sees it.
import { type ErrorCode, isScalar, parseAllDocuments, type YAMLParseError } from "yaml";
import { quote } from "../ground/quote.js";
import { findDeepNesting, MAX_NESTING } from "../ground/yaml-nesting.js";
import { EMPTY_ENTRY, EntryReader, findHiddenCharacters, type YamlEntry, type YamlFault } from "./yaml-entry.js";

/** Chosen, not measured: room for a thousand globs. A larger file would make every evaluation pay. */
const MAX_POLICY_BYTES = 64 * 1024;

interface YamlFile {
  /** Null when the text is not one readable YAML document; then `faults` is not empty. */
  readonly root: YamlEntry | null;
  readonly faults: readonly YamlFault[];
}

/** `text` without a byte order mark. */
export function readYaml(text: string): YamlFile {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MAX_POLICY_BYTES) {
    const mend = "merge entries into globs such as `src/**/*.sql`, or remove some";
    return unreadable(0, `expected a file of at most ${MAX_POLICY_BYTES} bytes, received ${bytes}; ${mend}`);
  }
  const deep = findDeepNesting(text);
  if (deep !== null) {
    const mend = "the policy needs no more than 6, close or remove the brackets";
    return unreadable(deep, `expected at most ${MAX_NESTING} levels of nesting, received more; ${mend}`);
  }
  const { root, faults } = readDocuments(text);
  return { root, faults: [...findHiddenCharacters(text), ...faults] };
}

/** `uniqueKeys`: checked by EntryReader, because the parser takes quadratic time over it and cannot name the first place. */
const PARSE_OPTIONS = { version: "1.2", schema: "core", merge: false, uniqueKeys: false, prettyErrors: false } as const;

function readDocuments(text: string): YamlFile {
  const [document, second] = [...parseAllDocuments(text, PARSE_OPTIONS)];
  if (document === undefined) return { root: EMPTY_ENTRY, faults: [] };
  if (document.errors.length > 0) {
    // The parser reports an unclosed bracket once for each collection that it ends.
    const firstAt = new Map<number, YAMLParseError>();
    for (const error of document.errors) if (!firstAt.has(error.pos[0])) firstAt.set(error.pos[0], error);
    const faults = [...firstAt].map(([offset, error]) => ({ path: [], offset, message: syntaxMessage(error, text) }));
    return { root: null, faults };
  }
  if (second !== undefined) {
    const mend = "remove the line `---` and what does not belong to the policy";
    return unreadable(second.range[0], `expected one YAML document, received a second one; ${mend}`);
  }
  if (document.directives.yaml.explicit) {
    return unreadable(0, "expected a file without directives, received `%YAML`; remove that line");
  }
  const { contents } = document;
  const isEmpty = contents === null || (isScalar(contents) && contents.value === null);
  const reader = new EntryReader(text);
  const root = isEmpty ? EMPTY_ENTRY : reader.read(contents, [], contents.range[0]);
  return { root, faults: reader.faults };
}

function unreadable(offset: number, message: string): YamlFile {
  return { root: null, faults: [{ path: [], offset, message }] };
}

/** What the YAML parser complains of, in words that say how to mend it. */
function syntaxMessage({ code, message, pos }: YAMLParseError, text: string): string {
  const isBracket = code === "BAD_INDENT" && /^Flow /.test(message);
  const known = MENDED[isBracket ? "MISSING_CHAR" : code];
  const received = quote(lineRest(text, pos[0]));
  if (known !== undefined) return `${known.expected}, received ${received}; ${known.fix}`;
  return `expected valid YAML, received ${received} (${lowerFirst(message)}); compare it with docs/policy-reference.md`;
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
