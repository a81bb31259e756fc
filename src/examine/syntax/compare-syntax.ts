// Compares the syntax trees of a file before and after.
import type { Equivalence, Examination } from "../../core/examination.js";
import type { Pair } from "../pair.js";

export interface SyntaxComparison {
  readonly equivalence: Equivalence;
  readonly commentLines: Examination["commentLines"];
}

/** Null: no grammar for this kind of file. */
export async function compareSyntax(_pair: Pair): Promise<SyntaxComparison | null> {
  return null;
}
