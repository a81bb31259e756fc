// Finds heredocs and here-strings by the rules of the language, without its grammar. A grammar that loses track of one would take
// lines of its text for comments; in such a region nothing is a comment and no white space is free.
import type { LanguageId } from "./languages.js";

/** From the first character to behind the last, as offsets. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

/**
 * Ascending. A delimiter that never comes opens none: then it was a shift, or the parser refuses the file. Where it comes only with
 * white space that the language does not allow, a grammar may end the text and the language does not: then all that follows counts.
 */
export function findQuotedRegions(language: LanguageId, text: string): readonly Region[] {
  const rule = RULES[language];
  if (rule === undefined || !text.includes(rule.sign)) return [];
  const lines = linesOf(text);
  const [closing, lookalikes] = [closingLines(lines, rule.closed), closingLines(lines, (line) => [line.trim()])];
  const regions: Region[] = [];
  for (let index = 0; index < lines.length; ) {
    let at = index;
    for (const word of closersOpenedOn(lines[index]?.text ?? "", rule)) {
      const last = firstFrom(closing.get(word) ?? [], at + 1);
      if (last === null && firstFrom(lookalikes.get(word.trim()) ?? [], at + 1) === null) continue;
      const end = last === null ? text.length : (lines[last]?.start ?? text.length);
      regions.push({ start: lines[at + 1]?.start ?? text.length, end });
      at = last ?? lines.length;
    }
    // The closing line may open the next one.
    index = at > index ? at : index + 1;
  }
  return regions;
}

interface Rule {
  readonly sign: string;
  /** Group 1 tells whether the closing line may be indented, group 2 is the word that closes, with its quotes. */
  readonly opening: RegExp;
  /** What a line closes: a word, behind a tab where that word may be indented. */
  readonly closed: (line: string, lineBefore: string) => readonly string[];
}

const RULES: Readonly<Partial<Record<LanguageId, Rule>>> = {
  bash: {
    sign: "<<",
    opening: /(?<!<)<<(-?)[ \t]*(?!<)("[^"\n]{1,99}"|'[^'\n]{1,99}'|[^\s;&|<>()]+)/g,
    // A backslash before it joins the line that would close to the text.
    closed: (line, lineBefore) => (lineBefore.endsWith("\\") ? [] : [line, `\t${line.replace(/^\t+/, "")}`]),
  },
  ruby: {
    sign: "<<",
    opening: /<<([~-]?)("[^"\n]{1,99}"|'[^'\n]{1,99}'|`[^`\n]{1,99}`|[\p{L}_][\p{L}\p{N}_]*)/gu,
    closed: (line) => [line, `\t${line.trimStart()}`],
  },
  php: {
    sign: "<<<",
    opening: /<<<()[ \t]*(["']?[\p{L}_][\p{L}\p{N}_]*)/gu,
    closed: (line) => /^[ \t]*([\p{L}\p{N}_]+)/u.exec(line)?.slice(1) ?? [],
  },
  powershell: { sign: "@", opening: /@()(["'])[ \t]*$/g, closed: (line) => /^(["'])@/.exec(line)?.slice(1) ?? [] },
};

function closersOpenedOn(line: string, { opening }: Rule): readonly string[] {
  return [...line.matchAll(opening)]
    .map(([, indent = "", quoted = ""]) => ({
      word: quoted.length === 1 ? quoted : quoted.replace(/["'`\\]/g, ""),
      mayIndent: indent !== "",
    }))
    .filter(({ word }) => word !== "")
    .map(({ word, mayIndent }) => (mayIndent ? `\t${word}` : word));
}

function closingLines(lines: readonly Line[], closed: Rule["closed"]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [index, { text }] of lines.entries()) {
    for (const word of new Set(closed(text, lines[index - 1]?.text ?? ""))) {
      const known = found.get(word);
      if (known === undefined) found.set(word, [index]);
      else known.push(index);
    }
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
