// What a statement does, by its first words: for dialects that PostgreSQL's parser does not read, and for statements that it refuses.
import { extentOf } from "./postgres/condition.js";
import { fieldsOf, nodeOf, parsePostgres } from "./postgres/parse-postgres.js";
import { combine, destroys, type Effect, HOLE, isHole, nameWords, narrows, type Risk, unread } from "./risk.js";

/** Where such a statement or clause may begin. Global: `lastIndex` is the caller's. */
export function statementVerbs(): RegExp {
  return new RegExp(`(?<![\\w.@#$-])(?:${STATEMENTS.map(([source]) => source).join("|")})`, "gi");
}

/** `sql` begins with a match of `statementVerbs`. */
export function judgeWords(sql: string): Risk | null {
  for (const [source, judge] of STATEMENTS) {
    const [words] = new RegExp(`^(?:${source})`, "i").exec(sql) ?? [];
    if (words !== undefined) return judge(sql.slice(words.length), words);
  }
  return null;
}

/** Of what follows the words that were found. */
type Judge = (rest: string, words: string) => Risk | null;

/** A name, also with quotes of other dialects, also of several parts. */
const AT_NAME = new RegExp(`^\\s*(?:["\`[]?[\\w$#@${HOLE}-]+["\`\\]]?\\.?)+`);
const KINDS =
  "table|tables|database|schema|view|index|column|constraint|type|sequence|trigger|policy|function|procedure|proc|package|extension|role|user|login|synonym|event|server|domain|tablespace|keyspace|collection|stream|warehouse|catalog|aggregate|rule|owned|partition|statistics|dictionary|publication|subscription";
const ADJECTIVES =
  "(?:(?:materialized|external|foreign|unique|global|public|force|fulltext|row access|security|search)\\s+)*";
const IF_EXISTS = "(?:\\s+(?:if\\s+exists|concurrently|only|online))*";
const SET = "(?:set\\s+(?:session\\s+|global\\s+|local\\s+)?)?";
const OFF = "\\s*=\\s*(?:0|off|false)\\b";

/** A reason may hold `NAME`, the name that follows, and `WORD`, the second word of the statement. */
const STATEMENTS: readonly (readonly [string, Judge])[] = [
  ["delete\\s+(?:from|top)\\b", rowsOf("deletes every row of")],
  [
    `delete\\s+(?=["\`[\\w#\\]]+(?:\\.["\`[\\w\\]]+)*\\s*(?:;|$|\\bwhere\\b|\\bfrom\\b))`,
    rowsOf("deletes every row of"),
  ],
  ["update\\s+(?!set\\b)[^;]{1,200}?\\sset\\b", rowsOf("overwrites columns in every row of")],
  ["alter\\s+(?:(?:online|ignore|foreign|external)\\s+)*table\\b", alterTable],
  [`drop\\s+${ADJECTIVES}(?:${KINDS})\\b(?!\\()${IF_EXISTS}`, drop],
  [
    `truncate\\s+(?:table\\s+)?(?:if\\s+exists\\s+)?(?=[\\w"'\`[#${HOLE}])`,
    (rest) => (isTemporary(rest) ? null : destroys(`empties the table ${nameIn(rest)}`)),
  ],
  ["merge\\s+into\\b", (rest) => (/\bthen\s+delete\b/i.test(rest) ? destroys("deletes rows while merging") : null)],
  ["create\\s+or\\s+replace\\s+table\\b", says("destroys", "replaces the table NAME and its rows")],
  ["insert\\s+overwrite\\s+(?:table\\s+|into\\s+)?", says("destroys", "replaces every row of NAME")],
  ["(?:flashback|restore)\\s+(?:table|database)\\b", says("destroys", "takes a WORD back to an earlier state")],
  ["purge\\s+(?:table|recyclebin|binary|dba_)", says("destroys", "purges what could be restored")],
  ["reset\\s+(?:master|slave|replica)\\b", says("destroys", "resets the replication's logs")],
  ["(?:lo_unlink|drop_chunks|drop_hypertable)\\s*\\(", says("destroys", "takes data away")],
  ["replace\\s+into\\b", says("narrows", "replaces rows of NAME that have the same key")],
  ["rename\\s+(?:table|user|database|schema)\\b", says("narrows", "renames a WORD: code that uses the old name fails")],
  [
    "alter\\s+(?:user|login|role|database|system|policy|type|domain|schema|default)\\b",
    says("narrows", "alters a WORD"),
  ],
  ["(?:grant|revoke|deny)\\s+[\\w ,*]{1,200}?\\s(?:on|to|from)\\s", says("narrows", "gives rights or takes them")],
  ["create\\s+(?:policy|role|user|rule)\\b", () => null],
  ["load\\s+(?:data|xml)\\b", says("narrows", "reads a file into a table")],
  ["into\\s+(?:outfile|dumpfile)\\b", says("narrows", "writes a file on the database's server")],
  ["pragma\\s+writable_schema\\b", says("narrows", "edits the schema's own table")],
  ["attach\\s+(?:database\\b|')", says("narrows", "opens another database")],
  ["sp_rename\\b", says("narrows", "renames something: code that uses the old name fails")],
  [`${SET}(?:foreign_key_checks|unique_checks|foreign_keys)${OFF}`, says("narrows", "stops checking foreign keys")],
  [`${SET}sql_safe_updates${OFF}`, says("narrows", "stops guarding against updates of every row")],
  [`${SET}session_replication_role\\b`, says("narrows", "switches triggers and foreign keys off for the session")],
  ["xp_cmdshell\\b", says("unread", "runs a command on the database's server")],
  ["copy\\s[^;]{1,500}?\\bprogram\\b", says("unread", "runs a program on the database's server")],
  [
    "(?:prepare\\s+\\w+\\s+from|exec(?:ute)?(?:\\s+immediate)?\\s*\\(?|sp_executesql)\\s*@\\w+\\s*(?:\\)|;|,|$)",
    says("unread", "runs SQL that is put together at run time"),
  ],
];

function says(effect: Effect, reason: string): Judge {
  return (rest, words) => {
    const word = words.split(/\s+/)[1]?.toLowerCase() ?? "";
    return { effect, reason: reason.replace("NAME", nameIn(rest)).replace("WORD", word) };
  };
}

function nameIn(rest: string): string {
  return nameWords(AT_NAME.exec(rest)?.[0].replace(/["`[\]\s]/g, "") || "?");
}

function isTemporary(rest: string): boolean {
  return /^\s*(?:temporary\b|["`[]?#)/i.test(rest);
}

function rowsOf(does: string): Judge {
  return (rest, words) => {
    const name = nameIn(
      /^update/i.test(words)
        ? words.replace(/^update\s+(?:(?:low_priority|ignore|only)\s+)*/i, "")
        : rest.replace(/^\s*(?:\([^)]*\)\s*)?(?:from\s+)?/i, ""),
    );
    if (name.startsWith("`#")) return null;
    const [, condition] =
      /\bwhere\b([\s\S]*?)(?:\b(?:order\s+by|limit|returning|option|into|log)\b|;|$)/i.exec(rest) ?? [];
    if (condition === undefined)
      return isHole(rest.replace(AT_NAME, ""))
        ? unread(`${does} ${name}, or some: the rest is put together at run time`)
        : destroys(`${does} ${name}`);
    const [parsed] = parsePostgres(`SELECT WHERE ${condition}`) ?? [];
    const where = fieldsOf(nodeOf({ SelectStmt: parsed?.fields ?? {} })?.fields).whereClause;
    const extent =
      where === undefined ? (isHole(condition) ? "unknown" : "some rows") : extentOf(where, name.replaceAll("`", ""));
    if (extent === "every row") return destroys(`${does} ${name}: its condition excludes none`);
    return extent === "unknown" ? unread(`${does} ${name}, or some: its condition is only known at run time`) : null;
  };
}

function drop(rest: string, words: string): Risk | null {
  const what = words.replace(/^drop\s+/i, "").replace(/\s+(?:if\s+exists|concurrently|only|online)/gi, "");
  if (isTemporary(rest)) return null;
  const name = nameIn(rest);
  return destroys(`drops the ${what.toLowerCase().replace(/\s+/g, " ")}${name === "`?`" ? "" : ` ${name}`}`);
}

/** Clauses of every dialect. */
const CLAUSES: readonly (readonly [RegExp, (match: string, table: string) => Risk])[] = [
  [/\bdrop\s+(?:primary|foreign|unique)\b/gi, (_, table) => destroys(`drops a key of ${table}`)],
  [
    /\bdrop\s+(?!default\b|not\b|identity\b|expression\b|primary\b|foreign\b|unique\b)(?:column\s+|(?=constraint|index|key|partition|period|system|check))?(?:if\s+exists\s+)?(?:(?:constraint|index|key|partition|check)\s+)?(?:if\s+exists\s+)?["`[\w]+/gi,
    (match, table) => {
      const [, kind = "column"] = /\b(constraint|index|key|partition|check)\s/i.exec(match) ?? [];
      return destroys(`drops the ${kind.toLowerCase()} ${nameIn(match.split(/\s+/).at(-1) ?? "")} of ${table}`);
    },
  ],
  [
    /\b(?:modify|change)\s+(?:column\s+)?["`[\w]+|\balter\s+(?:column\s+)?["`[\w]+["`\]]?\s+(?!set\s+default|drop)[\w]+/gi,
    (match, table) => narrows(`changes the column ${nameIn(match.replace(/^\w+\s+(?:column\s+)?/i, ""))} of ${table}`),
  ],
  [
    /\brename\s+(?!index|key|constraint)\w+/gi,
    (_, table) => narrows(`renames ${table} or a column of it: code that uses the old name fails`),
  ],
  [/\btruncate\s+partition\b/gi, (_, table) => destroys(`empties a partition of ${table}`)],
  [/\b(?:exchange|discard|detach)\s+\w+/gi, (_, table) => destroys(`takes a partition or the data of ${table} away`)],
  [
    /\b(?:switch\s+(?:to|partition)|convert\s+to|nocheck|disable\s+(?:trigger|row)|owner\s+to)\b/gi,
    (_, table) => narrows(`moves, converts or stops guarding rows of ${table}`),
  ],
];

function alterTable(rest: string): Risk | null {
  const behind = rest.replace(/^(?:\s+(?:if\s+exists|only))*/i, "");
  if (isTemporary(behind)) return null;
  const table = nameIn(behind);
  const clauses = behind.replace(AT_NAME, "");
  return combine(
    CLAUSES.flatMap(([pattern, judge]) => [...clauses.matchAll(pattern)].map(([match]) => judge(match, table))),
  );
}
