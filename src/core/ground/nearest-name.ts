// "Did you mean": the known name that a mistyped one is closest to.
import { distance } from "fastest-levenshtein";

/** Longer names are no typing mistakes; comparing them would cost time for nothing. */
const MAX_COMPARED_CHARS = 60;

/** The known name at an edit distance of at most a third of its length, case and `-`/`_` aside; null when none is that close. */
export function nearestName(name: string, known: readonly string[]): string | null {
  if (name.length > MAX_COMPARED_CHARS) return null;
  const typed = folded(name);
  let nearest: string | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const edits = distance(typed, folded(candidate));
    if (edits < fewest && edits <= Math.max(1, Math.floor(candidate.length / 3))) {
      nearest = candidate;
      fewest = edits;
    }
  }
  return nearest;
}

function folded(name: string): string {
  return name.trim().toLowerCase().replace(/[-\s]/g, "_");
}
