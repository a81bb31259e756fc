// The names of tables, columns and other objects in PostgreSQL's tree, as reviewers read them.
import { nameWords } from "../risk.js";
import { fieldsOf, namesOf, nodeOf, nodesOf, textOf } from "./parse-postgres.js";

/** Of a `RangeVar` that stands bare or in its wrapping. */
export function tableOf(relation: unknown): { readonly schema: string; readonly name: string; readonly alias: string } {
  const fields = nodeOf(relation)?.fields ?? fieldsOf(relation);
  const alias = textOf(fieldsOf(fields.alias).aliasname);
  return { schema: textOf(fields.schemaname), name: textOf(fields.relname), alias };
}

export function tableName(relation: unknown): string {
  const { schema, name } = tableOf(relation);
  return schema === "" ? name : `${schema}.${name}`;
}

export function roleWords(role: unknown): string {
  const fields = nodeOf(role)?.fields ?? fieldsOf(role);
  if (fields.roletype === "ROLESPEC_PUBLIC") return "everybody";
  return nameWords(textOf(fields.rolename) || "the current role");
}

/** At most three of them. */
export function rolesWords(roles: unknown): string {
  return nodesOf(roles)
    .slice(0, 3)
    .map(({ fields }) => roleWords(fields))
    .join(", ");
}

/** Names of objects as a DROP lists them: each a word, a list of words, a type or a function with its arguments. */
export function objectNames(objects: unknown): readonly string[] {
  return nodesOf(objects).map(({ kind, fields }) => {
    if (kind === "String") return textOf(fields.sval);
    if (kind === "List") return nodesOf(fields.items).map(wordOf).join(".");
    if (kind === "RangeVar") return tableName(fields);
    return namesOf(fields.names ?? fields.objname).join(".");
  });
}

function wordOf({
  kind,
  fields,
}: {
  readonly kind: string;
  readonly fields: Readonly<Record<string, unknown>>;
}): string {
  return kind === "String" ? textOf(fields.sval) : namesOf(fields.names).join(".");
}

/** `a`, `b` and 3 more. */
export function listWords(names: readonly string[]): string {
  const shown = names.slice(0, 3).map(nameWords).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/** `varchar(50)`. */
export function typeWords(type: unknown): string {
  const { names, typmods, arrayBounds } = nodeOf(type)?.fields ?? fieldsOf(type);
  const name = namesOf(names)
    .filter((word) => word !== "pg_catalog")
    .join(".");
  const sizes = nodesOf(typmods).map(({ fields }) => String(fieldsOf(fields.ival).ival ?? 0));
  const array = Array.isArray(arrayBounds) ? "[]" : "";
  return nameWords(`${name}${sizes.length > 0 ? `(${sizes.join(", ")})` : ""}${array}`);
}

export interface ScriptMemory {
  /** Temporary tables that are alive, by name. They hide real tables of the same name. */
  readonly temporary: Set<string>;
  /** Tables that this script makes, and would fail to make if they were there. */
  readonly made: Set<string>;
  /** `table.column` that this script adds. */
  readonly addedColumns: Set<string>;
}

export function newMemory(): ScriptMemory {
  return { temporary: new Set(), made: new Set(), addedColumns: new Set() };
}

export function isMade(relation: unknown, memory: ScriptMemory): boolean {
  return memory.made.has(tableName(relation)) || isTemporary(relation, memory);
}

export function isTemporary(relation: unknown, memory: ScriptMemory): boolean {
  const { schema, name } = tableOf(relation);
  // SQL Server's temporary tables bear a mark.
  return name.startsWith("#") || ((schema === "" || schema === "pg_temp") && memory.temporary.has(name));
}
