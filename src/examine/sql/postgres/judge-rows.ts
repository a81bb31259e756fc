// Statements that take rows away or overwrite them: all of them, or those that a condition picks.
import { destroys, isHole, nameWords, narrows, type Risk, unread } from "../risk.js";
import { type Extent, extentOf } from "./condition.js";
import { listWords, tableName, tableOf } from "./names.js";
import { type Fields, fieldsOf, namesOf, nodesBelow, nodesOf, textOf } from "./parse.js";
import { isTemporary, type ScriptMemory } from "./script-memory.js";

export function judgeTruncate({ relations, behavior }: Fields, memory: ScriptMemory): readonly Risk[] {
  const names = nodesOf(relations)
    .filter(({ fields }) => !isTemporary(fields, memory))
    .map(({ fields }) => tableName(fields));
  if (names.length === 0) return [];
  const others = behavior === "DROP_CASCADE" ? " and every table that refers to it" : "";
  return [destroys(`empties the table ${listWords(names)}${others}`)];
}

export function judgeDelete(fields: Fields, memory: ScriptMemory): readonly Risk[] {
  if (isTemporary(fields.relation, memory)) return [];
  const name = nameWords(tableName(fields.relation));
  const extent = extentOfRows(fields, fields.usingClause);
  if (extent === "every row") return [destroys(`deletes every row of ${name}${why(fields)}`)];
  return extent === "unknown" ? [unread(`deletes rows of ${name} by a condition that is only known at run time`)] : [];
}

export function judgeUpdate(fields: Fields, memory: ScriptMemory): readonly Risk[] {
  if (isTemporary(fields.relation, memory)) return [];
  const table = tableName(fields.relation);
  const extent = extentOfRows(fields, fields.fromClause);
  const columns = nodesOf(fields.targetList).map((target) => textOf(target.fields.name));
  if (extent === "unknown") {
    return [
      unread(
        `overwrites ${listWords(columns)} in rows of ${nameWords(table)} by a condition that is only known at run time`,
      ),
    ];
  }
  if (extent !== "every row") return [];
  if (columns.length > 0 && columns.every((column) => memory.addedColumns.has(`${table}.${column}`))) {
    return [narrows(`fills the new column ${listWords(columns)} in every row of ${nameWords(table)}`)];
  }
  return [destroys(`overwrites ${listWords(columns)} in every row of ${nameWords(table)}${why(fields)}`)];
}

export function judgeMerge({ relation, mergeWhenClauses }: Fields, memory: ScriptMemory): readonly Risk[] {
  if (isTemporary(relation, memory)) return [];
  const deletes = nodesOf(mergeWhenClauses).some(({ fields }) => fields.commandType === "CMD_DELETE");
  return deletes ? [destroys(`deletes rows of ${nameWords(tableName(relation))} while merging`)] : [];
}

function extentOfRows({ relation, whereClause }: Fields, others: unknown): Extent {
  const { name, alias } = tableOf(relation);
  // What follows the table's name is put in at run time: most likely the condition itself.
  if (whereClause === undefined) return isHole(alias) ? "unknown" : "every row";
  const extent = extentOf(whereClause, name);
  if (extent !== "some rows" || nodesOf(others).length === 0) return extent;
  return looksAt(whereClause, [name, alias]) ? extent : "every row";
}

/** With a second table in play, a condition that names only that one picks all rows of the first, or none. */
function looksAt(condition: unknown, names: readonly string[]): boolean {
  for (const { kind, fields } of nodesBelow(condition)) {
    if (kind === "SubLink") return true;
    if (kind !== "ColumnRef") continue;
    const words = namesOf(fields.fields);
    if (words.length < 2 || names.includes(words.at(-2) ?? "")) return true;
  }
  return false;
}

function why({ whereClause }: Fields): string {
  return Object.keys(fieldsOf(whereClause)).length === 0 ? "" : ": its condition excludes none";
}
