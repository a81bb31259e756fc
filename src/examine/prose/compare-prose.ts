// Proves that of a document which can hold code only the text for people differs.
import type { Equivalence } from "../../core/examination.js";
import type { Pair } from "../pair.js";

/** Null: no document of a kind that can hold code. */
export function compareProse(_pair: Pair): Equivalence | null {
  return null;
}
