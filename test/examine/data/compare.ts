// Compares two texts as one file.
import type { Equivalence } from "../../../src/core/facts/examination.js";
import { compareData } from "../../../src/examine/data/compare-data.js";

export function compare(path: string, before: string, after: string): Equivalence | null {
  return compareData({ previousPath: path, path, before, after });
}

/** The status both ways: `same` only if neither direction says otherwise. */
export function statusOf(path: string, one: string, other: string): string {
  const found = [compare(path, one, other)?.status, compare(path, other, one)?.status];
  return found[0] === found[1] ? (found[0] ?? "none") : found.join(" / ");
}
