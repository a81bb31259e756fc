// Finds statements by the words that they begin with, in source code, in SQL that no parser takes whole, and in texts that hold
// more SQL. Each is then handed to PostgreSQL's parser; what it refuses is judged by its words.
// INVARIANT: it does not depend on where texts begin and end elsewhere in a file, so that no trick with quotes hides a statement.
import { judgeWords, statementVerbs } from "./judge-words.js";
import { judgeStatement } from "./postgres/judge-statement.js";
import { newMemory, type ScriptMemory } from "./postgres/names.js";
import { parsePostgres } from "./postgres/parse-postgres.js";
import { combine, HOLE, type PlacedRisk, type Risk, unread } from "./risk.js";

/**
 * `code`: source code, where a statement stands in a text or begins a line. `sql`: nothing but SQL. `raw`: SQL whose texts and
 * comments are not known, where only what follows a statement or a comment counts.
 */
export type Place = "code" | "sql" | "raw";

/** Statements of one text that are looked at. */
const MAX_STATEMENTS = 2_000;
const VERBS = statementVerbs();

interface Reading {
  /** As long as the text, without what must not be taken for code. */
  readonly plain?: string;
  readonly memory?: ScriptMemory;
}

export function statementsIn(
  text: string,
  place: Place,
  { plain = text, memory = newMemory() }: Reading = {},
): readonly PlacedRisk[] {
  const risks: PlacedRisk[] = [];
  let [until, looked] = [0, 0];
  for (const { index, 0: words } of plain.matchAll(VERBS)) {
    if (index < until || !STANDS[place](plain, index, words)) continue;
    looked += 1;
    if (looked > MAX_STATEMENTS) {
      risks.push({ ...unread("goes on with more statements than are looked at"), start: index, end: text.length });
      break;
    }
    const { sql, end } = place === "code" ? textFrom(text, index) : sqlFrom(text, plain, index);
    const isSure = place !== "code" || /^[A-Z\W]{2}/.test(words) || isRun(plain, index);
    const { risk, length } = judge(sql, memory, isSure);
    until = length === sql.length ? end : Math.min(end, index + length);
    if (risk !== null) risks.push({ ...risk, start: index, end: until });
  }
  return risks;
}

/** `length`: how much of the text the statement takes. */
function judge(
  sql: string,
  memory: ScriptMemory,
  isSure: boolean,
): { readonly risk: Risk | null; readonly length: number } {
  const first = sql.replace(NEXT_LINE_BEGINS, "");
  for (const one of [sql, first]) {
    const parsed = parsePostgres(one) ?? parsePostgres(toPostgres(one));
    if (parsed === null) continue;
    return { risk: combine(parsed.flatMap((node) => judgeStatement(node, memory))), length: one.length };
  }
  return { risk: isSure ? judgeWords(first) : null, length: first.length };
}

/** A statement of SQL Server's may begin on a new line, without a semicolon. */
const NEXT_LINE_BEGINS =
  /\n\s*(?:delete\s+from|update\s+\S+\s+set|truncate|insert|merge|exec|go|print|if|begin|end|declare|return|(?:drop|create|alter)\s+(?:table|database|schema|view|procedure|function|index))\b[\s\S]*$/i;

/** What is quoted in other dialects, variables, placeholders, and clauses of MySQL and SQL Server that pick no rows. */
function toPostgres(sql: string): string {
  const named = sql.replace(/`([^`"]*)`|(?<![\w\])"'])\[([A-Za-z_#@][^\]"\n]*)\]/g, '"$1$2"').replace(/\\'/g, "''");
  return (named === sql ? named : named.replace(/\|\|/g, " OR ").replace(/&&/g, " AND "))
    .replace(/(?<![\w:@])(?:@@?|:)[A-Za-z_]\w*|\?(?![?|&])/g, HOLE)
    .replace(/^(delete|update)\s+(?:(?:low_priority|quick|ignore|top\s*\([^()]*\))\s+)+/i, "$1 ")
    .trimEnd()
    .replace(/\blimit\s+[\w ,]{1,40};?$/i, "")
    .trimEnd()
    .replace(/\border\s+by\s[\w ,."]{1,200}$/i, "");
}

const STANDS: Readonly<Record<Place, (plain: string, at: number, words: string) => boolean>> = {
  // Behind these words it is an event or a right.
  sql: (plain, at) =>
    !/\b(?:on|for|after|before|of|or|instead|grant|revoke|key|no|not|do)\s+$/i.test(before(plain, at)),
  raw: (plain, at) => /(?:^|;|\*\/|\/\*M?!\d*)\s*$/.test(before(plain, at)),
  code: (plain, at, words) => {
    if (/^delete\s+(?!from|top\s*\()/i.test(words) || isCommented(plain, at)) return false;
    // Style sheets have a class `truncate`.
    if (/^[A-Z][a-z]|^truncate\s+(?!table)/.test(words)) return isRun(plain, at);
    const ahead = before(plain, at);
    return BEGINS.test(ahead) || (/^[A-Z]+\b/.test(words) && BEGINS_CAPITALS.test(ahead));
  },
};

/** Characters ahead of a statement that say whether it is one. */
const MAX_BEFORE = 120;

function before(plain: string, at: number): string {
  return plain.slice(Math.max(0, at - MAX_BEFORE), at);
}

/** A text, a statement, a comment, a heredoc, or what a common table expression holds. */
const BEGINS =
  /(?:["'`;)]|\\n|\*\/|--[^\n]*\n|\bas\s*(?:materialized\s*)?\(|\b(?:explain|analyze)|<<[-~<]?\s*["'`]?\w+["'`]?[^\n]*\n)\s*$/i;
const BEGINS_CAPITALS =
  /(?:^|[({[=|>:\n])\s*$|\b(?:BEGIN|THEN|ELSE|LOOP|AS|DO|EXPLAIN|ANALYZE|EXECUTE|IMMEDIATE|echo)\s+$/;

/** What people read on a button is a statement only when it is handed to a database: `Delete from cart`. */
function isRun(plain: string, at: number): boolean {
  return RUNS.test(before(plain, at));
}

const RUNS =
  /\b(?:exec\w*|query\w*|raw|run|unprepared|statement|addSql|sql|RunSQL|text|prepare\w*|createNativeQuery|nativeQuery|FromSql\w*|\$(?:execute|query)Raw\w*|unsafe|select_all|find_by_sql|literal|batch|mutate|command|CommandText)[!?]?\s*[(<[\s\w=:,@$]*["'`]+\s*$/i;

/** Behind a mark of a comment on the same line, outside of quotes. What may be code is none: `#field = "…"`, `* run("…")`. */
export function isCommented(text: string, at: number): boolean {
  const line = text.slice(Math.max(text.lastIndexOf("\n", at - 1) + 1, at - 1_000), at);
  if (/^\s*(?:\/\/|--\s|#[\s#!])|<!--(?!.*-->)/.test(line)) return true;
  if (/^\s*\*(?!\/)/.test(line) && text.lastIndexOf("/*", at) > text.lastIndexOf("*/", at)) return true;
  const mark = /\s\/\/|\s#\s|\s--\s|\/\*(?!.*\*\/)/.exec(line);
  return mark !== null && [..."\"'`"].every((quote) => line.slice(0, mark.index).split(quote).length % 2 === 1);
}

interface Found {
  readonly sql: string;
  /** Behind it in the text that it was found in. */
  readonly end: number;
}

/** To the semicolon or to a parenthesis that was opened before. */
function sqlFrom(text: string, plain: string, start: number): Found {
  let depth = 0;
  for (const { index, 0: mark } of plain.slice(start).matchAll(/[();]/g)) {
    depth += mark === "(" ? 1 : mark === ")" ? -1 : 0;
    if (depth < 0 || (mark === ";" && depth === 0))
      return { sql: text.slice(start, start + index), end: start + index };
  }
  return { sql: text.slice(start), end: text.length };
}

/** Characters of one statement in source code. */
const MAX_TEXT = 20_000;
const MAX_PARTS = 300;

/** To the end of the text that the statement stands in. What is joined to it counts too; what is computed is a hole. */
function textFrom(source: string, start: number): Found {
  const last = Math.min(source.length, start + MAX_TEXT);
  let quote = /("""|'''|["'`])\s*$/.exec(before(source, start))?.[1] ?? "";
  const stop = quote === "" ? heredocAround(source, start) : "";
  let [at, sql] = [start, ""];
  for (let part = 0; part < MAX_PARTS; part += 1) {
    const close = endOfText(source, at, { last, quote, stop });
    sql += plainText(source.slice(at, close));
    at = close;
    if (quote === "" || !source.startsWith(quote, close)) break;
    const joined = joinedAt(source, close + quote.length);
    if (joined === null) break;
    sql += joined.hole;
    ({ at, quote } = joined);
    if (quote === "") break;
  }
  return { sql, end: Math.max(at, start + 1) };
}

/** The word that ends the heredoc in which this place lies; empty: none. */
function heredocAround(source: string, start: number): string {
  const opener = source.lastIndexOf("<<", start);
  if (opener < 0 || start - opener > MAX_TEXT) return "";
  const [, word = ""] = /^<<[-~<]?\s*["'`\\]?([A-Za-z_]\w*)/.exec(source.slice(opener, opener + 80)) ?? [];
  return word;
}

/** `stop`: the word that ends a heredoc. */
function endOfText(
  source: string,
  from: number,
  { last, quote, stop }: { readonly last: number; readonly quote: string; readonly stop: string },
): number {
  for (let at = from; at < last; at += 1) {
    const char = source.charAt(at);
    if (char === "\\") at += 1;
    else if ((char === "$" || char === "#") && source.charAt(at + 1) === "{") at = endOfComputed(source, at + 2, last);
    else if (quote !== "" && source.startsWith(quote, at)) {
      if (quote.length > 1 || quote === "`" || source.charAt(at + 1) !== quote) return at;
      at += 1;
    } else if (char === ";" || (quote === "" && (source.startsWith('"""', at) || source.startsWith("</", at))))
      return at;
    else if (
      char === "\n" &&
      stop !== "" &&
      source
        .slice(at, at + 80)
        .trimStart()
        .startsWith(stop)
    )
      return at;
    else if (char === "'" && quote !== "'") at = Math.max(at, closeOnLine(source, at));
    else if (quote === "" && (char === '"' || char === "`")) {
      // A name of SQL, or the end of the text.
      const close = closeOnLine(source, at);
      if (close < 0) return at;
      at = close;
    }
  }
  return last;
}

/** The same mark once more on this line; -1: none. */
function closeOnLine(source: string, at: number): number {
  const rest = source.slice(at + 1, at + MAX_INNER).split("\n", 1)[0] ?? "";
  const close = rest.indexOf(source.charAt(at));
  return close < 0 ? -1 : at + 1 + close;
}

/** Characters of a literal of SQL, or of a part that is computed, within a text. */
const MAX_INNER = 1_000;

function endOfComputed(source: string, from: number, last: number): number {
  let depth = 1;
  for (let at = from; at < Math.min(last, from + MAX_INNER); at += 1) {
    depth += source.charAt(at) === "{" ? 1 : source.charAt(at) === "}" ? -1 : 0;
    if (depth === 0) return at;
  }
  return from;
}

/** `" + "`, `" . "`, `" || "`, or nothing but a line's end; a value between two texts is a hole. Null: the text ends here. */
function joinedAt(
  source: string,
  from: number,
): { readonly hole: string; readonly at: number; readonly quote: string } | null {
  const rest = source.slice(from, from + 400);
  const [text, quote] = /^\s*(?:\+|\.(?=\s)|\|\||<>|&|\\)?\s*[A-Za-z@$]{0,2}("""|'''|["'`])/.exec(rest) ?? [];
  if (text !== undefined && quote !== undefined) return { hole: "", at: from + text.length, quote };
  const [value] = /^\s*(?:\+|\.(?=\s)|\|\||<>|&)\s*[\w$@.\->:]+(?:\([^()]*\)|\[[^\]]*\])*/.exec(rest) ?? [];
  if (value === undefined) return null;
  const next = joinedAt(source, from + value.length);
  return next === null ? { hole: HOLE, at: from + value.length, quote: "" } : { ...next, hole: HOLE + next.hole };
}

function plainText(raw: string): string {
  return raw
    .replace(COMPUTED, HOLE)
    .replace(/\\[nrt]/g, " ")
    .replace(/\\(["'`$\\])/g, "$1");
}

/** What is put in, in the ways of languages, format strings and drivers. `::type` is a cast, `'12:30'` a time. */
const COMPUTED =
  /[$#]\{(?:[^{}]|\{[^{}]*\})*\}|%\(\w{1,60}\)[sd]|%%?(?:\d\$)?[sdvqiIL](?!\w)|\{\$?[\w.!:[\]'"]{0,60}\}|(?<![:\w'])[:@][A-Za-z_]\w{0,60}|(?<![\w$])\$[A-Za-z_]\w{0,60}(?!\$)|\?(?![?|&]|\s{0,9}')/g;
