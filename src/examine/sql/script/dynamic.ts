// SQL inside SQL: bodies of functions and blocks, and texts that are run, such as EXECUTE format('DROP TABLE %I', name).
import type { Node } from "../postgres/parse.js";
import { HOLE, nameWords, type Risk, type SqlPiece, unread } from "../risk.js";
import type { Token } from "./lexer.js";
import { looksLikeSql } from "./looks-like-sql.js";
import type { Statement } from "./statements.js";
import { blank } from "./templates.js";

export interface Dynamic {
  readonly pieces: readonly SqlPiece[];
  readonly risks: readonly (Risk & { readonly start: number; readonly end: number })[];
}

/** `isBody`: the statement is part of procedural code. Places count in `text`. */
export function readDynamic(
  statement: Statement & { readonly node: Node | null },
  text: string,
  isBody: boolean,
): Dynamic {
  const { tokens } = statement;
  if (!tokens.some(({ kind, text: word }) => kind === "string" || EXECUTES.has(word))) return NOTHING;
  const bodies = readBodies(tokens);
  if (bodies !== null) return bodies;
  const executed = statement.node === null || isBody ? readExecuted(tokens, text, isBody) : NOTHING;
  const covered = executed.pieces.map(({ start, text: { length } }) => ({ start, end: start + length }));
  const others = tokens.flatMap((token, index) => {
    if (token.kind !== "string" || covered.some(({ start, end }) => token.start >= start && token.start < end))
      return [];
    const isArgument = isBody || (TAKES_SQL.has(tokens[0]?.text ?? "") && isBetweenParentheses(tokens, index));
    return isArgument && looksLikeSql(innerText(token).text) ? [textFrom(tokens, index, text, "likely")] : [];
  });
  return { pieces: [...executed.pieces, ...others], risks: executed.risks };
}

const NOTHING: Dynamic = { pieces: [], risks: [] };
const EXECUTES: ReadonlySet<string> = new Set(["execute", "exec", "sp_executesql", "prepare"]);
/** Functions are called from these, and some run the text they are given. */
const TAKES_SQL: ReadonlySet<string> = new Set(["select", "call", "exec", "set", "declare", "with"]);

/** An argument, not a value that is selected. */
function isBetweenParentheses(tokens: readonly Token[], index: number): boolean {
  let depth = 0;
  for (let at = index - 1; at >= Math.max(0, index - MAX_TOKENS); at -= 1) {
    if (tokens[at]?.text === ")") depth += 1;
    else if (tokens[at]?.text === "(" && depth === 0)
      return tokens[at - 1]?.kind === "word" || tokens[at - 1]?.kind === "name";
    else if (tokens[at]?.text === "(") depth -= 1;
  }
  return false;
}

/** What DO and CREATE FUNCTION are given as text; null: the statement has no such body. */
function readBodies(tokens: readonly Token[]): Dynamic | null {
  const start = tokens.slice(0, 6).map(({ text }) => text);
  const isBlock = start[0] === "do";
  const isFunction = start[0] === "create" && start.some((word) => word === "function" || word === "procedure");
  if (!isBlock && !isFunction) return null;
  const bodies = tokens.filter((token, index) => token.kind === "string" && isBodyAt(tokens, index, isBlock));
  const language = languageOf(tokens) ?? (isBlock ? "plpgsql" : "");
  const isSql = language === "sql" || language === "plpgsql" || language === "";
  if (bodies.length === 0 || language === "c" || language === "internal") return isSql ? null : NOTHING;
  if (!isSql) {
    return {
      pieces: [],
      risks: bodies.map(({ start, end }) => ({ ...unread(`runs code in ${nameWords(language)}`), start, end })),
    };
  }
  const certainty = language === "sql" ? "run" : "body";
  return { pieces: bodies.map((token) => ({ ...innerText(token), certainty })), risks: [] };
}

function isBodyAt(tokens: readonly Token[], index: number, isBlock: boolean): boolean {
  const token = tokens[index];
  return token !== undefined && (isBlock || token.text.startsWith("$") || tokens[index - 1]?.text === "as");
}

function languageOf(tokens: readonly Token[]): string | null {
  const at = tokens.findIndex(({ kind, text }) => kind === "word" && text === "language");
  return at < 0 ? null : (tokens[at + 1]?.text.replaceAll("'", "").toLowerCase() ?? null);
}

/** As long as the literal, with blanks for its quotes. */
function innerText({ text, start }: Token): { readonly text: string; readonly start: number } {
  const [tag] = /^\$\w*\$/.exec(text) ?? [];
  if (tag !== undefined) {
    const space = " ".repeat(tag.length);
    return { text: `${space}${text.slice(tag.length, -tag.length)}${space}`, start };
  }
  return { text: ` ${text.slice(1, -1).replaceAll("''", " '")} `, start };
}

function readExecuted(tokens: readonly Token[], text: string, isBody: boolean): Dynamic {
  const pieces: SqlPiece[] = [];
  const risks: Dynamic["risks"][number][] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "word" || !EXECUTES.has(token.text) || !runsText(tokens, index, isBody)) continue;
    const piece = textFrom(tokens, index + 1, text, "run");
    if (/[^\s\uE000]/.test(piece.text)) pieces.push(piece);
    else
      risks.push({
        ...unread("runs SQL that is put together at run time"),
        start: token.start,
        end: piece.start + piece.text.length,
      });
    if (pieces.length + risks.length >= 20) break;
  }
  return { pieces, risks };
}

/** A procedure or a prepared statement may be executed by its name. */
function runsText(tokens: readonly Token[], index: number, isBody: boolean): boolean {
  const [before, word, next, after] = [tokens[index - 1], tokens[index], tokens[index + 1], tokens[index + 2]];
  if (before?.kind === "mark" ? before.text === "," : /^(?:grant|revoke|deny|or|can)$/.test(before?.text ?? ""))
    return false;
  if (next === undefined || /^(?:function|procedure|on|to|as|privilege|privileges)$/.test(next.text)) return false;
  if (word?.text === "sp_executesql") return true;
  if (word?.text === "prepare") return after?.text === "from";
  if (next.kind === "string" || next.text === "immediate" || (next.kind === "mark" && next.text === "(")) return true;
  return next.text === "n" && after?.kind === "string" ? true : isBody && word?.text === "execute";
}

/** Tokens of one such expression. */
const MAX_TOKENS = 2_000;

/** The text that an expression makes: its literals, with holes for everything that is put in between. */
function textFrom(tokens: readonly Token[], from: number, text: string, certainty: SqlPiece["certainty"]): SqlPiece {
  const start = tokens[from]?.start ?? 0;
  let made = "";
  let at = start;
  let skipping: number | null = null;
  let depth = 0;
  for (let index = from; index < Math.min(tokens.length, from + MAX_TOKENS); index += 1) {
    const token = tokens[index];
    if (token === undefined || token.text === ";" || (token.kind === "word" && /^(?:using|into)$/.test(token.text)))
      break;
    made += blank(text.slice(at, token.start));
    at = token.end;
    if (token.text === "(" && token.kind === "mark") depth += 1;
    if (token.text === ")" && token.kind === "mark") depth -= 1;
    if (depth < 0) break;
    if (skipping !== null && depth < skipping) skipping = null;
    // Behind a format come its arguments, which stand in it as holes already; of other calls too, one text is enough.
    if (token.text === "," && token.kind === "mark") skipping ??= depth;
    if (token.kind === "string" && skipping === null) made += withHoles(innerText(token).text);
    else if (
      skipping !== null ||
      token.kind === "mark" ||
      tokens[index + 1]?.text === "(" ||
      isPrefix(token, tokens[index + 1])
    )
      made += blank(text.slice(token.start, token.end));
    else
      made += NOT_VALUES.has(token.text)
        ? blank(text.slice(token.start, token.end))
        : text.slice(token.start, token.end).replace(/[^\n]/g, HOLE);
  }
  return { text: made, start, certainty };
}

const NOT_VALUES: ReadonlySet<string> = new Set(["immediate", "from", "format", "concat"]);

/** The `E` or `N` of a literal. */
function isPrefix(token: Token, next: Token | undefined): boolean {
  return next?.kind === "string" && next.start === token.end;
}

/** Of format() and of the like. */
function withHoles(text: string): string {
  return text.replace(/%(?:\d+\$)?[IsLdn]/g, (spec) => HOLE.repeat(spec.length));
}
