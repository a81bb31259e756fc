// What the parts of this folder hand to each other: a place in a text, and why a reviewer must see it.
import type { RiskyStatement } from "../../core/facts/examination.js";

export type Effect = RiskyStatement["effect"];

export interface Risk {
  readonly effect: Effect;
  /** As in `RiskyStatement.reason`. */
  readonly reason: string;
}

/** A risk at a place of a text: UTF-16 offsets, `end` exclusive. */
export interface PlacedRisk extends Risk {
  readonly start: number;
  readonly end: number;
}

export function destroys(reason: string): Risk {
  return { effect: "destroys", reason };
}

export function narrows(reason: string): Risk {
  return { effect: "narrows", reason };
}

export function unread(reason: string): Risk {
  return { effect: "unread", reason };
}

const MAX_REASONS = 3;
const WEIGHT: Readonly<Record<Effect, number>> = { destroys: 2, unread: 1, narrows: 0 };

/** One statement has one entry: the worst of its effects, and its reasons with the worst first. Null: no risk. */
export function combine(risks: readonly Risk[]): Risk | null {
  const sorted = [...risks].sort((a, b) => WEIGHT[b.effect] - WEIGHT[a.effect]);
  const reasons = [...new Set(sorted.map(({ reason }) => reason))];
  const [first] = sorted;
  if (first === undefined) return null;
  const more = reasons.length - MAX_REASONS;
  const said = reasons.slice(0, MAX_REASONS).join(", ");
  return { effect: first.effect, reason: more > 0 ? `${said} and ${more} more` : said };
}

/** Stands for what is put in at run time. PostgreSQL takes a run of them for a name. */
export const HOLE = "\uE000";

export function isHole(name: string): boolean {
  return name.includes(HOLE);
}

/** A name for a reason, in a code span; never long, never more than one line. */
export function nameWords(name: string): string {
  if (isHole(name)) return "`…` (named at run time)";
  const clean = name.replace(/[`\p{C}\s]+/gu, " ").trim();
  return `\`${clean.length > 60 ? `${clean.slice(0, 59)}…` : clean}\``;
}

const MAX_SHOWN = 120;
/** Characters of a statement that are looked at. */
const MAX_READ = 1_500;

/** The start of a statement or a call as reviewers see it: one line, at most 120 characters, no literal. */
export function excerptOf(text: string): string {
  const shown = text
    .slice(0, MAX_READ)
    .replace(LITERALS, (literal) =>
      /^["`][\w .$-]{1,63}["`]$/.test(literal) && !TAKES_TEXT.test(text) ? literal : "…",
    )
    .replace(/(?:--|\/\/)[^\n]*/g, "")
    .replace(/[\p{C}\s]+/gu, " ")
    .replace(/[ ;]+$/, "")
    .trim();
  return shown.length <= MAX_SHOWN ? shown : `${shown.slice(0, MAX_SHOWN - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** One that is left open goes to the end; where a backslash may escape a quote, more is taken for text. */
const LITERALS =
  /'(?:[^'\\]|\\[\s\S]|'')*'?|"(?:[^"\\]|\\[\s\S])*"?|`[^`]*`?|\$(\w*)\$[\s\S]*?(?:\$\1\$|$)|\uE000+|\b\d[\w.]*/g;
/** Double quotes are names in one dialect and texts in another. */
const TAKES_TEXT = /\b(?:by|password|identified|like|comment|values)\b|=\s*"/i;
