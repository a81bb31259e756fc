// Recognises answers that fill a field and say nothing: `lgtm`, `n/a`, `......`, `asdf asdf`, an emoji.
import { FILLER_PHRASES } from "./filler-phrases.js";
import { words } from "./words.js";

const MAX_PHRASE_WORDS = Math.max(...[...FILLER_PHRASES].map((phrase) => phrase.split(" ").length));

/** Why an answer says nothing, to be put behind `it is`; null when it may say something. Linear in the text's length. */
export function fillerFault(text: string): string | null {
  const said = words(text);
  if (said.length === 0) return "made of punctuation or emoji only";
  if (onlyFiller(said)) return "a stock phrase that would fit any change";
  if (isRepetition(said)) return "the same few letters or words over and over";
  return null;
}

function onlyFiller(said: readonly string[]): boolean {
  let position = 0;
  while (position < said.length) {
    const length = fillerLength(said, position);
    if (length === 0) return false;
    position += length;
  }
  return true;
}

/** How many words the longest phrase at this place has; 0 when none starts here. */
function fillerLength(said: readonly string[], position: number): number {
  for (let length = Math.min(MAX_PHRASE_WORDS, said.length - position); length > 0; length -= 1) {
    if (FILLER_PHRASES.has(said.slice(position, position + length).join(" "))) return length;
  }
  return 0;
}

/** Chosen, not measured. Below these, a short true answer such as `Twice 2 is 22` would be refused. */
const MIN_REPEATED_CHARS = 8;
const MIN_REPEATED_WORDS = 6;

/** `aaaaaaaa`, `hahahaha`, `fix fix fix`, `foo bar foo bar foo bar`: at most three different letters, or two words. */
function isRepetition(said: readonly string[]): boolean {
  const letters = said.join("");
  if (letters.length >= MIN_REPEATED_CHARS && new Set(letters).size <= 3) return true;
  const different = new Set(said).size;
  return (said.length >= 3 && different === 1) || (said.length >= MIN_REPEATED_WORDS && different <= 2);
}
