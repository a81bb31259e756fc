// Where a migration is taken back in source code: `def down`, `exports.down = …`, `downgrade()`, `reverse_sql=`.
import type { Language } from "../places.js";
import type { Region } from "../way-back.js";
import { pairBrackets } from "./brackets.js";
import type { CodeToken } from "./lexer.js";

export function wayBackRegions(tokens: readonly CodeToken[], source: string, language: Language): readonly Region[] {
  const isIndented = language === "python" || language === "ruby" || language === "elixir";
  const pairs = pairBrackets(tokens);
  return tokens.flatMap(({ kind, text, start }, index): Region[] => {
    if (kind !== "word") return [];
    const isName = NAMES.test(text);
    if (!isName && text !== "reverse_sql") return [];
    if (text === "reverse_sql") return [...argumentFrom(tokens, index, pairs)];
    if (!isDefined(tokens, index)) return [];
    if (tokens[index - 1]?.text === "." && tokens[index - 2]?.text !== "exports" && tokens[index - 2]?.text !== "dir")
      return [];
    const braces = bracedFrom(tokens, index, pairs, source);
    if (braces !== null) return [braces];
    return isIndented ? [indentedFrom(source, start)] : [];
  });
}

const NAMES = /^(?:down|Down|downgrade|safeDown|DownAsync|backwards?|rollback)$/;

/** A definition, not a call of it. */
function isDefined(tokens: readonly CodeToken[], index: number): boolean {
  const before = tokens[index - 1]?.text ?? "";
  const next = tokens[index + 1]?.text ?? "";
  if (/^(?:def|function|fun|fn|func|void|async|Task|const|let|var|static|public|override|dir|,|\{|\}|;)$/.test(before))
    return true;
  return before === "." || next === "=" || next === ":" || next === "do";
}

/** Tokens between a name and the body of what it names. */
const MAX_HEAD = 60;

function bracedFrom(
  tokens: readonly CodeToken[],
  index: number,
  pairs: ReadonlyMap<number, number>,
  source: string,
): Region | null {
  let at = index + 1;
  const last = Math.min(tokens.length, index + MAX_HEAD);
  const start = tokens[index]?.start ?? 0;
  while (at < last) {
    const { kind, text } = tokens[at] ?? { kind: "mark", text: ";" };
    if (kind === "mark" && text === "{") return regionTo(tokens, start, pairs.get(at));
    if (kind === "mark" && text === "=" && tokens[at + 1]?.text === ">" && tokens[at + 2]?.text !== "{") {
      return { start, end: endOfExpression(tokens, at + 2, pairs, source) };
    }
    if (kind === "mark" && (text === ";" || text === "}" || text === ")")) return null;
    at = (kind === "mark" && (text === "(" || text === "[") ? (pairs.get(at) ?? last) : at) + 1;
  }
  return null;
}

function regionTo(tokens: readonly CodeToken[], start: number, close: number | undefined): Region | null {
  const end = tokens[close ?? -1]?.end;
  return end === undefined ? null : { start, end };
}

function endOfExpression(
  tokens: readonly CodeToken[],
  from: number,
  pairs: ReadonlyMap<number, number>,
  source: string,
): number {
  for (let at = from; at < Math.min(tokens.length, from + 2_000); at += 1) {
    const text = tokens[at]?.kind === "mark" ? (tokens[at]?.text ?? "") : "";
    if (text === ";" || text === "," || text === "}" || text === ")") return tokens[at]?.end ?? source.length;
    at = pairs.get(at) ?? at;
  }
  return source.length;
}

/** The argument behind `name=`. */
function argumentFrom(
  tokens: readonly CodeToken[],
  index: number,
  pairs: ReadonlyMap<number, number>,
): readonly Region[] {
  const start = tokens[index]?.start ?? 0;
  for (let at = index + 1; at < Math.min(tokens.length, index + 500); at += 1) {
    const text = tokens[at]?.kind === "mark" ? tokens[at]?.text : "";
    if (text === "," || text === ")" || text === "]") return [{ start, end: tokens[at]?.end ?? start }];
    const close = pairs.get(at);
    if (close !== undefined && close > at) at = close;
  }
  return [];
}

/** The lines below that stand further in than this one. */
function indentedFrom(source: string, start: number): Region {
  const lineStart = source.lastIndexOf("\n", start) + 1;
  const indent = indentOf(source, lineStart);
  let end = source.indexOf("\n", start);
  while (end >= 0) {
    const next = end + 1;
    const lineEnd = source.indexOf("\n", next);
    const isBlank = source.slice(next, lineEnd < 0 ? source.length : lineEnd).trim() === "";
    if (!isBlank && indentOf(source, next) <= indent) return { start, end: next };
    end = lineEnd;
  }
  return { start, end: source.length };
}

function indentOf(source: string, lineStart: number): number {
  let at = lineStart;
  while (source.charAt(at) === " " || source.charAt(at) === "\t") at += 1;
  return at - lineStart;
}
