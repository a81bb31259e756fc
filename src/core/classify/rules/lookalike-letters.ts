// Words that read as ASCII and are none: Cyrillic or Greek letters that look like Latin ones inside a Latin word, or a whole
// word of them that reads as a keyword. Text in those languages is left alone.
// Confusable pairs as in Unicode's security mechanisms (UTS 39), the single letters that look the same in every common font.

const CYRILLIC: ReadonlyMap<string, string> = pairs("аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwАAВBЕEКKМMНHОOРPСCТTХXУYІIЈJЅSԌG");
/** Small Greek letters are left out but for omicron: mathematics writes `ρx` and `νk`. */
const GREEK: ReadonlyMap<string, string> = pairs("οoΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX");

function pairs(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text].flatMap((letter, index, all) => (index % 2 === 0 ? [[letter, all[index + 1] ?? ""] as const] : [])),
  );
}

const FOREIGN = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;
const WORD = /[\p{L}\p{M}\p{N}_$]+/gu;

/** `\\xfc` next to a letter is no word with it. */
const ESCAPE = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)/g;

/** How the first such word reads, and its first letter that is another; null when there is none. */
export function findLookalike(line: string): { readonly readsAs: string; readonly letter: string } | null {
  if (!FOREIGN.test(line)) return null;
  const words = (line.replace(ESCAPE, " ").match(WORD) ?? []).filter((word) => FOREIGN.test(word));
  // `IDа` in a Russian sentence is a word with an ending, not a trap.
  if (words.some(isNatural)) return null;
  for (const word of words) {
    const readsAs = [...word].map((letter) => CYRILLIC.get(letter) ?? GREEK.get(letter) ?? letter).join("");
    const isMixed = /[a-z]/i.test(word.replace(/[^a-z]/gi, ""));
    if (/^[\w$]+$/.test(readsAs) && ((isMixed && /[a-z]{2}/i.test(readsAs)) || KEYWORDS.has(readsAs.toLowerCase()))) {
      const letter = [...word].find((one) => FOREIGN.test(one)) ?? "";
      return {
        readsAs: readsAs.slice(0, 40),
        letter: `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`,
      };
    }
  }
  return null;
}

/** Holds a letter of its script that looks like no Latin one, and no Latin letter. */
function isNatural(word: string): boolean {
  const foreign = [...word].filter((letter) => FOREIGN.test(letter));
  return (
    foreign.length > 2 && foreign.some((letter) => !CYRILLIC.has(letter) && !GREEK.has(letter)) && !/[a-z]/i.test(word)
  );
}

/** Words of programs that can be written with look-alikes from end to end. */
const KEYWORDS: ReadonlySet<string> = new Set(
  "exec pass scope case copy pop push spec space access hash has is as cache cookie pip ssh sys os cps http https api pay payee".split(
    " ",
  ),
);
