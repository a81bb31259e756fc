// One call in source code, as the tables of risky calls look at it.

import type { Language } from "../places.js";
import type { Risk } from "../risk.js";
import { nameWords } from "../risk.js";
import type { CodeToken } from "./lexer.js";
import { contentText } from "./texts.js";

export interface Code {
  readonly tokens: readonly CodeToken[];
  readonly source: string;
  readonly language: Language;
  /** The file lies where migrations lie. */
  readonly isMigration: boolean;
  /** Names that this file gives to texts, which are looked at where they stand. */
  readonly texts: ReadonlySet<string>;
}

export interface Call {
  /** As written. */
  readonly name: string;
  /** Tokens between the parentheses, or of the rest of the line in languages that do without. */
  readonly args: readonly CodeToken[];
  /** Names of the calls and objects in the same chain, ahead of it and behind it: `db.table("a").where(…).delete()`. */
  readonly before: readonly string[];
  readonly behind: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** Links of a chain that are looked at. */
const MAX_LINKS = 30;
const MAX_ARGS = 200;

/** Null: the word at this index is a definition, a mention or a property. */
export function callAt(
  { tokens, source, language }: Code,
  index: number,
  pairs: ReadonlyMap<number, number>,
): Call | null {
  const token = tokens[index];
  const before = tokens[index - 1];
  if (token === undefined || DEFINES.test(before?.text ?? "")) return null;
  const next = tokens[index + 1];
  const generic = next?.text === "<" ? endOfGeneric(tokens, index + 1) : index + 1;
  const chain = { before: linksBefore(tokens, index, pairs), start: token.start };
  if (tokens[generic]?.text === "(") {
    const close = pairs.get(generic);
    if (close === undefined) return null;
    const args = tokens.slice(generic + 1, Math.min(close, generic + MAX_ARGS));
    return {
      ...chain,
      name: token.text,
      args,
      behind: linksBehind(tokens, close + 1, pairs),
      end: tokens[close]?.end ?? token.end,
    };
  }
  if (language !== "ruby" && language !== "elixir") return null;
  const args = restOfLine(tokens, index, source, pairs);
  return { ...chain, name: token.text, args, behind: [], end: args.at(-1)?.end ?? token.end };
}

const DEFINES = /^(?:def|defp|function|fun|fn|func|class|void|interface|import|from|using|use|type|spec|callback)$/;

function endOfGeneric(tokens: readonly CodeToken[], from: number): number {
  for (let at = from; at < from + 12; at += 1) if (tokens[at]?.text === ">") return at + 1;
  return from;
}

function linksBefore(
  tokens: readonly CodeToken[],
  index: number,
  pairs: ReadonlyMap<number, number>,
): readonly string[] {
  const names: string[] = [];
  let at = index - 1;
  while (names.length < MAX_LINKS && isDot(tokens, at)) {
    at -= tokens[at]?.text === "." ? 1 : 2;
    if (tokens[at]?.text === "?" || tokens[at]?.text === "!" || tokens[at]?.text === "&") at -= 1;
    while (tokens[at]?.text === ")" || tokens[at]?.text === "]" || tokens[at]?.text === "}") {
      const open = pairs.get(at);
      if (open === undefined) return names;
      at = open - 1;
    }
    const name = tokens[at];
    if (name?.kind !== "word") break;
    names.unshift(name.text);
    at -= 1;
  }
  return names;
}

/** `.`, `->`, `::`. */
function isDot(tokens: readonly CodeToken[], at: number): boolean {
  const [last, first] = [tokens[at]?.text, tokens[at - 1]?.text];
  return last === "." || (last === ">" && first === "-") || (last === ":" && first === ":");
}

function linksBehind(
  tokens: readonly CodeToken[],
  from: number,
  pairs: ReadonlyMap<number, number>,
): readonly string[] {
  const names: string[] = [];
  let at = from;
  while (names.length < MAX_LINKS) {
    while (tokens[at]?.text === "?" || tokens[at]?.text === "!") at += 1;
    if (tokens[at]?.text === "-" && tokens[at + 1]?.text === ">") at += 2;
    else if (tokens[at]?.text === ".") at += 1;
    else break;
    const name = tokens[at];
    if (name?.kind !== "word") break;
    names.push(name.text);
    at += 1;
    const close = tokens[at]?.text === "(" ? pairs.get(at) : undefined;
    if (close !== undefined) at = close + 1;
  }
  return names;
}

/** Arguments without parentheses: to the line's end, and on where the line cannot end. */
function restOfLine(
  tokens: readonly CodeToken[],
  index: number,
  source: string,
  pairs: ReadonlyMap<number, number>,
): readonly CodeToken[] {
  let at = index + 1;
  while (at < Math.min(tokens.length, index + MAX_ARGS)) {
    const [before, token] = [tokens[at - 1], tokens[at]];
    if (before === undefined || token === undefined || token.text === "}" || token.text === "]" || token.text === ")")
      break;
    if (token.text === "do" || token.text === ";" || token.text === "if" || token.text === "unless") break;
    if (source.slice(before.end, token.start).includes("\n") && !/^[,([{|+\\.:=]$/.test(before.text)) break;
    const close = pairs.get(at);
    at = (close !== undefined && close > at ? close : at) + 1;
  }
  return tokens.slice(index + 1, at);
}

/** The text, symbol or bare word that comes first, or the one at this place; empty when it is something else. */
export function argument(call: Call, source: string, place = 0): string {
  let depth = 0;
  let count = 0;
  for (const [index, token] of call.args.entries()) {
    const isMark = token.kind === "mark";
    if (isMark && /[([{]/.test(token.text)) depth += 1;
    else if (isMark && /[)\]}]/.test(token.text)) depth -= 1;
    else if (isMark && token.text === "," && depth === 0) count += 1;
    else if (count === place && depth <= 1) {
      const value = token.kind === "text" ? contentText(token, source).trim() : token.kind === "word" ? token.text : "";
      const isPath = token.kind === "word" && /^[.(]$/.test(call.args[index + 1]?.text ?? "");
      if (value !== "" && !isPath && !isKey(call.args, index)) return value;
    }
  }
  return "";
}

/** `name=`, `name: `. */
function isKey(args: readonly CodeToken[], index: number): boolean {
  const [token, next, after] = [args[index], args[index + 1], args[index + 2]];
  if (token?.kind !== "word" || next === undefined) return false;
  if (next.text === "=") return after?.text !== ">";
  return next.text === ":" && next.start === token.end && after !== undefined && after.start > next.end;
}

/** A place for a name in a reason; without one it says so. */
export function named(value: string): string {
  return /^[\w.$ "-]{1,80}$/.test(value) ? nameWords(value.replaceAll('"', "")) : "that is named elsewhere";
}

/** Words and texts of the arguments, joined: `null:false`, `type_=String`. */
export function argumentWords(call: Call): string {
  return call.args
    .filter(({ kind }) => kind !== "text")
    .slice(0, MAX_ARGS)
    .map(({ text }) => text)
    .join("");
}

/** What one call means; null: nothing that matters here. */
export type CallJudge = (call: Call, code: Code) => Risk | null;
