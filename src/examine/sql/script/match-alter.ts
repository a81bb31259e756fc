// ALTER by its words: the clauses of every dialect.
import { destroys, nameWords, narrows, type Risk } from "../risk.js";
import { type Cursor, endOf, nameAt, skip, textAt, wordAt } from "./cursor.js";

const TABLE: ReadonlySet<string> = new Set(["online", "offline", "ignore", "foreign", "external"]);
const IF_EXISTS: ReadonlySet<string> = new Set(["if", "exists", "only"]);

export function matchAlterTable(cursor: Cursor): readonly Risk[] {
  const kind = skip(cursor, 1, TABLE);
  const what = wordAt(cursor, kind);
  if (OTHERS[what] !== undefined) return [narrows(OTHERS[what])];
  if (what !== "table") return [];
  const { name, next } = nameAt(cursor, skip(cursor, kind + 1, IF_EXISTS));
  if (name === "" || name.startsWith("#")) return [];
  const risks: Risk[] = [];
  const last = endOf(cursor) - cursor.at;
  let depth = 0;
  for (let distance = next; distance < last && risks.length < 10; distance += 1) {
    const text = textAt(cursor, distance);
    if (text === "(") depth += 1;
    else if (text === ")") depth -= 1;
    if (depth > 0) continue;
    const risk = matchClause(cursor, distance, nameWords(name));
    if (risk !== null) risks.push(risk);
  }
  return risks;
}

const OTHERS: Readonly<Record<string, string>> = {
  user: "alters a user",
  login: "alters a login",
  role: "alters a role",
  database: "alters a database",
  system: "alters the server's settings",
  account: "alters an account",
};

function matchClause(cursor: Cursor, distance: number, table: string): Risk | null {
  const word = wordAt(cursor, distance);
  const next = wordAt(cursor, distance + 1);
  switch (word) {
    case "drop":
      return matchDrop(cursor, distance, table);
    case "modify":
    case "change": {
      const { name } = nameAt(cursor, skip(cursor, distance + 1, COLUMN));
      return name === "" ? null : narrows(`changes the column ${nameWords(name)} of ${table}`);
    }
    case "alter": {
      const { name, next: behind } = nameAt(cursor, skip(cursor, distance + 1, COLUMN));
      const verb = wordAt(cursor, behind);
      if (name === "" || /^(?:index|constraint|check)$/.test(name)) return null;
      if (
        (verb === "set" || verb === "add") &&
        wordAt(cursor, behind + 1) !== "not" &&
        wordAt(cursor, behind + 1) !== "data"
      )
        return null;
      if (verb === "drop")
        return wordAt(cursor, behind + 1) === "default"
          ? narrows(`takes the default of the column ${nameWords(name)} of ${table} away`)
          : null;
      return narrows(`changes the column ${nameWords(name)} of ${table}`);
    }
    case "rename":
      return /^(?:index|key|constraint)$/.test(next)
        ? null
        : narrows(`renames ${table} or a column of it: code that uses the old name fails`);
    case "truncate":
      return next === "partition" ? destroys(`empties a partition of ${table}`) : null;
    case "exchange":
    case "discard":
    case "detach":
      return destroys(`takes a partition or the data of ${table} away`);
    case "switch":
      return narrows(`moves the rows of ${table} to another table`);
    case "convert":
      return narrows(`converts the texts of ${table}`);
    case "disable":
      return next === "trigger" || next === "row" ? narrows(`switches a protection of ${table} off`) : null;
    case "nocheck":
      return narrows(`stops checking a constraint of ${table}`);
    case "owner":
      return next === "to" ? narrows(`gives ${table} to another role`) : null;
    default:
      return null;
  }
}

const COLUMN: ReadonlySet<string> = new Set(["column", "columns", "if", "exists"]);
const NOT_DATA: ReadonlySet<string> = new Set(["default", "not", "identity", "expression", "check"]);

/** The noun may be missing: then it is a column. */
function matchDrop(cursor: Cursor, distance: number, table: string): Risk | null {
  if (wordAt(cursor, distance - 2) === "column" || NOT_DATA.has(wordAt(cursor, distance + 1))) {
    return wordAt(cursor, distance + 1) === "check" ? destroys(`drops a constraint of ${table}`) : null;
  }
  const noun = /^(?:primary|foreign|unique|constraint|index|key|partition|partitions|period|system)$/.exec(
    wordAt(cursor, distance + 1),
  )?.[0];
  if (noun === "primary" || noun === "foreign" || noun === "unique") return destroys(`drops a key of ${table}`);
  if (noun === "period" || noun === "system") return destroys(`drops the history of ${table}`);
  const { name } = nameAt(cursor, skip(cursor, distance + (noun === undefined ? 1 : 2), COLUMN));
  const shown = name === "" ? "" : ` ${nameWords(name)}`;
  return destroys(`drops the ${noun ?? "column"}${shown} of ${table}`);
}
