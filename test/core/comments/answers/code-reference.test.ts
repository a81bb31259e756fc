import { exampleOf, indexCode, namesCode } from "../../../../src/core/comments/answers/code-reference.js";
import { aChange, aFile, aHunk } from "../../../support/build.js";

const INDEX = indexCode(
  aChange({
    files: [
      aFile(),
      aFile({
        path: "src/new name.py",
        previousPath: "src/old_name.py",
        status: "renamed",
        content: { kind: "binary" },
      }),
      aFile({
        path: "src/pay.ts",
        content: {
          kind: "hunks",
          hunks: [
            aHunk({ old: 100, new: 200 }, [
              " a",
              "-applyRefund(order);",
              "+const MAX_TRIES = 3; // please retry later",
              " b",
            ]),
          ],
        },
      }),
    ],
  }),
);

describe("namesCode", () => {
  it.each([
    ["a path", "I read src/cart/total.ts twice"],
    ["a path in other case", "SRC/Cart/Total.ts"],
    ["a base name", "see total.ts:9999"],
    ["the old name of a renamed file", "old_name.py is gone"],
    ["a name with a space", "in new name.py"],
    ["a symbol in camel case", "the cart uses applyRefund now"],
    ["a removed symbol", "applyRefund(order) is not called"],
    ["a symbol in capitals with an underscore", "MAX_TRIES is three"],
    ["a plain word in backticks", "the `quantities` are read once"],
    ["a plain word with a call", "reduce() starts at zero"],
    ["a line", "look at line 12"],
    ["a range of lines", "lines 10-14"],
    ["a line as GitHub links it", "#L201"],
    ["a line behind a file", "pay.ts:101"],
    ["an old line of a removed one", "line 101"],
    ["the first line of the diff's old side", "line 100"],
    ["the last line of its new side", "line 202"],
  ])("finds %s", (_, text) => {
    expect(namesCode(text, INDEX)).toBe(true);
  });

  it.each([
    ["a plain word that happens to stand in a changed line", "please retry later, it returns quantities"],
    ["a symbol of an unchanged line", "cartTotal(items)"],
    ["a name inside a longer one", "subtotal.tsx and xtotal.ts2"],
    ["a line that was not changed", "line 999 and L5"],
    ["the lines around the diff's", "line 99, line 103, line 199 and line 203"],
    ["a time of day", "at 10:12 I ran it"],
    ["a short word", "`map`"],
    ["nothing", ""],
  ])("does not count %s", (_, text) => {
    expect(namesCode(text, INDEX)).toBe(false);
  });

  it("reads a hostile text over 3,000 files to the end", () => {
    const files = Array.from({ length: 3_000 }, (_, n) =>
      aFile({ path: `aaaa/${"a".repeat(200)}${n}.ts`, content: { kind: "binary" } }),
    );
    const index = indexCode(aChange({ files }));

    expect(namesCode("a".repeat(65_536), index)).toBe(false);
  });
});

describe("exampleOf", () => {
  it("names the first changed file and line", () => {
    expect(exampleOf(aChange())).toEqual({ path: "src/cart/total.ts", line: 11 });
    expect(exampleOf(aChange({ files: [aFile({ content: { kind: "binary" } })] }))).toEqual({
      path: "src/cart/total.ts",
      line: null,
    });
    expect(exampleOf(aChange({ files: [] }))).toBeNull();
  });
});
