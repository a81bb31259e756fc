// ALTER TABLE, clause by clause.
import { destroys, nameWords, narrows, type Risk } from "../risk.js";
import { roleWords, tableName, typeWords } from "./names.js";
import { type Fields, fieldsOf, nodeOf, nodesOf, textOf } from "./parse.js";
import { isMade, type ScriptMemory } from "./script-memory.js";

export function judgeAlterTable({ relation, cmds }: Fields, memory: ScriptMemory): readonly Risk[] {
  const table = tableName(relation);
  const isNew = isMade(relation, memory);
  return nodesOf(cmds).flatMap(({ fields }) => {
    if (fields.subtype === "AT_AddColumn") return addColumn(fields, table, isNew, memory);
    const risk = CLAUSES[textOf(fields.subtype)]?.(fields, nameWords(table)) ?? null;
    return risk === null || (isNew && risk.effect === "narrows") ? [] : [risk];
  });
}

function addColumn(fields: Fields, table: string, isNew: boolean, memory: ScriptMemory): readonly Risk[] {
  const column = nodeOf(fields.def)?.fields ?? {};
  const name = textOf(column.colname);
  if (fields.missing_ok !== true) memory.addedColumns.add(`${table}.${name}`);
  const kinds = nodesOf(column.constraints).map((constraint) => constraint.fields.contype);
  const isRequired = kinds.includes("CONSTR_NOTNULL") || kinds.includes("CONSTR_PRIMARY");
  const isFilled = kinds.some((kind) => /^CONSTR_(?:DEFAULT|IDENTITY|GENERATED)$/.test(textOf(kind)));
  const isSerial = /serial/.test(typeWords(column.typeName));
  if (isNew || !isRequired || isFilled || isSerial) return [];
  return [
    narrows(
      `adds the required column ${nameWords(name)} to ${nameWords(table)} without a default: fails where rows exist`,
    ),
  ];
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
