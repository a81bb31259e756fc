// "Did you mean": the word or name that a typing mistake probably meant.
import { distance } from "fastest-levenshtein";

/** Chosen, not measured. More would suggest `help` for any four letters; less would miss a swapped pair and a lost letter. */
const MAX_DISTANCE = 2;
/** Longer words are no typing mistake, and comparing them would cost time. */
const MAX_WORD_CHARS = 40;

/**
 * The nearest of `words` within two edits, and nearer than half the word's length; null when none is. Between equals, one
 * with the same letters in another order (`stauts`), then the first.
 */
export function nearest<Word extends string>(typed: string, words: readonly Word[]): Word | null {
  if (typed === "" || typed.length > MAX_WORD_CHARS) return null;
  const limit = Math.min(MAX_DISTANCE, Math.floor(typed.length / 2));
  let best: { word: Word; rank: number } | null = null;
  for (const word of words) {
    const edits = distance(typed, word);
    const rank = 2 * edits - (sortedLetters(typed) === sortedLetters(word) ? 1 : 0);
    if (edits <= limit && (best === null || rank < best.rank)) best = { word, rank };
  }
  return best?.word ?? null;
}

function sortedLetters(word: string): string {
  return [...word].sort().join("");
}

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
