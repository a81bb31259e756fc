// Ways to write a text so that it reads the same and is another: each has to leave a copy a copy, and a stock phrase one.
import fc from "fast-check";

/** What stands between letters and is no letter. */
const SEPARATORS = [
  " ",
  "  ",
  ".",
  "-",
  "·",
  "/",
  "*",
  "**",
  "~~",
  "_",
  "\u200b",
  "\u00ad",
  "\u2060",
  "\ufe0f",
  "\u3164",
];

/** Markup that nobody sees. */
const HIDDEN_MARKUP = [
  "<b></b>",
  "<!-- and so on -->",
  "</i><i>",
  "&shy;",
  "&#x200b;",
  "![a picture](https://a.example/b.png)",
];

/** Letters that look like Latin ones: Cyrillic, Greek, full-width, mathematical, small capitals, an entity. */
const LOOK_ALIKES: Readonly<Record<string, readonly string[]>> = {
  a: ["а", "α", "ａ", "𝐚", "𝒶", "ᴀ", "&#97;", "á"],
  c: ["с", "ϲ", "ｃ", "𝗰"],
  e: ["е", "ε", "ｅ", "𝕖", "ᴇ", "&#x65;", "&eopf;"],
  h: ["һ", "ｈ", "𝔥"],
  i: ["і", "ι", "ｉ", "ı", "𝓲"],
  m: ["м", "ｍ", "𝚖"],
  n: ["ո", "η", "ｎ", "ñ"],
  o: ["о", "ο", "ｏ", "օ", "ø"],
  p: ["р", "ρ", "ｐ"],
  s: ["ѕ", "ｓ", "𝘴", "ꜱ"],
  t: ["т", "τ", "ｔ", "ᴛ"],
  u: ["υ", "ս", "ｕ", "ü"],
  x: ["х", "χ", "ｘ"],
  y: ["у", "γ", "ｙ"],
};

/** The text with separators and hidden markup behind some of its letters. */
export function spacedOut(text: string): fc.Arbitrary<string> {
  const letters = text.match(/&[#\w]+;|./gsu) ?? [];
  return fc.tuple(...letters.map(spaced)).map((all) => all.join(""));
}

function spaced(letter: string): fc.Arbitrary<string> {
  if (!/[\p{L};]/u.test(letter)) return fc.constant(letter);
  return fc.constantFrom("", ...SEPARATORS, ...HIDDEN_MARKUP).map((inserted) => letter + inserted);
}

/** The text with some of its letters, or all, swapped for look-alikes, and in any case. */
export function lookingAlike(text: string): fc.Arbitrary<string> {
  return fc.tuple(...[...text].map(swapped)).map((letters) => letters.join(""));
}

function swapped(letter: string): fc.Arbitrary<string> {
  return fc.constantFrom(letter, letter.toUpperCase(), ...(LOOK_ALIKES[letter.toLowerCase()] ?? []));
}
