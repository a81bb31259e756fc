// Splits paths and names into words, so that `authentication.py` and `userAuth.ts` are seen and `author.ts` is not.

/**
 * Lower-case words of one name, split on punctuation, digits and case: `OAuth2TokenStore.java` → o auth token store java.
 * Neighbours are given joined too (`sign-in` → sign, in, signin), and so is each run between punctuation (`oauth2`).
 */
export function wordsOf(name: string): ReadonlySet<string> {
  const words = new Set<string>();
  let previous = "";
  for (const run of name.match(RUN) ?? []) {
    words.add(run.toLowerCase());
    for (const part of run.match(PART) ?? []) {
      const word = part.toLowerCase();
      words.add(word);
      if (previous !== "") words.add(previous + word);
      previous = word;
    }
  }
  return words;
}

/** Letters and digits of any script between punctuation. */
const RUN = /[\p{L}\p{N}]+/gu;
/** An acronym before a capitalised word, a capitalised or lower-case word, or a number. */
const PART = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}]+|\p{N}+/gu;
