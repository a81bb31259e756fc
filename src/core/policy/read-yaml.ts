// YAML text → values with the place of each. The text is attacker-controlled as far as somebody may push to the base branch: its
// size and nesting are bounded before the parser sees it.
import { isScalar, parseAllDocuments, type YAMLParseError } from "yaml";
import { findDeepNesting, MAX_NESTING } from "../ground/yaml-nesting.js";
import { syntaxMessage } from "./syntax-message.js";
import { EMPTY_ENTRY, EntryReader, findHiddenCharacters, type YamlEntry, type YamlFault } from "./yaml-entry.js";

/** Chosen, not measured: room for a thousand globs. A larger file would make every evaluation pay. */
export const MAX_POLICY_BYTES = 64 * 1024;

export interface YamlFile {
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
    const faults = [...firstAt].map(([offset, { code, message }]) => ({
      path: [],
      offset,
      message: syntaxMessage(code, message, text, offset),
    }));
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
