// What the parts of this folder hand to each other: a place in a text, and why a reviewer must see it.
import type { RiskyStatement } from "../../core/facts/examination.js";

export type Effect = RiskyStatement["effect"];

export interface Risk {
  readonly effect: Effect;
  /** As in `RiskyStatement.reason`. */
  readonly reason: string;
}

/** A risk at a place of the whole file: UTF-16 offsets, `end` exclusive. */
export interface PlacedRisk extends Risk {
  readonly start: number;
  readonly end: number;
  /** The masked excerpt, as in `RiskyStatement.text`. */
  readonly text: string;
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

/**
 * A piece of a file that holds SQL. Its text has the same length as the part of the file that it stands for, so that places in it
 * are places in the file: what is not SQL was replaced by blanks or holes.
 */
export interface SqlPiece {
  readonly text: string;
  /** Offset in the file. */
  readonly start: number;
  /**
   * `script`: a file or section that is nothing but SQL. `run`: a text that is handed to the database for certain.
   * `body`: procedural code around SQL. `likely`: a text that only looks like SQL, and counts only if it can be read as such.
   */
  readonly certainty: "script" | "run" | "body" | "likely";
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
