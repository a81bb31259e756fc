// Does a file mean the same before and after? The first proof that succeeds counts; a proof can only add certainty.
import type { Equivalence, Examination } from "../core/facts/examination.js";
import { compareData } from "./data/compare-data.js";
import { compareFallback } from "./fallback/compare-fallback.js";
import type { Pair } from "./pair.js";
import { compareProse } from "./prose/compare-prose.js";
import { compareSyntax, type SyntaxComparison } from "./syntax/compare-syntax.js";
import { compareTypes } from "./types/compare-types.js";

type Comparison = Pick<Examination, "equivalence" | "commentLines">;

export const NOTHING_COMPARED: Comparison = {
  equivalence: { status: "unknown", reason: "no grammar is known for this kind of file" },
  commentLines: { before: [], after: [] },
};

export async function compareTexts(pair: Pair): Promise<Comparison> {
  const syntax = await compareSyntax(pair);
  const found = syntax === null ? NOTHING_COMPARED : comparisonOf(syntax, pair);
  if (found.equivalence.status === "same") return found;
  const other = compareData(pair) ?? compareProse(pair);
  if (other !== null) return { ...found, equivalence: other };
  const types: Equivalence | null = await compareTypes(pair, syntax?.programs);
  return types?.status === "same" ? { ...found, equivalence: types } : found;
}

/** Where the grammar fails, a second reader may not. */
function comparisonOf({ equivalence, commentLines, isUnparsed }: SyntaxComparison, pair: Pair): Comparison {
  const second = isUnparsed ? compareFallback(pair) : null;
  return second === null || second.equivalence.status === "unknown" ? { equivalence, commentLines } : second;
}
