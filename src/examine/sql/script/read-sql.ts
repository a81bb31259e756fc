// From a piece of SQL to its risks. PostgreSQL's parser is asked first, for the whole and then for each statement; what it refuses is
// matched by words; what is then still not understood is a risk itself.
// INVARIANT: a statement that nobody could read is never silent, unless the piece only looked like SQL.
import { excerptOf } from "../excerpt.js";
import { judgeStatement } from "../postgres/judge.js";
import { type Node, parsePostgres } from "../postgres/parse.js";
import { newMemory, type ScriptMemory } from "../postgres/script-memory.js";
import { combine, type PlacedRisk, type Risk, type SqlPiece, unread } from "../risk.js";
import { readDynamic } from "./dynamic.js";
import type { Reading, Token } from "./lexer.js";
import { matchStatement } from "./match.js";
import { toPostgres } from "./normalise.js";
import { prepareScript } from "./prepare.js";
import { isKnownVerb, looksLikeMysql, mayBeSqlite, readsTwoWays } from "./readings.js";
import { type Statement, splitStatements } from "./statements.js";
import { withoutTemplates } from "./templates.js";

/** Bodies in bodies: deeper ones are not understood. */
const MAX_DEPTH = 4;
/** Bodies and run texts of one script. */
const MAX_PIECES = 2_000;

interface Scope {
  readonly depth: number;
  readonly pieces: { left: number };
}

/** Characters that PostgreSQL's parser reads at once. */
const MAX_WHOLE = 1_000_000;

export function readSql(
  piece: SqlPiece,
  scope: Scope = { depth: 0, pieces: { left: MAX_PIECES } },
): readonly PlacedRisk[] {
  const raw = piece.text.replace(/\0|^\ufeff/g, " ");
  const prepared = piece.certainty === "script" ? prepareScript(raw) : { text: raw, risks: [] };
  const placed = (text: string, { start, end, effect, reason }: Risk & { start: number; end: number }): PlacedRisk => ({
    effect,
    reason,
    start: piece.start + start,
    end: piece.start + end,
    text: excerptOf(text.slice(start, end)),
  });
  scope.pieces.left -= 1;
  if (scope.depth > MAX_DEPTH || scope.pieces.left < 0) {
    return [placed(raw, { ...unread("holds more SQL in SQL than is looked at"), start: 0, end: raw.length })];
  }
  const found = readText(prepared.text, piece, scope);
  const nul = piece.text.indexOf("\0");
  const extra = [
    ...prepared.risks,
    ...(nul < 0 ? [] : [{ ...unread("holds a NUL character"), start: nul, end: nul + 1 }]),
  ];
  return [...found, ...extra.map((risk) => placed(raw, risk))];
}

/** One way to read a text: its statements, each parsed where it could be. */
interface Read {
  readonly text: string;
  readonly reading: Reading;
  readonly statements: readonly (Statement & { readonly node: Node | null })[];
}

function readText(text: string, piece: SqlPiece, scope: Scope): readonly PlacedRisk[] {
  const read = readWhole(text) ?? readWhole(withoutTemplates(text)) ?? readEach(withoutTemplates(text));
  const risks = risksOf(read, piece, scope);
  if (!readsTwoWays(text) || (read.reading === "mysql" && !mayBeSqlite(text))) return risks;
  const other: Reading = read.reading === "mysql" ? "standard" : "mysql";
  // What does not end in the other dialect does not run there.
  const whole = splitStatements(text, other).filter(({ tokens }) => !tokens.some(({ kind }) => kind === "unclosed"));
  const statements = whole.map((statement) => ({ ...statement, node: null }));
  const seen = new Set(risks.map(({ reason }) => reason));
  // The same text read as another dialect: only what that one would destroy is news.
  const more = risksOf({ text, reading: other, statements }, { ...piece, certainty: "run" }, scope);
  return [...risks, ...more.filter(({ effect, reason }) => effect === "destroys" && !seen.has(reason))];
}

/** All statements as PostgreSQL cuts them; null: it does not take the whole text. */
function readWhole(text: string): Read | null {
  if (text.length > MAX_WHOLE) return null;
  const split = splitStatements(text, "standard");
  if (split.length === 0) return { text, reading: "standard", statements: [] };
  if (!split.every(({ isParsable }) => isParsable)) return null;
  const parsed = parsePostgres(text);
  if (parsed === null) return null;
  const tokens = split.flatMap((statement) => statement.tokens);
  let at = 0;
  const statements = parsed.map(({ node, start, end }) => {
    const own: Token[] = [];
    while ((tokens[at]?.start ?? text.length) < start) at += 1;
    for (let token = tokens[at]; token !== undefined && token.start < end; token = tokens[at]) {
      own.push(token);
      at += 1;
    }
    // To the semicolon: a condition may have stood ahead of it.
    const stop = tokens[at]?.text === ";" ? (tokens[at]?.end ?? end) : text.length + 1;
    return { node, tokens: own, start: own[0]?.start ?? start, end: stop, isParsable: true };
  });
  return { text, reading: "standard", statements };
}

function readEach(text: string): Read {
  const reading: Reading = looksLikeMysql(text) ? "mysql" : "standard";
  const statements = splitStatements(text, reading).map((statement) => ({
    ...statement,
    node: parseOne(text, statement, reading),
  }));
  return { text, reading, statements };
}

function parseOne(text: string, statement: Statement, reading: Reading): Node | null {
  if (!statement.isParsable || statement.tokens.some(({ kind }) => kind === "unclosed")) return null;
  const asIs = reading === "standard" ? parsePostgres(text.slice(statement.start, statement.end)) : null;
  const parsed = asIs ?? parsePostgres(toPostgres(statement.tokens, reading));
  return parsed?.length === 1 ? (parsed[0]?.node ?? null) : null;
}

function risksOf(read: Read, piece: SqlPiece, scope: Scope): readonly PlacedRisk[] {
  const memory = newMemory();
  const isWeak = piece.certainty === "likely" && read.statements.some((statement) => !isUnderstood(statement, read));
  if (isWeak) return [];
  return read.statements.flatMap((statement) => {
    const excerpt = excerptOf(read.text.slice(statement.start, statement.end));
    const own = ownRisks(statement, read, memory, piece.certainty).map(({ effect, reason, start, end }) => ({
      effect,
      reason,
      start: piece.start + start,
      end: piece.start + end,
      text: start === statement.start ? excerpt : excerptOf(read.text.slice(start, end)),
    }));
    const { pieces, risks } = readDynamic(statement, read.text, piece.certainty === "body");
    const inner = pieces.flatMap((part) =>
      readSql({ ...part, start: piece.start + part.start }, { ...scope, depth: scope.depth + 1 }),
    );
    return [
      ...own,
      ...risks.map((risk) => ({
        ...risk,
        start: piece.start + risk.start,
        end: piece.start + risk.end,
        text: excerpt,
      })),
      ...inner,
    ];
  });
}

function ownRisks(
  statement: Read["statements"][number],
  { reading }: Read,
  memory: ScriptMemory,
  certainty: SqlPiece["certainty"],
) {
  const { node, start, end, tokens } = statement;
  if (node !== null) {
    const risk = combine(judgeStatement(node, memory));
    return risk === null ? [] : [{ ...risk, start, end }];
  }
  const risks = matchStatement(statement, reading, memory);
  const unclosed = tokens.find(({ kind }) => kind === "unclosed");
  if (unclosed !== undefined) {
    return [
      ...risks,
      { ...unread("cannot be read: a quote or a comment is left open"), start: unclosed.start, end: unclosed.end },
    ];
  }
  if (risks.length > 0 || certainty === "body" || isKnownVerb(tokens)) return risks;
  return [{ ...unread("cannot be read as SQL"), start, end }];
}

/** For a text that may not be SQL at all: SQL that no parser reads is written in capitals, sentences are not. */
function isUnderstood({ node, tokens, start }: Read["statements"][number], { text }: Read): boolean {
  if (node !== null) return true;
  if (tokens.some(({ kind }) => kind === "unclosed") || !isKnownVerb(tokens)) return false;
  return /^[A-Z]{2,}\s+[A-Z@#`"[\uE000]/.test(text.slice(start, start + 80));
}
