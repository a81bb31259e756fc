// Which lines of the new file the change touches, and what of the file is known when only its diff is.
import type { ChangedFile, Hunk } from "../../core/facts/facts.js";

export interface Touched {
  /** The line to report for a part of the file, or null when the change does not touch it. Lines are 1-based, `last` inclusive. */
  lineWithin(first: number, last: number): number | null;
}

/**
 * Added lines, and places where lines were taken out of the middle of something: a condition that is gone leaves no line behind.
 */
export function touchedLines({ content }: ChangedFile): Touched {
  const added: number[] = [];
  /** Lines were removed between this line and the one before. */
  const gaps: number[] = [];
  for (const hunk of content.kind === "hunks" ? content.hunks : []) {
    let next = hunk.newStart;
    for (const { kind, newLine } of hunk.lines) {
      if (kind === "removed") {
        if (gaps.at(-1) !== next) gaps.push(next);
        continue;
      }
      next = (newLine ?? next) + 1;
      if (kind === "added" && newLine !== null) added.push(newLine);
    }
  }
  return {
    lineWithin(first, last) {
      const line = firstFrom(added, first);
      const gap = firstFrom(gaps, first + 1);
      const touched = [line, gap].filter((found) => found !== null && found <= last).map(Number);
      return touched.length === 0 ? null : Math.min(...touched);
    },
  };
}

/** The first of these ascending numbers that is not below `least`. */
function firstFrom(numbers: readonly number[], least: number): number | null {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return numbers[low] ?? null;
}

/** A part of the new file that is known: its text and the line that it begins on. */
export interface Known {
  readonly text: string;
  readonly firstLine: number;
}

/** The whole text where it was read, else what each hunk shows of the new side. */
export function knownParts({ content }: ChangedFile, after: string | null): readonly Known[] {
  if (after !== null) return [{ text: after.replace(/\r\n/g, "\n").replace(/\r/g, " "), firstLine: 1 }];
  return content.kind === "hunks" ? content.hunks.map(newSide) : [];
}

function newSide({ newStart, lines }: Hunk): Known {
  const kept = lines.filter(({ kind }) => kind !== "removed");
  return {
    text: kept.map(({ text }) => text.replace(/\r$/, "").replace(/\r/g, " ")).join("\n"),
    firstLine: kept[0]?.newLine ?? newStart,
  };
}
