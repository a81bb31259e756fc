// What a key takes, in words, and the mend for the usual mistakes with it.

import { nearestName } from "../ground/nearest-name.js";
import type { JsonSchema } from "./json-schema.js";
import type { YamlEntry } from "./yaml-entry.js";

/** Such as "a whole number from 1 to 2000", "one of `enforce`, `observe`", "a list of at most 500 entries". */
export function expectedValue(schema: JsonSchema): string {
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
export function fixFor(entry: YamlEntry, schema: JsonSchema): string | null {
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
