// Recognises answers that fill a field and say nothing: `lgtm`, `n/a`, `......`, `asdf asdf`, an emoji; spelled out or not.
import { FILLER_PHRASES } from "./filler-phrases.js";
import { lettersOf, words } from "./words.js";

/** Why an answer says nothing, to be put behind `it is`; null when it may say something. Linear in the text's length. */
export function fillerFault(text: string): string | null {
  const said = words(text);
  if (said.length === 0) return "made of punctuation or emoji only";
  const letters = lettersOf(said);
  if (isRepetition(said, letters)) return "the same few letters or words over and over";
  return isMadeOfFiller(letters) ? "a stock phrase that would fit any change" : null;
}

const PHRASES: ReadonlySet<string> = new Set([...FILLER_PHRASES].map((phrase) => phrase.replaceAll(" ", "")));
const MAX_PHRASE_LETTERS = Math.max(...[...PHRASES].map(({ length }) => length));

/** One phrase behind the other leads to the end. Where words begin does not matter: `l g t m` and `look sgood` are filler as well. */
function isMadeOfFiller(letters: string): boolean {
  const reached = new Set([0]);
  // In the order of the places, as those that are added lie further on.
  for (const start of reached) {
    for (let end = start + 1; end <= Math.min(start + MAX_PHRASE_LETTERS, letters.length); end += 1) {
      if (PHRASES.has(letters.slice(start, end))) reached.add(end);
    }
  }
  return reached.has(letters.length);
}

/** Chosen, not measured. Below these, a short true answer such as `Twice 2 is 22` would be refused. */
const MIN_REPEATED_CHARS = 8;
const MIN_REPEATED_WORDS = 6;

/** `aaaaaaaa`, `hahahaha`, `fix fix fix`, `foo bar foo bar foo bar`: at most three different letters, or two words. */
function isRepetition(said: readonly string[], letters: string): boolean {
  if (letters.length >= MIN_REPEATED_CHARS && new Set(letters).size <= 3) return true;
  const different = new Set(said).size;
  return (said.length >= 3 && different === 1) || (said.length >= MIN_REPEATED_WORDS && different <= 2);
}
