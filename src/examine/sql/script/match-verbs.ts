// What single words begin, in every dialect.
import { destroys, isHole, nameWords, narrows, type Risk, unread } from "../risk.js";
import { type Cursor, findAhead, nameAt, skip, textAt, wordAt } from "./cursor.js";
import { matchDelete, matchTruncate, matchUpdate } from "./match-rows.js";

type Matcher = (cursor: Cursor) => Risk | null;

/** Wherever they stand. */
export const CLAUSE_VERBS: Readonly<Record<string, Matcher>> = {
  delete: matchDelete,
  update: matchUpdate,
  drop: matchDrop,
  truncate: (cursor) => (wordAt(cursor, 1) === "table" ? matchTruncate(cursor) : null),
  create: matchCreate,
  xp_cmdshell: () => unread("runs a command on the database's server"),
  sp_oacreate: () => unread("runs a program on the database's server"),
  sp_configure: () => narrows("changes a setting of the database's server"),
  sp_rename: () => narrows("renames something: code that uses the old name fails"),
  sp_droplogin: () => destroys("drops a login"),
  sp_msforeachtable: () => unread("runs a statement on every table"),
  outfile: (cursor) => (wordAt(cursor, -1) === "into" ? narrows("writes a file on the database's server") : null),
  dumpfile: (cursor) => (wordAt(cursor, -1) === "into" ? narrows("writes a file on the database's server") : null),
  overwrite: (cursor) =>
    wordAt(cursor, -1) === "insert"
      ? destroys(`replaces every row of ${nameWords(nameAt(cursor, skip(cursor, 1, INTO)).name || "?")}`)
      : null,
  writable_schema: () => narrows("edits the schema's own table"),
  foreign_key_checks: isSwitchedOff("checking foreign keys"),
  unique_checks: isSwitchedOff("checking uniqueness"),
  sql_safe_updates: isSwitchedOff("guarding against updates of every row"),
  foreign_keys: isSwitchedOff("checking foreign keys"),
  sql_log_bin: isSwitchedOff("logging what it changes"),
};

/** Where a statement begins. */
export const STATEMENT_VERBS: Readonly<Record<string, Matcher>> = {
  truncate: (cursor) => (textAt(cursor, 1) === "(" ? null : matchTruncate(cursor)),
  rename: (cursor) =>
    /^(?:table|user|database|schema)$/.test(wordAt(cursor, 1))
      ? narrows(`renames a ${wordAt(cursor, 1)}: code that uses the old name fails`)
      : null,
  replace: (cursor) => {
    const { name } = nameAt(cursor, skip(cursor, 1, INTO));
    return name === "" || textAt(cursor, 1) === "("
      ? null
      : narrows(`replaces rows of ${nameWords(name)} that have the same key`);
  },
  grant: () => narrows("grants rights"),
  revoke: () => narrows("revokes rights"),
  deny: () => narrows("denies rights"),
  load: (cursor) =>
    /^(?:data|xml)$/.test(wordAt(cursor, 1)) ? narrows("reads a file into a table") : unread("loads a library"),
  purge: () => destroys("purges what could be restored"),
  flashback: () => destroys("takes a table or a database back to an earlier state"),
  restore: () => destroys("restores a database over what is there"),
  reset: (cursor) =>
    /^(?:master|slave|replica)$/.test(wordAt(cursor, 1)) ? destroys("resets the replication's logs") : null,
  shutdown: () => narrows("shuts the server down"),
  attach: () => narrows("opens another database"),
  detach: () => narrows("closes a database or takes a part out"),
  vacuum: (cursor) => (findAhead(cursor, 1, RETAIN) === null ? null : destroys("deletes old versions of the data")),
  handler: () => unread("reads or changes rows below SQL"),
};

const INTO: ReadonlySet<string> = new Set([
  "into",
  "overwrite",
  "table",
  "low_priority",
  "delayed",
  "directory",
  "local",
]);
const RETAIN: ReadonlySet<string> = new Set(["retain"]);

function isSwitchedOff(what: string): Matcher {
  return (cursor) => (/^(?:0|off|false|no)$/i.test(textAt(cursor, 2)) ? narrows(`stops ${what}`) : null);
}

const KINDS: ReadonlySet<string> = new Set(
  "table tables database schema view index column constraint type sequence trigger policy function procedure proc package extension role user login synonym event server domain tablespace keyspace collection stage stream task pipe warehouse catalog assembly aggregate rule partition materialized external foreign unique temporary temp global aggregate dictionary cluster directory profile owned statistics fulltext xml masking security row access share dataset snapshot model search vector primary public force".split(
    " ",
  ),
);
/** Adjectives ahead of the noun. */
const QUALIFIERS: ReadonlySet<string> = new Set(
  "materialized external foreign unique global public force fulltext xml masking security row access search vector event".split(
    " ",
  ),
);
const IF_EXISTS: ReadonlySet<string> = new Set(["if", "exists", "concurrently", "online"]);

function matchDrop(cursor: Cursor): Risk | null {
  if (isClauseOfAlter(cursor) || textAt(cursor, -1) === ".") return null;
  const word = wordAt(cursor, 1);
  if (!KINDS.has(word)) {
    const alone = cursor.at === 0 && word !== "";
    return alone || isHole(word) ? destroys(`drops ${nameWords(word)}`) : null;
  }
  if (word === "temporary" || word === "temp") return null;
  const noun = skip(cursor, 1, QUALIFIERS);
  const { name } = nameAt(cursor, skip(cursor, noun + 1, IF_EXISTS));
  if (name.startsWith("#")) return null;
  const what = cursor.tokens
    .slice(cursor.at + 1, cursor.at + noun + 1)
    .map(({ text }) => text)
    .join(" ");
  // A text that only speaks of dropping names nothing.
  if (name === "" && cursor.at > 0) return null;
  return destroys(`drops the ${what}${name === "" ? "" : ` ${nameWords(name)}`}`);
}

/** Looked at clause by clause where the statement begins. */
function isClauseOfAlter({ tokens, at }: Cursor): boolean {
  for (let index = at - 1; index >= Math.max(0, at - 200); index -= 1) {
    const token = tokens[index];
    if (token?.kind !== "word") continue;
    if (token.text === "alter" && /^(?:table|foreign|external|online|ignore)$/.test(tokens[index + 1]?.text ?? ""))
      return true;
    if (/^(?:begin|then|else|do|as)$/.test(token.text)) return false;
  }
  return false;
}

function matchCreate(cursor: Cursor): Risk | null {
  if (wordAt(cursor, 1) !== "or" || wordAt(cursor, 2) !== "replace") return null;
  if (wordAt(cursor, 3) !== "table") return null;
  const { name } = nameAt(cursor, 4);
  return destroys(`replaces the table ${nameWords(name || "?")} and its rows`);
}
