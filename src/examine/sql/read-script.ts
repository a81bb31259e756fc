// Nothing but SQL: each statement goes to PostgreSQL's parser; what it refuses is judged by its words; what is then still not
// understood is a risk itself.
// INVARIANT: a statement that nobody could read is never silent.
import { withoutCommands } from "./client-commands.js";
import { statementsIn } from "./find-in-text.js";
import { judgeStatement } from "./postgres/judge-statement.js";
import { newMemory, type ScriptMemory } from "./postgres/names.js";
import { parsePostgres } from "./postgres/parse-postgres.js";
import { combine, nameWords, type PlacedRisk, unread } from "./risk.js";
import { blank, type Statement, splitStatements } from "./split-statements.js";

export function readScript(text: string): readonly PlacedRisk[] {
  const { sql, risks } = withoutCommands(text.replace(/\0|^\ufeff/g, " "));
  const nul = text.indexOf("\0");
  const hidden = nul < 0 ? [] : [{ ...unread("holds a NUL character"), start: nul, end: nul + 1 }];
  const found = readSql({ sql, isMysql: looksLikeMysql(text), isBody: false, depth: 0, memory: newMemory() });
  return [...risks, ...hidden, ...found, ...readOtherwise(text, found)];
}

/** Where dialects disagree about what is text, as in `'\''` or a comment in a comment: what stands like a statement counts. */
function readOtherwise(text: string, found: readonly PlacedRisk[]): readonly PlacedRisk[] {
  if (!/\\['"]|\/\*M?!|[^\s-][ \t]*--[^\s-]|\/\*[^*]*\/\*/.test(text)) return [];
  const seen = new Set(found.map(({ reason }) => reason));
  return statementsIn(text, "raw").filter(({ effect, reason }) => effect === "destroys" && !seen.has(reason));
}

function looksLikeMysql(text: string): boolean {
  return /`|\/\*M?!|^[ \t]*delimiter\b|\bengine\s*=|\\'|^[ \t]*#/im.test(text);
}

interface Script {
  readonly sql: string;
  readonly isMysql: boolean;
  /** Of a function or a block. */
  readonly isBody: boolean;
  readonly depth: number;
  readonly memory: ScriptMemory;
}

/** Bodies in bodies: deeper ones are not understood. */
const MAX_DEPTH = 4;

function readSql(script: Script): readonly PlacedRisk[] {
  const { sql, isMysql, depth } = script;
  if (depth > MAX_DEPTH) {
    return [{ ...unread("holds more SQL in SQL than is looked at"), start: 0, end: sql.length }];
  }
  return splitStatements(sql, isMysql).flatMap((statement) => [
    ...readStatement(statement, script),
    ...readTexts(statement, script),
  ]);
}

function readStatement(
  { start, end, plain, openAt }: Statement,
  { sql, isBody, memory }: Script,
): readonly PlacedRisk[] {
  const text = sql.slice(start, end);
  const parsed = parsePostgres(text);
  if (parsed !== null) {
    const risk = combine(parsed.flatMap((node) => judgeStatement(node, memory)));
    return risk === null ? [] : [{ ...risk, start, end }];
  }
  const risks = placed(statementsIn(text, "sql", { plain, memory }), start);
  if (openAt !== null) {
    return [
      ...risks,
      { ...unread("cannot be read: a quote or a comment is left open"), start: openAt, end: openAt + 1 },
    ];
  }
  if (risks.length > 0 || isBody || KNOWN.test(plain)) return risks;
  return [{ ...unread("cannot be read as SQL"), start, end }];
}

/** First words, of all dialects, that do no harm by themselves: marks, labels and assignments too. */
const KNOWN =
  /^[\s(;)}{]*(?:$|[@:<]|\w+\s*:=|(?:select|insert|create|set|use|begin|start|commit|rollback|savepoint|release|show|describe|desc|explain|analy[sz]e|declare|if|else|elseif|elsif|end|while|loop|repeat|until|return|print|comment|with|values|lock|unlock|call|fetch|open|close|deallocate|pragma|vacuum|reindex|optimize|merge|update|delete|alter|replace|raise|raiserror|throw|leave|iterate|signal|resignal|get|exec|execute|prepare|case|when|for|null|checkpoint|check|refresh|add|rename|do|try|catch|waitfor|copy|upsert|put|list|cache|uncache|exception|continue|exit|perform|goto|transaction|cluster|discard|listen|notify|unlisten|move|import|security|flush|emit|on)\b)/i;

/** SQL in SQL: bodies of functions and blocks, and texts that are run, such as `EXECUTE format('DROP TABLE %I', name)`. */
function readTexts({ start, end, plain, texts }: Statement, script: Script): readonly PlacedRisk[] {
  const { sql, isBody, depth } = script;
  const text = sql.slice(start, end);
  if (/^\s*(?:do\b|create\s+(?:or\s+replace\s+)?(?:function|procedure)\b)/i.test(plain)) {
    const [, language = "sql"] =
      /\blanguage\s+'?(\w+)/i.exec(plain) ?? /\blanguage\s+'(\w+)'\s*;?\s*$/i.exec(text) ?? [];
    if (/^(?:c|internal)$/i.test(language)) return [];
    if (!/^(?:plpg)?sql$/i.test(language)) return [{ ...unread(`runs code in ${nameWords(language)}`), start, end }];
    return texts.flatMap((inner) =>
      placed(
        readSql({
          ...script,
          sql: sql.slice(inner.start, inner.end).replaceAll("''", " '"),
          isBody: true,
          depth: depth + 1,
        }),
        inner.start,
      ),
    );
  }
  const isRun = /^\s*(?:set|declare)\b|\b(?:exec|execute|sp_executesql|prepare)\b/i.test(plain);
  if (!isRun && !/^\s*(?:select|call|with|perform)\b/i.test(plain)) return [];
  if (isRun && texts.length === 0 && (isBody ? RUNS_VALUE : RUNS_VALUE_AT_ONCE).test(plain)) {
    return [{ ...unread("runs SQL that is put together at run time"), start, end }];
  }
  return placed(statementsIn(text, "code", { plain: shownTexts(text, plain, { start, texts, isRun }) }), start);
}

const RUNS_VALUE = /\bexecute\s+(?!function\b|procedure\b|on\b)(?:immediate\s+)?[a-z_@]/i;
const RUNS_VALUE_AT_ONCE = /\bexecute\s+immediate\s+[a-z_@]/i;

/** Nothing but the texts with their quotes; where no statement runs texts, only those that functions are called with. */
function shownTexts(
  text: string,
  plain: string,
  { start, texts, isRun }: { readonly start: number; readonly texts: Statement["texts"]; readonly isRun: boolean },
): string {
  let shown = "";
  for (const inner of texts) {
    const [from, to] = [inner.start - start - 1, inner.end - start + 1];
    const before = plain.slice(0, from);
    const isArgument = /[(,]\s*\w?$/.test(before) && before.split("(").length > before.split(")").length;
    if (from < shown.length || !(isRun || isArgument)) continue;
    shown += blank(text.slice(shown.length, from)) + text.slice(from, to);
  }
  return shown + blank(text.slice(shown.length));
}

function placed(risks: readonly PlacedRisk[], by: number): readonly PlacedRisk[] {
  return risks.map((risk) => ({ ...risk, start: risk.start + by, end: risk.end + by }));
}
