// Runs tables of pairs: what two texts of a file are to each other.
import type { Equivalence } from "../../../src/core/facts/examination.js";
import { compareSyntax } from "../../../src/examine/syntax/compare-syntax.js";

export async function statusOf(path: string, before: string, after: string): Promise<Equivalence["status"] | null> {
  const compared = await compareSyntax({ previousPath: path, path, before, after });
  return compared?.equivalence.status ?? null;
}

/** A row: what is shown, the text before, the text after. */
export type Row = readonly [what: string, before: string, after: string];

export function describePairs(
  path: string,
  { same, notSame }: { readonly same: readonly Row[]; readonly notSame: readonly Row[] },
): void {
  describe(path, () => {
    it.each(same)("is the same program with %s", async (_, before, after) => {
      expect(await statusOf(path, before, after)).toBe("same");
    });

    it.each(notSame)("is not proved with %s", async (_, before, after) => {
      expect(await statusOf(path, before, after)).not.toBe("same");
    });
  });
}
