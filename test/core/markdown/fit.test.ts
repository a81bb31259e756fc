import fc from "fast-check";
import { fitLines } from "../../../src/core/markdown/fit.js";

describe("fitting lines under a limit", () => {
  it("leaves a text that fits", () => {
    expect(fitLines(["a", "b"], 3)).toBe("a\nb");
  });

  it("leaves out whole lines and counts them", () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);

    expect(fitLines(lines, 100)).toMatch(/^line 0\nline 1\n[\s\S]*\n\*… \d+ more lines did not fit here\.\*$/);
  });

  it("never passes the limit in bytes, and cuts no line inside", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 60 }), { maxLength: 60 }), (drawn) => {
        const lines = drawn.map((line) => line.replaceAll("\n", " "));
        const fitted = fitLines(lines, 300);

        expect(Buffer.byteLength(fitted)).toBeLessThanOrEqual(300);
        const kept = fitted.split("\n\n*… ")[0]?.split("\n") ?? [];
        if (fitted.includes("did not fit") && kept[0] !== "") expect(lines.slice(0, kept.length)).toEqual(kept);
      }),
    );
  });
});
