// Finds what destroys in the tokens of a statement, wherever it stands: at the start, in a common table expression, in the body of a
// procedure. For dialects and procedural code that PostgreSQL's parser does not read; where it reads a part, its answer counts.
import { judgeStatement } from "../postgres/judge.js";
import { parsePostgres } from "../postgres/parse.js";
import type { ScriptMemory } from "../postgres/script-memory.js";
import { combine, type Risk, unread } from "../risk.js";
import { beginsStatement, type Cursor, endOf } from "./cursor.js";
import type { Reading } from "./lexer.js";
import { matchAlterTable } from "./match-alter.js";
import { CLAUSE_VERBS, STATEMENT_VERBS } from "./match-verbs.js";
import { toPostgres } from "./normalise.js";
import type { Statement } from "./statements.js";

export interface MatchedRisk extends Risk {
  readonly start: number;
  readonly end: number;
}

/** Risks of one statement that are worth telling. */
const MAX_RISKS = 20;
/** Tries of the parser on parts of one statement. */
const MAX_TRIES = 60;
const MAX_PARSED_TOKENS = 3_000;

export function matchStatement(statement: Statement, reading: Reading, memory: ScriptMemory): readonly MatchedRisk[] {
  const { tokens, end } = statement;
  const risks: MatchedRisk[] = [];
  let tries = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind !== "word" || !VERBS.has(token.text)) continue;
    if (risks.length >= MAX_RISKS || tries >= MAX_TRIES) {
      risks.push({ ...unread("goes on with more statements than are looked at"), start: token.start, end });
      break;
    }
    const cursor = { tokens, at, reading };
    const stop = PARSED.has(token.text) && beginsStatement(cursor) ? endOf(cursor) : at;
    if (stop > at) {
      tries += 1;
      const parsed = parsePart(cursor, stop, statement, memory);
      if (parsed !== null) {
        if (parsed.risk !== null) risks.push({ ...parsed.risk, start: token.start, end: tokens[stop - 1]?.end ?? end });
        at = stop - 1;
        continue;
      }
    }
    const found = matchVerb(cursor);
    if (found.length === 0) continue;
    const last = tokens[endOf(cursor) - 1]?.end ?? end;
    risks.push(...found.map((risk) => ({ ...risk, start: token.start, end: last })));
  }
  return risks;
}

/** Verbs whose statements PostgreSQL may read where they stand in something that it does not. */
const PARSED: ReadonlySet<string> = new Set([
  "delete",
  "update",
  "merge",
  "truncate",
  "drop",
  "alter",
  "with",
  "insert",
  "select",
]);
const VERBS: ReadonlySet<string> = new Set([...PARSED, ...Object.keys(STATEMENT_VERBS), ...Object.keys(CLAUSE_VERBS)]);

function parsePart(
  cursor: Cursor,
  stop: number,
  { isParsable }: Statement,
  memory: ScriptMemory,
): { readonly risk: Risk | null } | null {
  if (!isParsable || stop - cursor.at > MAX_PARSED_TOKENS) return null;
  const parsed = parsePostgres(toPostgres(cursor.tokens.slice(cursor.at, stop), cursor.reading));
  const [first, ...others] = parsed ?? [];
  if (first === undefined || others.length > 0) return null;
  return { risk: combine(judgeStatement(first.node, memory)) };
}

function matchVerb(cursor: Cursor): readonly Risk[] {
  const word = cursor.tokens[cursor.at]?.text ?? "";
  if (word === "alter") return matchAlterTable(cursor);
  const anywhere = CLAUSE_VERBS[word]?.(cursor) ?? null;
  if (anywhere !== null) return [anywhere];
  const alone = beginsStatement(cursor) ? (STATEMENT_VERBS[word]?.(cursor) ?? null) : null;
  return alone === null ? [] : [alone];
}
