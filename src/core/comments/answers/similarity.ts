// Is one text a copy of another? Compared as words, so case, punctuation, markup and line breaks hide nothing, and as letters
// alone, so neither does where the words begin. Both of the text as it is written and as it is read. The cost is bounded
// whatever the texts are.
import { distance } from "fastest-levenshtein";
import { lettersOf, words } from "../../ground/words.js";
import { readableText } from "../../markdown/own-words.js";

/**
 * Share of an answer's runs of three words that stand in the source, from which on the answer is a copy. Chosen, not
 * measured. Larger: a copy with one word in eight changed passes. Smaller: an answer that quotes one sentence and then
 * adds as much of its own is refused.
 */
export const COPIED_SHARE = 0.75;
/**
 * Share of equal characters from which on two short texts are the same. Chosen, not measured. Larger: one synonym makes a
 * copy pass. Smaller: two people who describe one small change in plain words are taken for one.
 */
export const SAME_SHARE = 0.85;

const RUN_WORDS = 3;
/** Below this many runs, one changed word decides too much: short answers are compared as characters instead. */
const MIN_RUNS = 4;
/** Words of a text that are looked at. GitHub's own limit of 65,536 characters gives some 11,000 words. */
const MAX_WORDS = 12_000;
/** Texts longer than this are only compared by their runs of words. */
const MAX_COMPARED_CHARS = 600;

/** Letters in a row that are looked for together: about as many as three words have. */
const BLOCK_LETTERS = 16;
/** Fewer letters than this stand in any text by chance, across its words. */
const MIN_LETTERS = 12;
/** Blocks of one answer that are looked for, spread over it. */
const MAX_BLOCKS = 64;
/** As `COPIED_SHARE`, for blocks, which lose more where a copy begins and ends. */
const COPIED_BLOCKS_SHARE = 0.65;

/** A text made ready to be compared with many answers. */
export interface Source {
  readonly runs: ReadonlySet<string>;
  /** ` word word word `, for short answers that stand in the source as they are. */
  readonly joined: string;
  readonly letters: string;
  /** Its sentences and lines, for short answers that stand there with a word changed. */
  readonly sentences: readonly Said[];
}

/** The same words twice: with one space between them, and as letters alone. */
interface Said {
  readonly joined: string;
  readonly letters: string;
}

/** Sentences of one source that a short answer is compared with. More are in no intent and in few descriptions. */
const MAX_SENTENCES = 400;

export function toSource(text: string): Source {
  const readings = readingsOf(text);
  const all = readings.map((reading) => words(reading).slice(0, MAX_WORDS));
  const said = all.map(toSaid);
  return {
    runs: new Set(all.flatMap(runsOf)),
    joined: ` ${said.map(({ joined }) => joined).join(" \n ")} `,
    letters: said.map(({ letters }) => letters).join("\n"),
    sentences: readings.flatMap(sentencesOf),
  };
}

function sentencesOf(text: string): Said[] {
  const sentences = text.split(/[\r\n]|[.!?;](?=\s)/).slice(0, MAX_SENTENCES);
  return sentences
    .map((sentence) => toSaid(words(sentence.slice(0, MAX_COMPARED_CHARS))))
    .filter(({ joined }) => joined !== "");
}

function toSaid(all: readonly string[]): Said {
  return { joined: all.join(" "), letters: lettersOf(all) };
}

/** As it is written and, where that differs, as it is read: markup may hide words, and may split them. */
function readingsOf(text: string): readonly string[] {
  const readable = readableText(text);
  return readable === text ? [text] : [text, readable];
}

/** True when the answer, as a whole or nearly, was taken from the source. */
export function isCopyOf(answer: string, source: Source): boolean {
  return copyOf(answer)(source);
}

/** The same test for one answer and many sources: the answer is taken apart once. */
export function copyOf(answer: string): (source: Source) => boolean {
  const tests = readingsOf(answer).map((reading) => {
    const all = words(reading).slice(0, MAX_WORDS);
    const said = toSaid(all);
    const [runs, blocks] = [runsOf(all), blocksOf(said.letters)];
    return (source: Source) =>
      all.length > 0 &&
      (source.joined.includes(` ${said.joined} `) ||
        (said.letters.length >= MIN_LETTERS && source.letters.includes(said.letters)) ||
        source.sentences.some((sentence) => isNearlySame(said, sentence)) ||
        holds(runs, COPIED_SHARE, (run) => source.runs.has(run)) ||
        holds(blocks, COPIED_BLOCKS_SHARE, (block) => source.letters.includes(block)));
  });
  return (source) => tests.some((isCopied) => isCopied(source));
}

/** At least this share of the parts is there. Of too few parts each would decide too much. */
function holds(parts: readonly string[], share: number, isThere: (part: string) => boolean): boolean {
  if (parts.length < MIN_RUNS) return false;
  let allowed = parts.length * (1 - share);
  for (const part of parts) {
    if (!isThere(part)) allowed -= 1;
    if (allowed < 0) return false;
  }
  return true;
}

/** True when two answers say the same in nearly the same words. */
export function isSameText(a: string, b: string): boolean {
  const others = readingsOf(b).map((reading) => toSaid(words(reading)));
  return readingsOf(a).some((reading) => {
    const said = toSaid(words(reading));
    return others.some((other) => isNearlySame(said, other));
  });
}

function isNearlySame(a: Said, b: Said): boolean {
  if (a.letters === "" || b.letters === "") return a.joined !== "" && a.joined === b.joined;
  return a.letters === b.letters || isNear(a.joined, b.joined) || isNear(a.letters, b.letters);
}

function isNear(a: string, b: string): boolean {
  const longer = Math.max(a.length, b.length);
  if (longer === 0 || longer > MAX_COMPARED_CHARS) return false;
  if (Math.min(a.length, b.length) / longer < SAME_SHARE) return false;
  return 1 - distance(a, b) / longer >= SAME_SHARE;
}

function runsOf(said: readonly string[]): string[] {
  const runs: string[] = [];
  for (let start = 0; start + RUN_WORDS <= said.length; start += 1) {
    runs.push(said.slice(start, start + RUN_WORDS).join(" "));
  }
  return runs;
}

function blocksOf(letters: string): string[] {
  const count = Math.floor(letters.length / BLOCK_LETTERS);
  const step = Math.max(1, count / MAX_BLOCKS);
  const blocks: string[] = [];
  for (let block = 0; block < count; block += step) {
    const start = Math.floor(block) * BLOCK_LETTERS;
    blocks.push(letters.slice(start, start + BLOCK_LETTERS));
  }
  return blocks;
}
