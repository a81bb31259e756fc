// ALTER TABLE, clause by clause.
import { destroys, isHole, nameWords, narrows, type Risk, unread } from "../risk.js";
import { type Extent, extentOf } from "./condition.js";
import {
  isMade,
  isTemporary,
  listWords,
  roleWords,
  type ScriptMemory,
  tableName,
  tableOf,
  typeWords,
} from "./names.js";
import { type Fields, fieldsOf, namesOf, nodeOf, nodesBelow, nodesOf, textOf } from "./parse-postgres.js";

export function judgeAlterTable({ relation, cmds }: Fields, memory: ScriptMemory): readonly Risk[] {
  const table = tableName(relation);
  const isNew = isMade(relation, memory);
  return nodesOf(cmds).flatMap(({ fields }) => {
    const judge = fields.subtype === "AT_AddColumn" ? null : CLAUSES[textOf(fields.subtype)];
    const risk = judge === null ? addColumn(fields, table, memory) : (judge?.(fields, nameWords(table)) ?? null);
    return risk === null || (isNew && risk.effect === "narrows") ? [] : [risk];
  });
}

function addColumn(fields: Fields, table: string, memory: ScriptMemory): Risk | null {
  const column = nodeOf(fields.def)?.fields ?? {};
  const name = textOf(column.colname);
  if (fields.missing_ok !== true) memory.addedColumns.add(`${table}.${name}`);
  const kinds = nodesOf(column.constraints).map((constraint) => constraint.fields.contype);
  const isRequired = kinds.includes("CONSTR_NOTNULL") || kinds.includes("CONSTR_PRIMARY");
  const isFilled = kinds.some((kind) => /^CONSTR_(?:DEFAULT|IDENTITY|GENERATED)$/.test(textOf(kind)));
  const isSerial = /serial/.test(typeWords(column.typeName));
  if (!isRequired || isFilled || isSerial) return null;
  const [shown, of] = [nameWords(name), nameWords(table)];
  return narrows(`adds the required column ${shown} to ${of} without a default: fails where rows exist`);
}

type Clause = (fields: Fields, table: string) => Risk | null;

const CLAUSES: Readonly<Record<string, Clause>> = {
  AT_DropColumn: ({ name }, table) => destroys(`drops the column ${nameWords(textOf(name))} of ${table}`),
  AT_DropConstraint: ({ name }, table) => destroys(`drops the constraint ${nameWords(textOf(name))} of ${table}`),
  AT_DetachPartition: ({ def }, table) =>
    destroys(`takes the partition ${nameWords(tableName(fieldsOf(nodeOf(def)?.fields).name))} out of ${table}`),
  AT_AlterColumnType: ({ name, def }, table) => {
    const type = typeWords(nodeOf(def)?.fields.typeName);
    return narrows(`changes the type of the column ${nameWords(textOf(name))} of ${table} to ${type}`);
  },
  AT_SetNotNull: ({ name }, table) =>
    narrows(`makes the column ${nameWords(textOf(name))} of ${table} required: fails where it is empty`),
  AT_ColumnDefault: ({ name, def }, table) =>
    def === undefined ? narrows(`takes the default of the column ${nameWords(textOf(name))} of ${table} away`) : null,
  AT_DropIdentity: ({ name }, table) =>
    narrows(`takes the identity of the column ${nameWords(textOf(name))} of ${table} away`),
  AT_DropExpression: ({ name }, table) => narrows(`stops computing the column ${nameWords(textOf(name))} of ${table}`),
  AT_DisableRowSecurity: (_, table) => destroys(`switches row level security of ${table} off`),
  AT_NoForceRowSecurity: (_, table) => narrows(`lets the owner of ${table} pass row level security`),
  AT_DisableTrig: ({ name }, table) => narrows(`switches the trigger ${nameWords(textOf(name))} of ${table} off`),
  AT_DisableTrigAll: (_, table) => narrows(`switches every trigger of ${table} off`),
  AT_DisableTrigUser: (_, table) => narrows(`switches the triggers of ${table} off`),
  AT_DisableRule: ({ name }, table) => narrows(`switches the rule ${nameWords(textOf(name))} of ${table} off`),
  AT_ChangeOwner: ({ newowner }, table) => narrows(`gives ${table} to ${roleWords(newowner)}`),
  AT_SetUnLogged: (_, table) => narrows(`stops logging ${table}: a crash empties it`),
  AT_DropInherit: (_, table) => narrows(`takes ${table} out of its parent`),
  AT_DropOids: (_, table) => narrows(`drops the object ids of ${table}`),
};

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
