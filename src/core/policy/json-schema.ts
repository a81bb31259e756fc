// The policy file's JSON Schema, and what it says of one key. Editors, messages and the reference page all read this one description.
import { z } from "zod";
import { POLICY_PATH, Policy } from "./schema.js";
import type { KeyPath } from "./yaml-entry.js";

/** The part of JSON Schema that describes the policy. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  /** Values of more than one shape. */
  readonly anyOf?: readonly JsonSchema[];
}

/** Draft 7: what the YAML extensions of editors understand. */
export function policyJsonSchema(): JsonSchema {
  memo ??= {
    ...(z.toJSONSchema(Policy, { io: "input", target: "draft-7" }) as JsonSchema),
    title: "Countersign policy",
    description: `The policy file ${POLICY_PATH}`,
  };
  return memo;
}

/** Always the same; made when the first invalid file asks for it. */
let memo: JsonSchema | undefined;

/** What the schema says of the value at `path`, or null where it knows no such key. */
export function schemaAt(schema: JsonSchema, path: KeyPath): JsonSchema | null {
  let at: JsonSchema = schema;
  for (const part of path) {
    const next = shapesOf(at)
      .map((shape) => (typeof part === "number" ? shape.items : memberOf(shape, part)))
      .find((found) => found !== undefined);
    if (next === undefined) return null;
    at = next;
  }
  return at;
}

/** Each shape that a value may have. */
export function shapesOf(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf ?? [schema];
}

/** Every key with its dotted name: `review.min_seconds`, `agents[].name`, `tiers.rules`. */
export function namedKeys(schema: JsonSchema, prefix = ""): readonly (readonly [string, JsonSchema])[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const dotted = `${prefix}${name}`;
    const inside =
      member.items === undefined
        ? namedKeys(member, `${dotted}.`)
        : shapesOf(member.items).flatMap((item) => namedKeys(item, `${dotted}[].`));
    return [[dotted, member] as const, ...inside];
  });
}

function memberOf(schema: JsonSchema, key: string): JsonSchema | undefined {
  const { properties, additionalProperties } = schema;
  if (properties !== undefined && Object.hasOwn(properties, key)) return properties[key];
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}
