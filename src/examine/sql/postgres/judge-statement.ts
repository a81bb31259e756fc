// What one parsed statement of PostgreSQL's does to data, structure and protection: every node is looked at, so that a DELETE in a
// common table expression, a rule, a prepared statement or an EXPLAIN counts like one that stands alone.
import { destroys, nameWords, narrows, type Risk, unread } from "../risk.js";
import { judgeAlterTable, judgeDelete, judgeMerge, judgeTruncate, judgeUpdate } from "./judge-tables.js";
import {
  isMade,
  isTemporary,
  listWords,
  objectNames,
  rolesWords,
  roleWords,
  type ScriptMemory,
  tableName,
  tableOf,
  typeWords,
} from "./names.js";
import { type Fields, fieldsOf, type Node, namesOf, nodeOf, nodesBelow, nodesOf, textOf } from "./parse-postgres.js";

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
  GrantRoleStmt: ({ is_grant, granted_roles, grantee_roles }) => {
    const granted = nodesOf(granted_roles).map(({ fields }) => nameWords(textOf(fields.priv_name)));
    const [roles, whom] = [granted.join(", "), rolesWords(grantee_roles)];
    return [narrows(is_grant === true ? `gives ${whom} the role ${roles}` : `takes the role ${roles} from ${whom}`)];
  },
  CreateRoleStmt: ({ role, options }) => {
    const powers = nodesOf(options).filter(({ fields }) => POWERS.has(textOf(fields.defname)) && isOn(fields.arg));
    if (powers.length === 0) return [];
    return [narrows(`creates the role ${nameWords(textOf(role))} with more than ordinary rights`)];
  },
  AlterRoleStmt: ({ role }) => [narrows(`alters the role ${roleWords(role)}`)],
  AlterRoleSetStmt: ({ role }) => [narrows(`changes a setting of the role ${roleWords(role)}`)],
  DropRoleStmt: ({ roles }) => [destroys(`drops the role ${rolesWords(roles)}`)],
  DropOwnedStmt: ({ roles }) => [destroys(`drops everything that ${rolesWords(roles)} owns`)],
  ReassignOwnedStmt: ({ newrole }) => [narrows(`gives everything that a role owns to ${roleWords(newrole)}`)],
  AlterOwnerStmt: ({ newowner }) => [narrows(`changes an owner to ${roleWords(newowner)}`)],
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

/** Nobody asks for these by name. */
const UNASKED = /CONSTRAINT|INDEX|TRIGGER|POLICY|RULE/;

function judgeRename(fields: Fields, memory: ScriptMemory): readonly Risk[] {
  const type = textOf(fields.renameType);
  if (UNASKED.test(type) || isMade(fields.relation, memory)) return [];
  const old =
    textOf(fields.subname) || tableName(fields.relation) || namesOf(nodeOf(fields.object)?.fields.objname).join(".");
  const [from, to] = [nameWords(old || "?"), nameWords(textOf(fields.newname))];
  return [narrows(`renames the ${kindWords(type)} ${from} to ${to}: code that uses the old name fails`)];
}

/** `OBJECT_MATVIEW`: materialized view. */
function kindWords(type: string): string {
  return type
    .replace(/^OBJECT_/, "")
    .replace("MATVIEW", "MATERIALIZED_VIEW")
    .replaceAll("_", " ")
    .toLowerCase();
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

function judgeDrop({ objects, removeType, behavior }: Fields, memory: ScriptMemory): readonly Risk[] {
  const type = textOf(removeType);
  const names = objectNames(objects).filter((name) => type !== "OBJECT_TABLE" || !forgets(name, memory));
  if (names.length === 0 && nodesOf(objects).length > 0) return [];
  const others = behavior === "DROP_CASCADE" ? " and everything that depends on it" : "";
  return [destroys(`drops the ${kindWords(type)} ${listWords(names)}${others}`)];
}

/** The first DROP of a temporary table's name takes that one; the next one takes what it hid. */
function forgets(name: string, memory: ScriptMemory): boolean {
  const isOurs = isTemporary({ relname: name }, memory);
  if (isOurs) memory.temporary.delete(name);
  return isOurs;
}

function judgeGrant({ is_grant, privileges, grantees }: Fields): readonly Risk[] {
  const rights = nodesOf(privileges).map(({ fields }) => textOf(fields.priv_name).toUpperCase());
  const what = rights.length === 0 ? "every right" : `the right to ${rights.slice(0, 4).map(nameWords).join(", ")}`;
  const whom = rolesWords(grantees);
  return [narrows(is_grant === true ? `gives ${whom} ${what}` : `takes ${what} from ${whom}`)];
}

/** Options of a role that stand above all rights. */
const POWERS: ReadonlySet<string> = new Set(["superuser", "createrole", "bypassrls", "isreplication"]);

function isOn(value: unknown): boolean {
  return fieldsOf(fieldsOf(value).Boolean).boolval === true;
}
