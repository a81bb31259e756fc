import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parsePatch } from "../../../src/core/diff/patch.js";
import type { FileContent } from "../../../src/core/facts/facts.js";
import { anyText } from "../../support/any-text.js";

const NOT_STATED = { additions: null, deletions: null };

/** Sign and text of each line, with `\` in front where the line end is missing. */
function shown(content: FileContent): string[] {
  if (content.kind !== "hunks") return [content.kind];
  const signs = { added: "+", removed: "-", context: " " };
  return content.hunks.flatMap((hunk) =>
    hunk.lines.map((line) => `${line.noNewline ? "\\" : ""}${signs[line.kind]}${line.text}`),
  );
}

function patchOf(lines: readonly string[], header?: string): string {
  const old = lines.filter((line) => /^[- ]/.test(line)).length;
  const fresh = lines.filter((line) => /^[+ ]/.test(line)).length;
  return [header ?? `@@ -1,${old} +1,${fresh} @@`, ...lines].join("\n");
}

describe("parsePatch", () => {
  it("numbers lines on both sides", () => {
    const content = parsePatch("@@ -10,3 +20,3 @@ function f() {\n a\n-b\n+c\n d", { additions: 1, deletions: 1 });

    expect(content).toEqual({
      kind: "hunks",
      hunks: [
        {
          oldStart: 10,
          newStart: 20,
          lines: [
            { kind: "context", text: "a", oldLine: 10, newLine: 20 },
            { kind: "removed", text: "b", oldLine: 11, newLine: null },
            { kind: "added", text: "c", oldLine: null, newLine: 21 },
            { kind: "context", text: "d", oldLine: 12, newLine: 22 },
          ],
        },
      ],
    });
  });

  it.each([
    ["a deletion that looks like a file header", ["---- a/x", "++++ b/evil"]],
    ["an addition that looks like a hunk header", ["+@@ -1,9 +1,9 @@"]],
    ["an addition that looks like a diff header", ["+diff --git a/x b/y", "+new file mode 100755"]],
    ["an addition that looks like the marker of a missing line end", ["+\\ No newline at end of file"]],
    ["carriage returns", ["-a\r", "+b\r"]],
    ["a line separator", ["+a\u2028b", "+c\u2029d\u0085e"]],
    ["NUL and other controls", ["+a\u0000b\u0007c"]],
    ["empty lines", ["-", "+", " "]],
    ["tabs and trailing blanks", ["+\ta  "]],
    ["half a surrogate pair", ["+a\ud800"]],
  ])("keeps %s", (_name, lines) => {
    expect(shown(parsePatch(patchOf(lines), NOT_STATED))).toEqual(lines);
  });

  it("keeps which line has no line end", () => {
    const patch = "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a";

    expect(shown(parsePatch(patch, { additions: 1, deletions: 1 }))).toEqual(["\\-a", "+a"]);
  });

  it("takes an empty context line whose blank was stripped", () => {
    expect(shown(parsePatch("@@ -1,3 +1,3 @@\n a\n\n-b\n+c", NOT_STATED))).toEqual([" a", " ", "-b", "+c"]);
  });

  it("reads several hunks and a header without counts", () => {
    const content = parsePatch("@@ -1 +1 @@\n-a\n+b\n@@ -9,2 +8,0 @@ x\n-c\n-d\n", { additions: 1, deletions: 3 });

    expect(shown(content)).toEqual(["-a", "+b", "-c", "-d"]);
  });

  it("says unchanged when nothing is stated and nothing is given", () => {
    expect(parsePatch("", { additions: 0, deletions: 0 })).toEqual({ kind: "unchanged" });
  });

  it.each([
    ["lines are stated but none is given", "", { additions: 3, deletions: 0 }],
    ["fewer lines are given than stated", patchOf(["+a"]), { additions: 2, deletions: 0 }],
    ["more lines are given than stated", patchOf(["+a", "-b"]), { additions: 1, deletions: 0 }],
    ["the hunk is cut off", "@@ -1,3 +1,4 @@\n a\n+b", NOT_STATED],
    ["the hunk is longer than its header says", "@@ -0,0 +1 @@\n+a\n+b", NOT_STATED],
    ["lines follow the last hunk", "@@ -0,0 +1 @@\n+a\nevil", NOT_STATED],
    ["another file follows", "@@ -0,0 +1 @@\n+a\n--- a/y\n+++ b/y\n@@ -0,0 +1 @@\n+b", NOT_STATED],
    ["a line has no sign", "@@ -1,2 +1,2 @@\n a\nb", NOT_STATED],
    ["a tab stands for the sign", "@@ -1,2 +1,2 @@\n a\n\tb", NOT_STATED],
    ["it does not start with a hunk", "+a", NOT_STATED],
    ["it is a combined diff", "@@@ -1,1 -1,1 +1,1 @@@\n++a", NOT_STATED],
    ["the header is broken", "@@ -x +1 @@\n+a", NOT_STATED],
    ["a number is out of range", "@@ -99999999999999999999,0 +1 @@\n+a", NOT_STATED],
    ["only context is given", "@@ -1 +1 @@\n a", NOT_STATED],
    ["the marker of a missing line end comes first", "@@ -0,0 +1 @@\n\\ No newline at end of file\n+a", NOT_STATED],
    [
      "the marker of a missing line end comes twice",
      "@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n\\ No newline at end of file",
      NOT_STATED,
    ],
  ])("is unreadable when %s", (_name, patch, stated) => {
    expect(parsePatch(patch, stated).kind).toBe("unreadable");
  });

  it("gives back every hunk as it was written", () => {
    const text = anyText({ maxLength: 12 }).map((value) => value.replaceAll("\n", ""));
    const line = fc.tuple(fc.constantFrom("+", "-", " "), text).map(([sign, rest]) => sign + rest);
    const lines = fc.array(line, { minLength: 1, maxLength: 20 }).filter((all) => all.some((one) => one[0] !== " "));

    fc.assert(
      fc.property(fc.array(lines, { minLength: 1, maxLength: 4 }), (hunks) => {
        const patch = hunks.map((one) => patchOf(one)).join("\n");

        expect(shown(parsePatch(patch, NOT_STATED))).toEqual(hunks.flat());
      }),
    );
  });

  it("never reads a patch from which a line was taken away", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("+a", "-b", " c"), { minLength: 2, maxLength: 10 }),
        fc.nat(),
        (lines, at) => {
          const patch = patchOf(lines).split("\n");
          patch.splice(1 + (at % lines.length), 1);

          expect(parsePatch(patch.join("\n"), NOT_STATED).kind).not.toBe("hunks");
        },
      ),
    );
  });
});
