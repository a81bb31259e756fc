// Finds the word that a typing mistake probably meant.
import { distance } from "fastest-levenshtein";

/** Chosen, not measured. More would suggest `help` for any four letters; less would miss a swapped pair and a lost letter. */
const MAX_DISTANCE = 2;
/** Longer words are no typing mistake, and comparing them would cost time. */
const MAX_WORD_CHARS = 40;

/** The first of the nearest `words` within two edits, and nearer than half the word's length; null when none is. */
export function nearest<Word extends string>(typed: string, words: readonly Word[]): Word | null {
  if (typed === "" || typed.length > MAX_WORD_CHARS) return null;
  const limit = Math.min(MAX_DISTANCE, Math.floor(typed.length / 2));
  let best: { word: Word; edits: number } | null = null;
  for (const word of words) {
    const edits = distance(typed, word);
    if (edits <= limit && (best === null || edits < best.edits)) best = { word, edits };
  }
  return best?.word ?? null;
}
