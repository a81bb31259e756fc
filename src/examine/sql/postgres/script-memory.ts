// What a script has made so far. Taking away what was only just made loses nothing that anybody had.
import { tableName, tableOf } from "./names.js";

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
