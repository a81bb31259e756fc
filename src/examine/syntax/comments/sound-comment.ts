// Is what the grammar calls a comment one by the rules of the language as well? Where that is in doubt its text is code: then a
// grammar that loses track of a string cannot hide a line.
import type { LanguageId } from "../languages.js";
import type { Region } from "../quoted-regions.js";
import type { Comment } from "../read-program.js";
import { TRAITS } from "../traits.js";

export function isSoundComment(
  language: LanguageId,
  { text: comment, start }: Comment,
  text: string,
  regions: readonly Region[],
): boolean {
  if (isInside(regions, start)) return false;
  if (comment.startsWith("<!--") || comment.startsWith("-->")) return false;
  if (comment.startsWith("=begin")) return isLineStart(text, start) && endsOnce(comment, /^=end(?![^\s])/gm);
  if (comment.startsWith("/*"))
    return TRAITS[language].nestsComments || comment.indexOf("*/", 2) === comment.length - 2;
  if (comment.startsWith("<#")) return comment.indexOf("#>", 2) === comment.length - 2;
  if (language === "lua" && /^--\[=*\[/.test(comment)) return isLuaBlock(comment);
  if (comment.includes("\n") && language !== "cpp") return false;
  if (language === "php") return !comment.includes("?>");
  return language === "bash" || language === "ruby" ? isBehindPlainCode(language, text, start) : true;
}

function isInside(regions: readonly Region[], offset: number): boolean {
  let [low, high] = [0, regions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((regions[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return (regions[low]?.start ?? Number.POSITIVE_INFINITY) <= offset;
}

function isLineStart(text: string, offset: number): boolean {
  return offset === 0 || text[offset - 1] === "\n";
}

function endsOnce(comment: string, end: RegExp): boolean {
  const ends = [...comment.matchAll(end)];
  return ends.length === 1 && !comment.slice(ends[0]?.index).includes("\n");
}

function isLuaBlock(comment: string): boolean {
  const level = /^--\[(=*)\[/.exec(comment)?.[1] ?? "";
  const end = `]${level}]`;
  return comment.indexOf(end) === comment.length - end.length;
}

/** A `#` behind code starts a comment only outside of quotes, expansions, patterns and arithmetic. */
function isBehindPlainCode(language: "bash" | "ruby", text: string, start: number): boolean {
  const prefix = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  if (prefix.trim() === "") return true;
  if (prefix.length > MAX_PREFIX || !/[\s;&|()]$/.test(prefix)) return false;
  const isOdd = (sign: string) => prefix.split(sign).length % 2 === 0;
  if (['"', "'", "`"].some(isOdd)) return false;
  return language === "ruby" ? !/[/%?]/.test(prefix) : !/\$\{|\(\(|\[\[|\\/.test(prefix);
}

/** Chosen: longer lines of code with a comment behind them are not written by people. */
const MAX_PREFIX = 400;
