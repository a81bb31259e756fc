// Who may do what in the database, and roles.
import { destroys, nameWords, narrows, type Risk } from "../risk.js";
import { roleWords } from "./names.js";
import { type Fields, fieldsOf, nodesOf, textOf } from "./parse.js";

export function judgeGrant({ is_grant, privileges, grantees }: Fields): readonly Risk[] {
  const rights = nodesOf(privileges).map(({ fields }) => textOf(fields.priv_name).toUpperCase());
  const what = rights.length === 0 ? "every right" : `the right to ${rights.slice(0, 4).map(nameWords).join(", ")}`;
  const whom = nodesOf(grantees)
    .slice(0, 3)
    .map(({ fields }) => roleWords(fields))
    .join(", ");
  return [narrows(is_grant === true ? `gives ${whom} ${what}` : `takes ${what} from ${whom}`)];
}

/** Options of a role that stand above all rights. */
const POWERS: ReadonlySet<string> = new Set(["superuser", "createrole", "bypassrls", "isreplication"]);

export const judgeRole: Readonly<Record<string, (fields: Fields) => readonly Risk[]>> = {
  GrantRoleStmt: ({ is_grant, granted_roles, grantee_roles }) => {
    const roles = nodesOf(granted_roles)
      .map(({ fields }) => nameWords(textOf(fields.priv_name)))
      .join(", ");
    const whom = nodesOf(grantee_roles)
      .map(({ fields }) => roleWords(fields))
      .join(", ");
    return [narrows(is_grant === true ? `gives ${whom} the role ${roles}` : `takes the role ${roles} from ${whom}`)];
  },
  CreateRoleStmt: ({ role, options }) => {
    const powers = nodesOf(options).filter(({ fields }) => POWERS.has(textOf(fields.defname)) && isOn(fields.arg));
    return powers.length === 0
      ? []
      : [narrows(`creates the role ${nameWords(textOf(role))} with more than ordinary rights`)];
  },
  AlterRoleStmt: ({ role }) => [narrows(`alters the role ${roleWords(role)}`)],
  AlterRoleSetStmt: ({ role }) => [narrows(`changes a setting of the role ${roleWords(role)}`)],
  DropRoleStmt: ({ roles }) => [
    destroys(
      `drops the role ${nodesOf(roles)
        .map(({ fields }) => roleWords(fields))
        .join(", ")}`,
    ),
  ],
  DropOwnedStmt: ({ roles }) => [
    destroys(
      `drops everything that ${nodesOf(roles)
        .map(({ fields }) => roleWords(fields))
        .join(", ")} owns`,
    ),
  ],
  ReassignOwnedStmt: ({ newrole }) => [narrows(`gives everything that a role owns to ${roleWords(newrole)}`)],
  AlterOwnerStmt: ({ newowner }) => [narrows(`changes an owner to ${roleWords(newowner)}`)],
};

function isOn(value: unknown): boolean {
  return fieldsOf(fieldsOf(value).Boolean).boolval === true;
}
