// Letters that a reader takes for Latin ones, folded into those, so that a copy with a few swapped is still found.
// From Unicode's security mechanisms (UTS 39, confusables): single letters of living scripts that are written in
// lower case and do not decompose by themselves, with small capitals and letters with strokes. Only comparisons see the outcome.

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
export function foldLookAlikes(text: string): string {
  return text
    .replace(CAPITAL, (letter) => CAPITALS[letter] ?? letter)
    .toLowerCase()
    .replace(FOREIGN, (letter) => LATIN.get(letter) ?? letter);
}
