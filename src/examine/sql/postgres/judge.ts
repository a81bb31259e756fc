// What one parsed statement of PostgreSQL's does to data, structure and protection: every node is looked at, so that a DELETE in a
// common table expression, a rule, a prepared statement or an EXPLAIN counts like one that stands alone.
import { destroys, nameWords, narrows, type Risk, unread } from "../risk.js";
import { judgeAlterTable } from "./judge-alter.js";
import { judgeDrop } from "./judge-drop.js";
import { judgeGrant, judgeRole } from "./judge-rights.js";
import { judgeDelete, judgeMerge, judgeTruncate, judgeUpdate } from "./judge-rows.js";
import { tableName, tableOf, typeWords } from "./names.js";
import { type Fields, fieldsOf, type Node, namesOf, nodeOf, nodesBelow, nodesOf, textOf } from "./parse.js";
import { isMade, type ScriptMemory } from "./script-memory.js";

/** In the order of the text. Also writes down what the statement makes. */
export function judgeStatement(statement: Node, memory: ScriptMemory): readonly Risk[] {
  const risks: Risk[] = [];
  for (const node of nodesBelow({ [statement.kind]: statement.fields })) {
    risks.push(...(JUDGES[node.kind]?.(node.fields, memory) ?? []));
  }
  return risks;
}

type Judge = (fields: Fields, memory: ScriptMemory) => readonly Risk[];

const JUDGES: Readonly<Record<string, Judge>> = {
  TruncateStmt: judgeTruncate,
  DeleteStmt: judgeDelete,
  UpdateStmt: judgeUpdate,
  MergeStmt: judgeMerge,
  DropStmt: judgeDrop,
  AlterTableStmt: judgeAlterTable,
  CreateStmt: remember,
  CreateTableAsStmt: ({ into }, memory) => remember({ relation: fieldsOf(into).rel }, memory),
  DropdbStmt: ({ dbname }) => [destroys(`drops the database ${nameWords(textOf(dbname))}`)],
  DropTableSpaceStmt: () => [destroys("drops a tablespace")],
  DropSubscriptionStmt: () => [destroys("drops a subscription")],
  DropUserMappingStmt: () => [narrows("drops a user mapping")],
  RenameStmt: judgeRename,
  AlterObjectSchemaStmt: ({ relation, object, newschema }) => [
    narrows(
      `moves ${nameWords(tableName(relation) || namesOf(nodeOf(object)?.fields.items).join("."))} to the schema ${nameWords(textOf(newschema))}: code that uses the old name fails`,
    ),
  ],
  AlterEnumStmt: ({ oldVal, typeName }) =>
    oldVal === undefined ? [] : [narrows(`renames a value of the type ${nameWords(namesOf(typeName).join("."))}`)],
  AlterDomainStmt: ({ subtype, typeName }) =>
    subtype === "X" ? [destroys(`drops a constraint of the domain ${nameWords(namesOf(typeName).join("."))}`)] : [],
  AlterTypeStmt: ({ typeName }) => [narrows(`alters the type ${typeWords({ names: typeName })}`)],
  ...judgeRole,
  GrantStmt: judgeGrant,
  AlterDefaultPrivilegesStmt: ({ action }) => judgeGrant(fieldsOf(action)),
  CopyStmt: ({ is_program }) => (is_program === true ? [unread("runs a program on the database's server")] : []),
  LoadStmt: () => [unread("loads a library into the database's server")],
  AlterSystemStmt: () => [narrows("changes a setting of the database's server")],
  VariableSetStmt: judgeSetting,
  CreatePolicyStmt: judgePolicy,
  AlterPolicyStmt: ({ policy_name, qual, with_check }) => [
    narrows(`changes the policy ${nameWords(textOf(policy_name))}`),
    ...judgePolicy({ policy_name, qual, with_check }),
  ],
  FuncCall: judgeCall,
};

function remember({ relation, if_not_exists }: Fields, memory: ScriptMemory): readonly Risk[] {
  const fields = nodeOf(relation)?.fields ?? fieldsOf(relation);
  const { name } = tableOf(fields);
  if (if_not_exists === true) return [];
  if (fields.relpersistence === "t") memory.temporary.add(name);
  else memory.made.add(tableName(fields));
  return [];
}

/** Names that code uses. Nobody asks for a constraint, an index or a trigger by name. */
const RENAMED: Readonly<Record<string, string>> = {
  OBJECT_TABLE: "table",
  OBJECT_COLUMN: "column",
  OBJECT_VIEW: "view",
  OBJECT_MATVIEW: "materialized view",
  OBJECT_FOREIGN_TABLE: "foreign table",
  OBJECT_SCHEMA: "schema",
  OBJECT_DATABASE: "database",
  OBJECT_TYPE: "type",
  OBJECT_DOMAIN: "domain",
  OBJECT_ATTRIBUTE: "attribute",
  OBJECT_FUNCTION: "function",
  OBJECT_PROCEDURE: "procedure",
  OBJECT_ROUTINE: "routine",
  OBJECT_ROLE: "role",
  OBJECT_SEQUENCE: "sequence",
};

function judgeRename(fields: Fields, memory: ScriptMemory): readonly Risk[] {
  const what = RENAMED[textOf(fields.renameType)];
  if (what === undefined || isMade(fields.relation, memory)) return [];
  const old =
    textOf(fields.subname) || tableName(fields.relation) || namesOf(nodeOf(fields.object)?.fields.objname).join(".");
  return [
    narrows(
      `renames the ${what} ${nameWords(old || "?")} to ${nameWords(textOf(fields.newname))}: code that uses the old name fails`,
    ),
  ];
}

const UNSAFE_SETTINGS: Readonly<Record<string, readonly [RegExp, string]>> = {
  session_replication_role: [/replica/i, "switches triggers and foreign keys off for the session"],
  row_security: [/off|false|0/i, "switches row level security off for the session"],
  session_authorization: [/./, "acts as another role"],
  // MySQL's, in statements that PostgreSQL can read.
  foreign_key_checks: [/^(?!.*"ival":[1-9]).*(?:ival|off)/i, "stops checking foreign keys"],
  sql_safe_updates: [/^(?!.*"ival":[1-9]).*(?:ival|off)/i, "stops guarding against updates of every row"],
};

function judgeSetting({ name, args }: Fields): readonly Risk[] {
  const unsafe = Object.hasOwn(UNSAFE_SETTINGS, textOf(name)) ? UNSAFE_SETTINGS[textOf(name)] : undefined;
  const value = JSON.stringify(nodesOf(args).map(({ fields }) => fields));
  return unsafe?.[0].test(value.replace(/"location":\d+/g, "")) ? [narrows(unsafe[1])] : [];
}

/** A policy that asks nothing protects nothing. */
function judgePolicy({ policy_name, qual, with_check }: Fields): readonly Risk[] {
  const isOpen = [qual, with_check].some((condition) => {
    const node = nodeOf(condition);
    return node?.kind === "A_Const" && fieldsOf(node.fields.boolval).boolval === true;
  });
  return isOpen ? [narrows(`the policy ${nameWords(textOf(policy_name))} lets every row through`)] : [];
}

/** Functions that take data away. */
const DESTROYING =
  /^(?:lo_unlink|drop_chunks|drop_hypertable|dropgeometrytable|dropgeometrycolumn|pg_drop_replication_slot|pg_replication_slot_advance|undistribute_table|truncate_local_data_after_distributing_table|drop_partition\w*)$/;

function judgeCall({ funcname }: Fields): readonly Risk[] {
  const name = namesOf(funcname).at(-1) ?? "";
  return DESTROYING.test(name) ? [destroys(`calls ${nameWords(name)}`)] : [];
}
