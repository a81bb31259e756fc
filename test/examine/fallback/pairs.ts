// Runs tables of pairs through the second readers: what two texts of a file are to each other.
import type { Equivalence } from "../../../src/core/facts/examination.js";
import { compareFallback } from "../../../src/examine/fallback/compare-fallback.js";

export function statusOf(path: string, before: string, after: string): Equivalence["status"] | null {
  return compareFallback({ previousPath: path, path, before, after })?.equivalence.status ?? null;
}

/** A row: what is shown, the text before, the text after. */
export type Row = readonly [what: string, before: string, after: string];

export function describePairs(
  path: string,
  { same, different, unread }: Readonly<Record<"same" | "different" | "unread", readonly Row[]>>,
): void {
  describe(path, () => {
    it.each(same)("is the same program with %s", (_, before, after) => {
      expect(statusOf(path, before, after)).toBe("same");
    });

    it.each(different)("is another program with %s", (_, before, after) => {
      // Both are read: what tells them apart is no failure to read.
      expect([before, after].map((text) => statusOf(path, text, text))).toEqual(["same", "same"]);
      expect(statusOf(path, before, after)).toBe("different");
    });

    it.each(unread)("is not read with %s", (_, before, after) => {
      expect(statusOf(path, before, after)).toBe("unknown");
    });
  });
}
