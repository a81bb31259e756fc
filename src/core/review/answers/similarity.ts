// Is one text a copy of another? Compared as words, so case, punctuation, markup and line breaks hide nothing. The cost is
// bounded whatever the texts are.
import { distance } from "fastest-levenshtein";
import { words } from "../words.js";

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

/** A text made ready to be compared with many answers. */
export interface Source {
  readonly runs: ReadonlySet<string>;
  /** ` word word word `, for short answers that stand in the source as they are. */
  readonly joined: string;
  /** Its sentences and lines, for short answers that stand there with a word changed. */
  readonly sentences: readonly string[];
}

/** Sentences of one source that a short answer is compared with. More are in no intent and in few descriptions. */
const MAX_SENTENCES = 400;

export function toSource(text: string): Source {
  const all = words(text).slice(0, MAX_WORDS);
  const sentences = text
    .split(/[\r\n]|[.!?;](?=\s)/)
    .slice(0, MAX_SENTENCES)
    .map((sentence) => words(sentence.slice(0, MAX_COMPARED_CHARS)).join(" "))
    .filter((sentence) => sentence !== "");
  return { runs: new Set(runsOf(all)), joined: ` ${all.join(" ")} `, sentences };
}

/** True when the answer, as a whole or nearly, was taken from the source. */
export function isCopyOf(answer: string, source: Source): boolean {
  return copyOf(answer)(source);
}

/** The same test for one answer and many sources: the answer is taken apart once. */
export function copyOf(answer: string): (source: Source) => boolean {
  const said = words(answer).slice(0, MAX_WORDS);
  const joined = said.join(" ");
  const runs = runsOf(said);
  return (source) =>
    said.length > 0 &&
    (source.joined.includes(` ${joined} `) ||
      source.sentences.some((sentence) => isNearlySame(joined, sentence)) ||
      (runs.length >= MIN_RUNS && holdsRuns(source, runs)));
}

function holdsRuns(source: Source, runs: readonly string[]): boolean {
  let allowed = runs.length * (1 - COPIED_SHARE);
  for (const run of runs) {
    if (!source.runs.has(run)) allowed -= 1;
    if (allowed < 0) return false;
  }
  return true;
}

/** True when two answers say the same in nearly the same words. */
export function isSameText(a: string, b: string): boolean {
  const [one, other] = [words(a).join(" "), words(b).join(" ")];
  return one !== "" && (one === other || isNearlySame(one, other));
}

function isNearlySame(a: string, b: string): boolean {
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
