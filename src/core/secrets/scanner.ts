// Tries detectors where their keywords stand: one regular expression of all keywords finds the places, so most lines cost
// nothing more, and a detector looks at a short stretch from there on. The work is linear in the length of a line.
import type { Detector, Match } from "./match.js";

/** All matches of a line, by place; where two overlap the surer and longer one stays. */
export type LineScanner = (line: string) => readonly Match[];

export function compileScanner(detectors: readonly Detector[]): LineScanner {
  const keywords = [...new Set(detectors.map(({ keyword }) => keyword))];
  // Longest first: where several keywords begin at one place, the longest is found and stands for all.
  keywords.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const alternatives = keywords.map((keyword) => keyword.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|");
  const any = new RegExp(alternatives, "i");
  const each = new RegExp(`(?=(${alternatives}))`, "gi");
  const byKeyword = new Map(
    keywords.map((keyword) => [keyword, detectors.filter((detector) => keyword.startsWith(detector.keyword))]),
  );
  return (line) => (any.test(line) ? withoutOverlaps(matchesOf(line, each, byKeyword)) : NONE);
}

const NONE: readonly Match[] = [];

function matchesOf(line: string, each: RegExp, byKeyword: ReadonlyMap<string, readonly Detector[]>): readonly Match[] {
  const matches: Match[] = [];
  const seenTo = new Map<Detector, number>();
  each.lastIndex = 0;
  for (let found = each.exec(line); found !== null; found = each.exec(line)) {
    for (const detector of byKeyword.get((found[1] ?? "").toLowerCase()) ?? []) {
      if (found.index < (seenTo.get(detector) ?? 0)) continue;
      const match = detector.matchAt(line, found.index);
      if (match === null) continue;
      const isDismissed = "dismissedTo" in match;
      if (!isDismissed) matches.push(match);
      seenTo.set(detector, isDismissed ? match.dismissedTo : match.end);
    }
    // The match itself is empty: a keyword may begin inside another.
    each.lastIndex = found.index + 1;
  }
  return matches;
}

const SURENESS = { shape: 2, name: 1, bare: 0 } as const;

export function withoutOverlaps(matches: readonly Match[]): readonly Match[] {
  if (matches.length < 2) return matches;
  const best = [...matches].sort(
    (a, b) => SURENESS[b.certainty] - SURENESS[a.certainty] || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const kept: Match[] = [];
  for (const match of best.slice(0, MAX_MATCHES)) {
    if (!kept.some((other) => match.start < other.end && other.start < match.end)) kept.push(match);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** Of one line. What is beyond is no oversight that matters: the line is held anyway. */
const MAX_MATCHES = 200;
