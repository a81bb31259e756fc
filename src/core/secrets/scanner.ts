// Tries detectors where their keywords stand: one regular expression of all keywords finds the places, so most lines cost
// nothing more, and a detector looks at a short stretch from there on. The work is linear in the length of a line.

export interface Match {
  readonly detector: string;
  /** In words, with its article: `an AWS access key`. */
  readonly what: string;
  /** The secret's place in the line, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The secret itself. INVARIANT: it leaves this folder only as a hash and a mask. */
  readonly value: string;
  /** How many of its first characters say what it is and no more. */
  readonly harmless: number;
  readonly certainty: Certainty;
}

/**
 * `shape`: it is one wherever it stands. `name`: what it is called says so; examples, tests and documentation are full of
 * those. `bare`: the same without quotes, which only means something where values need none.
 */
export type Certainty = "shape" | "name" | "bare";

export interface Detector {
  /** In lower case; looked for without case. */
  readonly keyword: string;
  /** What begins here, or null; `at` is where the keyword stands. Looks at a bounded stretch of the line only. */
  matchAt(line: string, at: number): Match | Dismissed | null;
}

/** Has the shape and is none: an example. Nothing of the same kind can begin inside of it. */
export interface Dismissed {
  readonly dismissedTo: number;
}

/** A secret of which nothing is shown. */
export function secretAt(kind: Pick<Match, "detector" | "what" | "certainty">, value: string, start: number): Match {
  return { ...kind, start, end: start + value.length, value, harmless: 0 };
}

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
