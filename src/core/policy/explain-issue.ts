// A schema violation in words: what was expected, what stands there, how to mend it, and an example.
import type { z } from "zod";
import { nearestName } from "../ground/nearest-name.js";
import { quote } from "../ground/quote.js";
import { expectedValue, fixFor } from "./expected-value.js";
import { type JsonSchema, namedKeys, schemaAt, shapesOf } from "./json-schema.js";
import type { KeyPath, YamlEntry, YamlFault } from "./yaml-entry.js";

type Issue = z.core.$ZodIssue;

/** One fault for each issue, and for each key of an issue about unknown keys. */
export function explainIssue(issue: Issue, root: YamlEntry, schema: JsonSchema): readonly YamlFault[] {
  const path = issue.path.filter((part) => typeof part !== "symbol");
  if (issue.code === "invalid_union") {
    const meant = issue.errors.find((faults) => !faults.some(isOfAnotherShape));
    if (meant !== undefined) {
      return meant.flatMap((inner) => explainIssue({ ...inner, path: [...path, ...inner.path] }, root, schema));
    }
  }
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => explainUnknownKey(path, key, root, schema));
  const { entry, missing } = findEntry(root, path);
  if (missing !== null) return [explainMissingKey(path, missing, entry, schema)];
  const at = schemaAt(schema, path) ?? {};
  const expected = issue.code === "invalid_format" || issue.code === "custom" ? issue.message : expectedValue(at);
  const fix = fixFor(entry, at);
  const example = fix?.endsWith("?") ? null : exampleOf(path, schema);
  const parts = [`expected ${expected}, received ${describeReceived(entry)}`, fix, example];
  return [{ path, offset: entry.offset, message: parts.filter((part) => part !== null).join("; ") }];
}

/** Of the shapes that a value may have this is not the one that was tried. */
function isOfAnotherShape({ code, path }: Issue): boolean {
  return path.length === 0 && (code === "invalid_type" || code === "invalid_value");
}

/** ``for example `min_seconds: 90` ``; null where the schema has no example. Entries of a list use the list's. */
export function exampleOf(path: KeyPath, schema: JsonSchema): string | null {
  // A text in place of the whole: somebody's note, or where a link leads to.
  if (path.length === 0) return "for example `version: 1`";
  for (let length = path.length; length > 0; length--) {
    const key = path[length - 1];
    const example = schemaAt(schema, path.slice(0, length))?.examples?.[0];
    if (typeof key === "string" && example !== undefined) return `for example \`${key}: ${flowYaml(example)}\``;
  }
  return null;
}

/** The entry at `path`, or the deepest one above it and the key that is missing there. */
export function findEntry(root: YamlEntry, path: KeyPath): { entry: YamlEntry; missing: string | number | null } {
  let entry = root;
  for (const part of path) {
    const child = entry.children.get(part);
    if (child === undefined) return { entry, missing: part };
    entry = child;
  }
  return { entry, missing: null };
}

function explainUnknownKey(parent: KeyPath, key: string, root: YamlEntry, schema: JsonSchema): YamlFault {
  const path = [...parent, key];
  const siblings = shapesOf(schemaAt(schema, parent) ?? {}).flatMap(({ properties }) => Object.keys(properties ?? {}));
  const where = parent.length === 0 ? "the policy" : `\`${dotted(parent)}\``;
  const message = `expected a key of ${where}, received ${quote(key)}; ${suggestKey(key, siblings, schema)}`;
  return { path, offset: findEntry(root, path).entry.keyOffset, message };
}

function suggestKey(key: string, siblings: readonly string[], schema: JsonSchema): string {
  const sibling = nearestName(key, siblings);
  if (sibling !== null) return `did you mean \`${sibling}\`?`;
  const home = namedKeys(schema).find(([name]) => name.endsWith(`.${key}`));
  if (home !== undefined) return `did you mean \`${home[0]}\`?`;
  return `it has ${siblings.map((sibling) => `\`${sibling}\``).join(", ")}`;
}

function explainMissingKey(path: KeyPath, missing: string | number, parent: YamlEntry, schema: JsonSchema): YamlFault {
  const example = exampleOf(path, schema);
  const message = `expected the key \`${missing}\`, received an entry without it; add it${example === null ? "" : `, ${example}`}`;
  return { path, offset: parent.offset, message };
}

function describeReceived(entry: YamlEntry): string {
  if (Array.isArray(entry.value)) return `the list ${quote(entry.source)}`;
  if (typeof entry.value === "object" && entry.value !== null) return `the keys ${quote(entry.source)}`;
  return quote(entry.source);
}

function flowYaml(value: unknown): string {
  return typeof value === "string" && /^[\w-]+$/.test(value)
    ? value
    : JSON.stringify(value).replace(/([:,])(?=["[{\d])/g, "$1 ");
}

export function dotted(path: KeyPath): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`))
    .join("")
    .replace(/^\./, "");
}
