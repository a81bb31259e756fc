import fc from "fast-check";
import { fitsTexts } from "../../../src/core/diff/fits-texts.js";
import { parseUnifiedDiff } from "../../../src/core/diff/unified.js";
import type { Hunk } from "../../../src/core/facts/facts.js";
import { aHunk } from "../../support/build.js";

const BEFORE = "one\ntwo\nthree\n";
const AFTER = "one\n2\nthree\n";
const HUNKS = [aHunk({ old: 1, new: 1 }, [" one", "-two", "+2", " three"])];

describe("fitsTexts", () => {
  it("takes the texts that the diff is the difference of", () => {
    expect(fitsTexts(HUNKS, BEFORE, AFTER)).toBe(true);
  });

  it.each([
    ["an old text with another removed line", "one\n22\nthree\n", AFTER],
    ["an old text with another line around the change", "One\ntwo\nthree\n", "One\n2\nthree\n"],
    ["a new text with another added line", BEFORE, "one\n3\nthree\n"],
    ["a new text with one line more", BEFORE, `${AFTER}four\n`],
    ["texts that differ where the diff shows nothing", `${BEFORE}four\n`, `${AFTER}five\n`],
    ["a line end that only one side lacks", BEFORE, "one\n2\nthree"],
    ["an empty old text", "", AFTER],
    ["two equal texts", BEFORE, BEFORE],
  ])("refuses %s", (_what, before, after) => {
    expect(fitsTexts(HUNKS, before, after)).toBe(false);
  });

  it("refuses hunks out of order", () => {
    const hunks = [aHunk({ old: 3, new: 3 }, ["-three", "+3"]), aHunk({ old: 1, new: 1 }, ["-one", "+1"])];

    expect(fitsTexts(hunks, BEFORE, "1\ntwo\n3\n")).toBe(false);
  });

  it("refuses a hunk that starts behind the end", () => {
    expect(fitsTexts([aHunk({ old: 9, new: 9 }, ["-nine", "+9"])], BEFORE, AFTER)).toBe(false);
  });

  it("knows a removed line end from a kept one", () => {
    const diff =
      "diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n";
    const parsed = parseUnifiedDiff(diff);
    const content = parsed.ok ? parsed.value[0]?.content : undefined;
    const hunks = content?.kind === "hunks" ? content.hunks : [];

    expect(fitsTexts(hunks, "a\n", "a")).toBe(true);
    expect(fitsTexts(hunks, "a\n", "a\n")).toBe(false);
    expect(fitsTexts(hunks, "a", "a")).toBe(false);
  });

  it("takes any edit as its own difference, and no other text", () => {
    const lines = fc.array(fc.constantFrom("a", "b", "", "  c", "d\r"), { maxLength: 8 });
    fc.assert(
      fc.property(lines, lines, lines, lines, (head, removed, added, tail) => {
        const before = text([...head, ...removed, ...tail]);
        const after = text([...head, ...added, ...tail]);
        const hunk = hunkOf(head, removed, added, tail);

        expect(fitsTexts([hunk], before, after)).toBe(true);
        expect(fitsTexts([hunk], before, `${after}x\n`)).toBe(false);
        expect(fitsTexts([hunk], `x\n${before}`, after)).toBe(false);
      }),
    );
  });
});

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

function hunkOf(
  head: readonly string[],
  removed: readonly string[],
  added: readonly string[],
  tail: readonly string[],
): Hunk {
  const signed = [
    ...head.map((line) => ` ${line}`),
    ...removed.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
    ...tail.map((line) => ` ${line}`),
  ];
  const hasOld = head.length + removed.length + tail.length > 0;
  return aHunk({ old: hasOld ? 1 : 0, new: 1 }, signed);
}
