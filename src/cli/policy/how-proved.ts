// By which proofs an edit of a path can turn out harmless: asks each parser whether it would read such a file.
import { compareData } from "../../examine/data/compare-data.js";
import { compareProse } from "../../examine/prose/compare-prose.js";
import { hasGrammar, LANGUAGE_NAMES, languageOf } from "../../examine/syntax/languages.js";
import { compareTypes } from "../../examine/types/compare-types.js";

/** Each in words, `it holds the same data` for example; empty when nothing compares such files. */
export async function howProved(path: string): Promise<readonly string[]> {
  const pair = { previousPath: path, path, before: "", after: "" };
  const asks: readonly (readonly [string, () => unknown])[] = [
    ["it is the same program once its types are erased", () => compareTypes(pair)],
    ["it holds the same data", () => compareData(pair)],
    ["only its text for people differs", () => compareProse(pair)],
  ];
  const ways = [...syntax(path)];
  for (const [way, ask] of asks) if (await reads(ask)) ways.push(way);
  return ways;
}

const BUT_FOR = "is the same but for white space that means nothing and comments that steer nothing";

function syntax(path: string): readonly string[] {
  const language = languageOf(path, "");
  if (language !== null) return [`its syntax tree as ${LANGUAGE_NAMES[language]} ${BUT_FOR}`];
  return hasGrammar(path) ? [`its first line names a language that is known, and its syntax tree ${BUT_FOR}`] : [];
}

/** A parser answers null for a kind of file that is none of its own. */
async function reads(ask: () => unknown): Promise<boolean> {
  try {
    return (await ask()) !== null;
  } catch {
    return false;
  }
}
