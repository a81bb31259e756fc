// Runs tables of changes that look harmless and are not.
import { type Row, statusOf } from "../examine/syntax/pairs.js";

/** No row may be proved, in either direction. */
export function describeAttacks(path: string, rows: readonly Row[]): void {
  describe(path, () => {
    it.each(rows)("is not proved with %s", async (_, before, after) => {
      expect(await statusOf(path, before, after)).not.toBe("same");
      expect(await statusOf(path, after, before)).not.toBe("same");
    });
  });
}
