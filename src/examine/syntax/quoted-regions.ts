// Finds heredocs and here-strings by the rules of the language, without its grammar. A grammar that loses track of one would take
// lines of its text for comments; in such a region nothing is a comment and no white space is free.
import type { LanguageId } from "./languages.js";

/** From the first character to behind the last, as offsets. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

/** Ascending. A delimiter that never comes opens none: then it was a shift, or the parser refuses the file. */
export function findQuotedRegions(language: LanguageId, text: string): readonly Region[] {
  const rule = RULES[language];
  if (rule === undefined || !text.includes(rule.sign)) return [];
  const lines = linesOf(text);
  const closing = closingLines(lines, rule);
  const regions: Region[] = [];
  for (let index = 0; index < lines.length; ) {
    let at = index;
    for (const word of wordsOpenedOn(lines[index]?.text ?? "", rule)) {
      const last = firstFrom(closing.get(word) ?? [], at + 1);
      if (last === null) continue;
      regions.push({ start: lines[at + 1]?.start ?? text.length, end: lines[last]?.start ?? text.length });
      at = last;
    }
    // The closing line may open the next one.
    index = at > index ? at : index + 1;
  }
  return regions;
}

interface Rule {
  readonly sign: string;
  /** Group 1 is the word that closes, with its quotes. */
  readonly opening: RegExp;
  /** The word that a line closes, if it closes any. */
  readonly closed: (line: string) => string | undefined;
}

const RULES: Readonly<Partial<Record<LanguageId, Rule>>> = {
  bash: { sign: "<<", opening: /(?<!<)<<-?[ \t]*(?!<)([^\s;&|<>()]+)/g, closed: (line) => line.trim() },
  ruby: { sign: "<<", opening: /<<[~-]?(["'`]?[A-Z_a-z]\w*)/g, closed: (line) => line.trim() },
  php: { sign: "<<<", opening: /<<<[ \t]*(["']?[A-Z_a-z]\w*)/g, closed: (line) => /^[ \t]*(\w+)/.exec(line)?.[1] },
  powershell: { sign: "@", opening: /@(["'])[ \t]*$/g, closed: (line) => /^(["'])@/.exec(line)?.[1] },
};

function wordsOpenedOn(line: string, { opening }: Rule): readonly string[] {
  return [...line.matchAll(opening)]
    .map(([, quoted = ""]) => (quoted.length === 1 ? quoted : quoted.replace(/["'`\\]/g, "")))
    .filter((word) => word !== "");
}

function closingLines(lines: readonly Line[], { closed }: Rule): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [index, { text }] of lines.entries()) {
    const word = closed(text);
    if (word === undefined || word === "") continue;
    const known = found.get(word);
    if (known === undefined) found.set(word, [index]);
    else known.push(index);
  }
  return found;
}

/** The first of ascending numbers that is not less than `from`. */
function firstFrom(ascending: readonly number[], from: number): number | null {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return ascending[low] ?? null;
}

interface Line {
  readonly text: string;
  readonly start: number;
}

function linesOf(text: string): readonly Line[] {
  let start = 0;
  return text.split("\n").map((raw) => {
    const line = { text: raw.endsWith("\r") ? raw.slice(0, -1) : raw, start };
    start += raw.length + 1;
    return line;
  });
}
