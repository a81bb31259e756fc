// Texts as the comparisons of this folder see them: words in lower case, without marks, accents and invisible characters, and
// with look-alike letters as the Latin ones.
import { foldLookAlikes } from "./look-alikes.js";

/**
 * A letter of a script that puts no spaces between words is a word of its own; else a run of letters, digits and `_` is.
 * Everything else separates.
 */
const WORD =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Khmer}\p{sc=Lao}\p{sc=Myanmar}]|[\p{L}\p{N}_]+/gu;

/** Splits a run of other letters from a letter that stands alone: `日本` in `v2日本` is two words behind one. */
const ALONE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Khmer}\p{sc=Lao}\p{sc=Myanmar}]/gu;

/** The words of a text. Apostrophes are dropped, so that `doesn't` is one word and equals `doesnt`. */
export function words(text: string): string[] {
  return plain(text).match(WORD) ?? [];
}

/** The words joined with one space: equal for texts that differ only in case, marks, accents and white space. */
export function normalise(text: string): string {
  return words(text).join(" ");
}

/** Nothing but the letters and digits of these words: equal however the letters are spaced out or joined. */
export function lettersOf(said: readonly string[]): string {
  return said.join("").replaceAll("_", "");
}

/** What a reader sees of a text as characters: runs of white space count as one, invisible characters not at all. */
export function visibleLength(text: string): number {
  const visible = text
    .replace(/[\p{Cf}\p{Cc}\p{M}\p{DI}\u2800]/gu, (character) => (/\s/.test(character) ? " " : ""))
    .replace(/\s+/gu, " ")
    .trim();
  return [...visible].length;
}

function plain(text: string): string {
  const visible = text.normalize("NFKD").replace(/[\p{M}\p{Cf}\p{DI}\u2800'’‘ʼ]/gu, "");
  return foldLookAlikes(visible).replace(ALONE, " $& ");
}
