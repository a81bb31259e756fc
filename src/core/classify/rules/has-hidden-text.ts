// Characters that a reviewer cannot see, or that show text in another order than it runs.

import type { Finding } from "../../facts/finding.js";
import { isTranslationPath } from "../../paths/inert.js";
import type { FileView } from "../change-view.js";
import { fileFinding, type Rule } from "../rule.js";

export const hasHiddenText: Rule = {
  id: "has-hidden-text",
  question: "Does an added line or a path hold characters that nobody can see?",
  tier: "high-stakes",
  reason:
    "bidirectional controls, zero-width and tag characters make code or instructions read otherwise than they run",
  remedy: "remove the characters, or write them as escapes such as `\\u200b`",
  examples: {
    found: ["const ad\u200bmin = true", "/* \u202e } \u2066 if (admin) */", "hello\u{e0041}"],
    left: ["const name = 'Zoë'", "👩\u200d💻 family", "plain"],
  },
  fixed: true,
  find: (view) => view.files.flatMap(findHidden),
};

function findHidden(file: FileView): Finding[] {
  const findings: Finding[] = [];
  const inPath = file.paths.map((path) => hiddenCharacter(path, IN_A_PATH)).find((name) => name !== null);
  if (inPath) findings.push(fileFinding(hasHiddenText, file, `its path holds a hidden character (${inPath})`));
  if (file.file.content.kind !== "hunks") return findings;
  const isForPeople = file.lowerPaths.every(isTextForPeople);
  for (const line of file.file.content.hunks.flatMap(({ lines }) => lines)) {
    if (line.kind !== "added") continue;
    const name = hiddenCharacter(line.text, { startsFile: line.newLine === 1, isForPeople });
    if (name === null) continue;
    findings.push({ ...fileFinding(hasHiddenText, file, `holds a hidden character (${name})`), line: line.newLine });
  }
  return findings;
}

interface Where {
  readonly startsFile: boolean;
  /** A translation. */
  readonly isForPeople: boolean;
}

const IN_A_PATH: Where = { startsFile: false, isForPeople: false };

function isTextForPeople(lower: string): boolean {
  return isTranslationPath(lower) || /\.(?:po|pot|xliff?|arb)$/.test(lower);
}

/** How the first hidden character is called, as `U+202E`; null when there is none. */
function hiddenCharacter(text: string, where: Where): string | null {
  // Nearly every line is plain ASCII.
  if (!UNUSUAL.test(text)) return null;
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const at = codes.findIndex(
    (code, index) =>
      (isPrivate(code) && beginsPrivateRun(codes, index)) || (isHidden(code) && !isOrdinary(codes, index, where)),
  );
  const code = codes[at];
  return code === undefined ? null : `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

const UNUSUAL = /[^\t -~]/;

/** Code points that show nothing, or change how their neighbours are shown. */
const HIDDEN: readonly (readonly [number, number])[] = [
  [0x0000, 0x0008], // controls, without tab and line ends
  [0x000b, 0x000c],
  [0x000e, 0x001f],
  [0x007f, 0x0084],
  [0x0086, 0x009f],
  [0x00ad, 0x00ad], // soft hyphen
  [0x034f, 0x034f], // grapheme joiner
  [0x061c, 0x061c], // Arabic letter mark
  [0x115f, 0x1160], // Hangul fillers
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f], // zero width, direction marks
  [0x202a, 0x202e], // bidirectional embeddings and overrides
  [0x2060, 0x206f], // word joiner, invisible operators, isolates
  [0x2800, 0x2800], // blank braille
  [0x3164, 0x3164], // Hangul filler
  [0xfe00, 0xfe0f], // variation selectors
  [0xfeff, 0xfeff], // byte order mark
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff], // tags, further variation selectors
];

/** Fonts of icons use single ones; several in a row carry text that no font shows. */
const PRIVATE_RUN = 4;

function isPrivate(code: number | undefined): boolean {
  if (code === undefined) return false;
  return (code >= 0xe000 && code <= 0xf8ff) || (code >= 0xf0000 && code <= 0x10ffff);
}

function beginsPrivateRun(codes: readonly number[], index: number): boolean {
  return Array.from({ length: PRIVATE_RUN }, (_, at) => codes[index + at]).every(isPrivate);
}

function isHidden(code: number): boolean {
  return HIDDEN.some(([from, to]) => code >= from && code <= to);
}

/** The uses that are right: selectors and joiners inside emoji and the scripts that need them, a mark at a file's start. */
function isOrdinary(codes: readonly number[], index: number, { startsFile, isForPeople }: Where): boolean {
  const code = codes[index] ?? 0;
  const before = String.fromCodePoint(codes[index - 1] ?? 0x20);
  const after = String.fromCodePoint(codes[index + 1] ?? 0x20);
  if (code === 0xfeff) return startsFile && index === 0;
  if (code >= 0xfe00 && code <= 0xfe0f) return TAKES_SELECTOR.test(before);
  // Variants of Chinese characters.
  if (code >= 0xe0100 && code <= 0xe01ef) return /\p{Script=Han}/u.test(before);
  if (code === 0x200d && INDIC.test(before)) return true;
  if (code === 0x200b) return WITHOUT_SPACES.test(before) || WITHOUT_SPACES.test(after);
  if (code === 0x200d) return (JOINED.test(before) || before === "\ufe0f") && JOINED.test(after);
  if (code === 0x200c) return JOINED.test(before) || JOINED.test(after);
  // Marks of direction belong to text that runs from right to left; blank braille to drawings in braille.
  if (code === 0x200e || code === 0x200f) return RIGHT_TO_LEFT.test(around(codes, index));
  if (code === 0x2800) return /[\u2801-\u28ff]/.test(around(codes, index)) || !BLANK.test(before + after);
  // Between letters of a text for people: where a long word may be broken.
  if (code === 0xad) return isForPeople && /\p{L}/u.test(before) && /\p{L}/u.test(after);
  if (code >= 0xe0020 && code <= 0xe007f) return isFlagTag(codes, index);
  // Escapes and form feeds occur in recorded terminal output and in old sources.
  return code === 0x1b || code === 0x0c;
}

/** What stands near, so that a line full of marks costs no more than any other. */
function around(codes: readonly number[], index: number): string {
  return String.fromCodePoint(...codes.slice(Math.max(0, index - 30), index + 30));
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
const BLANK = /\u2800/;
const TAKES_SELECTOR = /[\p{Emoji}\p{So}\p{Sm}\p{Po}\p{Script=Han}]/u;
/** Letters whose last form is written with a joiner behind them. */
const INDIC =
  /[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Kannada}\p{Script=Telugu}\p{Script=Sinhala}\p{Script=Tamil}]/u;
/** Scripts that mark where a line may break with a space of no width. */
const WITHOUT_SPACES = /[\p{Script=Khmer}\p{Script=Thai}\p{Script=Lao}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
const JOINED =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Khmer}\p{Script=Syriac}\p{Script=Mongolian}]/u;

/** A black flag and at most six tags: longer runs carry text, not a flag. */
function isFlagTag(codes: readonly number[], index: number): boolean {
  const start = Math.max(0, index - 6);
  return codes.slice(start, index).includes(0x1f3f4);
}
