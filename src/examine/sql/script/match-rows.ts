// DELETE, UPDATE and TRUNCATE by their words, where no parser reads the whole statement.
import { extentOf } from "../postgres/condition.js";
import { fieldsOf, nodeOf, parsePostgres } from "../postgres/parse.js";
import { destroys, isHole, nameWords, type Risk, unread } from "../risk.js";
import { type Cursor, findAhead, nameAt, skip, textAt, wordAt } from "./cursor.js";
import { toPostgres } from "./normalise.js";

/** Ahead of DELETE and UPDATE: these words speak of events and rights. */
const SPEAKS_OF: ReadonlySet<string> = new Set([
  "on",
  "for",
  "after",
  "before",
  "of",
  "or",
  "instead",
  "grant",
  "revoke",
  "deny",
  "key",
  "no",
  "not",
]);
const MODIFIERS: ReadonlySet<string> = new Set([
  "low_priority",
  "quick",
  "ignore",
  "only",
  "from",
  "or",
  "rollback",
  "abort",
  "replace",
  "fail",
]);
const NOT_NAMES: ReadonlySet<string> = new Set([
  "set",
  "where",
  "on",
  "cascade",
  "restrict",
  "if",
  "statistics",
  "is",
  "and",
  "or",
  "as",
]);

export function matchDelete(cursor: Cursor): Risk | null {
  if (SPEAKS_OF.has(wordAt(cursor, -1)) || textAt(cursor, -1) === ".") return null;
  if (wordAt(cursor, -1) === "then" && !/^(?:from|top)$/.test(wordAt(cursor, 1)) && nameAt(cursor, 1).name === "") {
    return destroys("deletes rows while merging");
  }
  const from = skip(cursor, 1, MODIFIERS);
  const start =
    wordAt(cursor, from) === "top" ? skip(cursor, (findClose(cursor, from + 1) ?? from) + 1, MODIFIERS) : from;
  const { name } = nameAt(cursor, start);
  if (name === "" || NOT_NAMES.has(name) || (from === 1 && !isPlainDelete(cursor, start))) return null;
  if (name.startsWith("#")) return null;
  const extent = extentAhead(cursor, name);
  if (extent === "every row") return destroys(`deletes every row of ${nameWords(name)}`);
  return extent === "unknown" ? unread(`deletes rows of ${nameWords(name)} by a condition that cannot be read`) : null;
}

/** Oracle and SQL Server do without FROM; then nothing but the name and a condition may follow. */
function isPlainDelete(cursor: Cursor, start: number): boolean {
  const { next } = nameAt(cursor, start);
  return (
    /^(?:|;|\))$/.test(textAt(cursor, next)) ||
    /^(?:where|from|as|output|go)$/.test(wordAt(cursor, next)) ||
    wordAt(cursor, 1) === "top"
  );
}

export function matchUpdate(cursor: Cursor): Risk | null {
  if (SPEAKS_OF.has(wordAt(cursor, -1)) || wordAt(cursor, -1) === "do" || textAt(cursor, -1) === ".") return null;
  const from = skip(cursor, 1, MODIFIERS);
  const start = wordAt(cursor, from) === "top" ? (findClose(cursor, from + 1) ?? from) + 1 : from;
  const { name } = nameAt(cursor, start);
  if (name === "" || NOT_NAMES.has(name) || name.startsWith("#")) return null;
  const set = findAhead(cursor, start + 1, SET);
  if (set === null || set - cursor.at > 60) return null;
  const extent = extentAhead(cursor, name);
  if (extent === "every row") return destroys(`overwrites columns in every row of ${nameWords(name)}`);
  return extent === "unknown"
    ? unread(`overwrites rows of ${nameWords(name)} by a condition that cannot be read`)
    : null;
}

const SET: ReadonlySet<string> = new Set(["set"]);

export function matchTruncate(cursor: Cursor): Risk | null {
  if (/^(?:grant|on|before|after|revoke)$/.test(wordAt(cursor, -1)) || textAt(cursor, -1) === ",") return null;
  const { name } = nameAt(cursor, skip(cursor, 1, TRUNCATED));
  if (name === "" || name.startsWith("#")) return null;
  return destroys(`empties the table ${nameWords(name)}`);
}

const TRUNCATED: ReadonlySet<string> = new Set(["table", "if", "exists", "only"]);

function findClose({ tokens, at }: Cursor, distance: number): number | null {
  for (let next = distance; next < distance + 20; next += 1) if (tokens[at + next]?.text === ")") return next;
  return null;
}

const WHERE: ReadonlySet<string> = new Set(["where"]);
/** Words that a condition ends before. */
const BEHIND: ReadonlySet<string> = new Set([
  "order",
  "limit",
  "returning",
  "return",
  "option",
  "into",
  "log",
  "go",
  "offset",
  "group",
  "settings",
  "end",
]);
const MAX_CONDITION = 1_500;

function extentAhead(cursor: Cursor, name: string): "every row" | "some rows" | "no row" | "unknown" {
  const where = findAhead(cursor, 1, WHERE);
  if (where === null) return hasHole(cursor) ? "unknown" : "every row";
  const rest = { ...cursor, at: where };
  const close = findAhead(rest, 1, BEHIND) ?? endOfCondition(rest);
  const tokens = cursor.tokens.slice(where + 1, close).filter(({ text }) => text !== ";");
  if (tokens.length === 0 || tokens.length > MAX_CONDITION) return "unknown";
  const parsed = parsePostgres(`SELECT WHERE ${toPostgres(tokens, cursor.reading)}`);
  const condition = fieldsOf(nodeOf({ [parsed?.[0]?.node.kind ?? ""]: parsed?.[0]?.node.fields })?.fields).whereClause;
  if (parsed === null || condition === undefined)
    return tokens.some(({ text }) => isHole(text)) ? "unknown" : "some rows";
  return extentOf(condition, name.split(".").at(-1) ?? "");
}

function endOfCondition({ tokens, at }: Cursor): number {
  let depth = 0;
  for (let index = at + 1; index < Math.min(tokens.length, at + MAX_CONDITION + 2); index += 1) {
    if (tokens[index]?.text === "(") depth += 1;
    else if (tokens[index]?.text === ")") depth -= 1;
    if (depth < 0 || (depth === 0 && tokens[index]?.text === ";")) return index;
  }
  return Math.min(tokens.length, at + MAX_CONDITION + 2);
}

function hasHole({ tokens, at }: Cursor): boolean {
  // The table itself may be one: what counts is what could be the condition, behind it.
  return tokens.slice(at + 3, at + 40).some(({ text }) => isHole(text));
}
