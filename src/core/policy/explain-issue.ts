// A schema violation in words: what was expected, what stands there, how to mend it, and an example.
import type { z } from "zod";
import { nearestName } from "../ground/nearest.js";
import { quote } from "../ground/quote.js";
import { type JsonSchema, namedKeys, schemaAt, shapesOf } from "./json-schema.js";
import { dotted, findEntry, type KeyPath, type YamlEntry, type YamlFault } from "./yaml-entry.js";

type Issue = z.core.$ZodIssue;

/** One fault for each issue, and for each key of an issue about unknown keys. */
export function explainIssue(issue: Issue, root: YamlEntry, schema: JsonSchema): readonly YamlFault[] {
  const path = pathOf(issue);
  if (issue.code === "invalid_union") {
    const meant = issue.errors.find((faults) => !faults.some(isOfAnotherShape));
    if (meant !== undefined) {
      return meant.flatMap((inner) => explainIssue({ ...inner, path: [...path, ...inner.path] }, root, schema));
    }
  }
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const { keyOffset } = findEntry(root, [...path, key]).entry;
      return { path: [...path, key], offset: keyOffset, message: unknownKey(path, key, schema) };
    });
  }
  const { entry, missing } = findEntry(root, path);
  const message = missing === null ? wrongValue(issue, entry, schema) : missingKey(missing, exampleOf(path, schema));
  return [{ path, offset: entry.offset, message }];
}

function wrongValue(issue: Issue, entry: YamlEntry, schema: JsonSchema): string {
  const path = pathOf(issue);
  const at = schemaAt(schema, path) ?? {};
  const expected = issue.code === "invalid_format" || issue.code === "custom" ? issue.message : expectedValue(at);
  const fix = fixFor(entry, at);
  const example = fix?.endsWith("?") ? null : exampleOf(path, schema);
  const parts = [`expected ${expected}, received ${describeReceived(entry)}`, fix, example];
  return parts.filter((part) => part !== null).join("; ");
}

function pathOf({ path }: Issue): KeyPath {
  return path.filter((part) => typeof part !== "symbol");
}

/** Of the shapes that a value may have this is not the one that was tried. */
function isOfAnotherShape({ code, path }: Issue): boolean {
  return path.length === 0 && (code === "invalid_type" || code === "invalid_value");
}

/** ``for example `min_seconds: 90` ``; null where the schema has no example. Entries of a list use the list's. */
function exampleOf(path: KeyPath, schema: JsonSchema): string | null {
  // A text in place of the whole: somebody's note, or where a link leads to.
  if (path.length === 0) return "for example `version: 1`";
  for (let length = path.length; length > 0; length--) {
    const key = path[length - 1];
    const example = schemaAt(schema, path.slice(0, length))?.examples?.[0];
    if (typeof key === "string" && example !== undefined) return `for example \`${key}: ${flowYaml(example)}\``;
  }
  return null;
}

function unknownKey(parent: KeyPath, key: string, schema: JsonSchema): string {
  const siblings = shapesOf(schemaAt(schema, parent) ?? {}).flatMap(({ properties }) => Object.keys(properties ?? {}));
  const where = parent.length === 0 ? "the policy" : `\`${dotted(parent)}\``;
  return `expected a key of ${where}, received ${quote(key)}; ${suggestKey(key, siblings, schema)}`;
}

function suggestKey(key: string, siblings: readonly string[], schema: JsonSchema): string {
  const sibling = nearestName(key, siblings);
  if (sibling !== null) return `did you mean \`${sibling}\`?`;
  const home = namedKeys(schema).find(([name]) => name.endsWith(`.${key}`));
  if (home !== undefined) return `did you mean \`${home[0]}\`?`;
  return `it has ${siblings.map((sibling) => `\`${sibling}\``).join(", ")}`;
}

function missingKey(missing: string | number, example: string | null): string {
  return `expected the key \`${missing}\`, received an entry without it; add it${example === null ? "" : `, ${example}`}`;
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

/** Such as "a whole number from 1 to 2000", "one of `enforce`, `observe`", "a list of at most 500 entries". */
function expectedValue(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(expectedValue).join(", or ");
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum !== undefined) return `one of ${schema.enum.map((value) => `\`${value}\``).join(", ")}`;
  switch (schema.type) {
    case "integer":
      return `a whole number${range(schema.minimum, schema.maximum)}`;
    case "number":
      return `a number${range(schema.minimum, schema.maximum)}`;
    case "boolean":
      return "`true` or `false`";
    case "string":
      if (isDuration(schema)) return "a duration such as `90s`, `20m`, `4h` or `7d`";
      return schema.minLength === undefined ? "text" : `text of ${schema.minLength} to ${schema.maxLength} characters`;
    case "array":
      return `a list of ${schema.minItems ?? 0} to ${schema.maxItems} entries`;
    default:
      return "keys with values";
  }
}

/** A mend that fits what was written, or null when the expectation alone says it. */
function fixFor(entry: YamlEntry, schema: JsonSchema): string | null {
  const { value } = entry;
  if (value === null)
    return schema.type === "object" ? "indent its keys below it, or remove it" : "write a value, or remove the key";
  if (schema.enum !== undefined) return didYouMean(String(value), schema.enum.map(String));
  switch (schema.type) {
    case "integer":
    case "number":
      return typeof value === "string" ? writeNumber(value) : null;
    case "boolean":
      return writeBoolean(String(value));
    case "array":
      return typeof value === "object" ? null : "write it as a list, in brackets or with `- ` before each entry";
    case "string":
      return typeof value === "number" && isDuration(schema) ? `add a unit, as in \`${value}s\`` : quoteIt(value);
    default:
      return null;
  }
}

function range(minimum: number | undefined, maximum: number | undefined): string {
  const from = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? "" : ` from ${minimum}`;
  const to = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? "" : ` to ${maximum}`;
  return from === "" || to !== "" ? `${from}${to}` : ` of at least ${minimum}`;
}

function didYouMean(value: string, known: readonly string[]): string | null {
  const nearest = nearestName(value, known);
  return nearest === null ? null : `did you mean \`${nearest}\`?`;
}

function writeNumber(text: string): string | null {
  const digits = text.trim().replace(/[_,' ]/g, "");
  return /^\d{1,15}(\.\d{1,15})?$/.test(digits) ? `write \`${digits}\`, without quotes or separators` : null;
}

function writeBoolean(text: string): string | null {
  if (/^(yes|on|y|1|true)$/i.test(text)) return "write `true`";
  return /^(no|off|n|0|false)$/i.test(text) ? "write `false`" : null;
}

function quoteIt(value: unknown): string | null {
  return typeof value === "string" ? null : "put the value in quotes";
}

function isDuration(schema: JsonSchema): boolean {
  return typeof schema.default === "string" && /^\d+[smhd]$/.test(schema.default);
}
