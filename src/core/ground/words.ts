// Texts as comparisons see them: words in lower case, without marks, accents and invisible characters, and with look-alike letters as
// the Latin ones.

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

/**
 * Letters that a reader takes for Latin ones, so that a copy with a few swapped is still found. From Unicode's security mechanisms (UTS 39,
 * confusables): single letters of living scripts that are written in lower case and do not decompose by themselves, with small capitals
 * and letters with strokes.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: "ɑαаꭺꓮᴀ",
  b: "ƅьꮟꞵβвᏼꓐʙƀɓ",
  c: "ᴄⲥсςꮯꓚ",
  d: "ԁꮷꓒꭰꓓᴅđɖɗ",
  e: "ꬲеҽεꭼꓰᴇɛəɇ",
  f: "ꬵꞙẝքϝꓝꜰƒ",
  g: "ɡᶃƍցԍꮐᏻꓖɢǥ",
  h: "һհꮒⲏнꮋꓧʜħɦ",
  i: "ıɪɩιіꙇꭵɨ",
  j: "ϳјʝꭻꓙᴊ",
  k: "κⲕкꮶꓗᴋƙ",
  l: "ǀⲓӏꓲⳑꮮꓡʟłɫɭ",
  m: "μϻⲙмꮇꓟᴍ",
  n: "ոռηⲛꓠɴɲŋɳ",
  o: "ᴏᴑꬽοσⲟоჿօꓳøɵ",
  p: "ρⲣрꮲꓑᴘ",
  q: "ԛգզꞯ",
  r: "ꭇꭈᴦⲅгꮁʀꭱꮢꓣ",
  s: "ꜱƽѕꮪտꮥꓢʂ",
  t: "τⲧтꭲꓔᴛŧƭ",
  u: "ꞟᴜꭎꭒʋυսꓴʉ",
  v: "ᴠνѵꮩꓦ",
  w: "ɯᴡѡԝաꮃꮤꓪω",
  x: "хꭓχⲭꓫ",
  y: "ɣᶌʏỿꭚγуүყⲩꭹꮍꓬ",
  z: "ᴢꮓζꓜ",
};

const LATIN: ReadonlyMap<string, string> = new Map(
  Object.entries(LOOK_ALIKES).flatMap(([latin, others]) => [...others].map((other) => [other, latin] as const)),
);
const FOREIGN = new RegExp(`[${[...LATIN.keys()].join("")}]`, "gu");

/** Greek capitals whose small letters look like other Latin ones. Beside a Latin letter they are meant to be seen as capitals. */
const CAPITALS: Readonly<Record<string, string>> = { Η: "h", Ν: "n", Υ: "y" };
const CAPITAL = /(?<=[A-Za-z])[ΗΝΥ]|[ΗΝΥ](?=[A-Za-z])/g;

/** The text in lower case with look-alikes as Latin letters. */
function foldLookAlikes(text: string): string {
  return text
    .replace(CAPITAL, (letter) => CAPITALS[letter] ?? letter)
    .toLowerCase()
    .replace(FOREIGN, (letter) => LATIN.get(letter) ?? letter);
}

/** Orders texts the same way on every machine: by code units, whatever the locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
