import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { compileScan } from "../../../src/core/classify/line-scan.js";
import { edit } from "./edit.js";

const scan = compileScan([
  {
    id: "one",
    patterns: [
      { pattern: /\btoken\b/i, keywords: ["token"], reason: "names a token" },
      { pattern: /access_token/i, keywords: ["access_token"], reason: "names an access token" },
    ],
  },
  { id: "two", patterns: [{ pattern: /access_tok/, keywords: ["access_tok"], reason: "starts alike" }] },
  { id: "python", patterns: [{ pattern: /exec\(/, keywords: ["exec("], reason: "runs text", files: /\.py$/ }] },
]);

describe("compileScan", () => {
  it("gives each rule at most one hit a line, on the side of the line", () => {
    const hits = scan(edit("src/a.ts", ["+token = access_token", " token", "-token"]));

    expect(hits.get("one")).toMatchObject([
      { line: 1, side: "new" },
      { line: 2, side: "old", reason: "names a token" },
    ]);
  });

  it("finds keywords inside and in front of others", () => {
    expect(scan(edit("src/a.ts", ["+my_access_token"])).get("two")).toHaveLength(1);
  });

  it("compares keywords without case", () => {
    expect(scan(edit("src/a.ts", ["+TOKEN"])).get("one")).toHaveLength(1);
  });

  it("looks for a pattern only in its files, by either path of a rename", () => {
    expect(scan(edit("src/a.ts", ["+exec(x)"])).has("python")).toBe(false);
    expect(scan({ ...edit("src/a.ts", ["+exec(x)"]), previousPath: "src/A.PY" }).has("python")).toBe(true);
  });

  it("finds a pattern anywhere in a line of any length", () => {
    fc.assert(
      fc.property(fc.nat(9_000), fc.nat(9_000), (before, after) => {
        const line = `+${" ".repeat(before)}token${" ".repeat(after)}`;

        expect(scan(edit("src/a.ts", [line])).get("one")).toHaveLength(1);
      }),
    );
  });

  it("has nothing to say of a file without lines", () => {
    expect(scan({ ...edit("src/a.ts"), content: { kind: "binary" } }).size).toBe(0);
  });
});
