// Intervals such as `[1.0,2.0)`, as Maven and NuGet write them, over any order of versions.

export interface Interval {
  readonly least: string | null;
  readonly leastIncluded: boolean;
  readonly most: string | null;
  readonly mostIncluded: boolean;
}

type Compare = (a: string, b: string) => number;

/** One or several intervals, as in `[1.0,1.5),[1.7,)`; null: not of this form. */
export function readIntervals(text: string): readonly Interval[] | null {
  const parts = text.replace(/\s+/g, "").match(/[[(][^[\]()]*[\])]/g) ?? [];
  if (parts.length === 0 || parts.join(",") !== text.replace(/\s+/g, "")) return null;
  const intervals = parts.map(readInterval);
  return intervals.some((interval) => interval === null) ? null : (intervals as Interval[]);
}

function readInterval(text: string): Interval | null {
  const [least = "", most, ...others] = text.slice(1, -1).split(",");
  if (others.length > 0) return null;
  const leastIncluded = text.startsWith("[");
  const mostIncluded = text.endsWith("]");
  if (most === undefined) {
    return least !== "" && leastIncluded && mostIncluded ? { least, leastIncluded, most: least, mostIncluded } : null;
  }
  return { least: least || null, leastIncluded, most: most || null, mostIncluded };
}

export function isWithin(version: string, intervals: readonly Interval[], compare: Compare): boolean {
  return intervals.some(({ least, leastIncluded, most, mostIncluded }) => {
    const above = least === null ? 1 : compare(version, least);
    const below = most === null ? -1 : compare(version, most);
    return (leastIncluded ? above >= 0 : above > 0) && (mostIncluded ? below <= 0 : below < 0);
  });
}
