// What is proved harmless by its text: parsers say that both sides mean the same.
import { describe, expect, it } from "@jest/globals";
import type { EquivalenceKind } from "../../../src/core/facts/examination.js";
import type { ChangedFile } from "../../../src/core/facts/facts.js";
import { aFile, anExamination } from "../../support/build.js";
import { classified, edit, findings, rulesOf } from "./edit.js";

const same = (by: EquivalenceKind = "syntax") =>
  anExamination({ equivalence: { status: "same", by, reason: "only comments changed" } });
const proved = (file: ChangedFile, by?: EquivalenceKind): ChangedFile => ({ ...file, examination: same(by) });
const side = (path: string, mode: string | null = "100644") => ({ path, blob: "b".repeat(40), mode });

describe("a file that means the same before and after", () => {
  it.each([
    ["syntax", "src/cart.ts", "only-comments"],
    ["types", "src/cart.ts", "only-types"],
    ["data", "config/app.json", "same-data"],
    ["prose", "docs/page.mdx", "only-prose"],
  ] as const)("by %s is format-safe: %s is %s", (by, path, rule) => {
    expect(classified([proved(edit(path), by)]).findings).toEqual([
      { rule, tier: "format-safe", path, line: null, side: "new", reason: "only comments changed" },
    ]);
  });

  it("raises nothing by its path or its lines, whatever the folder", () => {
    expect(rulesOf(proved(edit("src/auth/login.ts", ["+// jwt.verify(token)"])))).toEqual(["only-comments"]);
    expect(rulesOf(proved(edit("jest.config.js")))).toEqual(["only-comments"]);
  });

  it.each([
    [".github/workflows/ci.yml"],
    ["db/migrate/1_add.rb"],
    [".github/CODEOWNERS"],
    [".github/countersign.yml"],
    [".claude/settings.json"],
    ["AGENTS.md"],
  ])("stays high-stakes where the place decides: %s", (path) => {
    expect(classified([proved(edit(path))]).tier).toBe("high-stakes");
  });

  it("still has hidden characters in it", () => {
    expect(findings(proved(edit("src/a.ts", ["+// a\u202eb"])), "has-hidden-text")).toHaveLength(1);
  });

  it("can be raised by the policy, rule by rule and path by path", () => {
    const file = proved(edit("src/cart.ts"));

    expect(classified([file], { tiers: { rules: { "only-comments": "off" } } }).tier).toBe("behavior-changing");
    expect(classified([file], { tiers: { high_stakes: { paths: ["src/**"] } } }).tier).toBe("high-stakes");
  });
});

describe("no proof comes from a parser", () => {
  const path = "src/cart.ts";
  it.each<[string, Partial<ChangedFile>]>([
    ["that sees a difference", { examination: anExamination() }],
    [
      "that did not come to an end",
      { examination: anExamination({ equivalence: { status: "unknown", reason: "too large" } }) },
    ],
    ["for an added file", { status: "added", before: null }],
    ["for a removed file", { status: "removed", after: null }],
    ["for a copy", { status: "copied", previousPath: "src/basket.ts" }],
    ["for a file whose source calls it modified but has one side only", { before: null }],
    ["for a file that becomes executable", { after: side(path, "100755") }],
    ["for a link", { before: side(path, "120000"), after: side(path, "120000") }],
    ["for a submodule", { before: side(path, "160000"), after: side(path, "160000") }],
    ["for what cannot be read", { content: { kind: "unreadable", reason: "too large" } }],
    ["for a binary", { content: { kind: "binary" } }],
    ["for a move to where it is found by its place", { status: "renamed", previousPath: "src/pages/cart.ts" }],
    ["for a move out of a sensitive folder", { status: "renamed", previousPath: "src/auth/cart.ts" }],
    ["for a test that becomes source", { status: "renamed", previousPath: "test/cart.ts" }],
  ])("%s", (_name, override) => {
    expect(classified([{ ...proved(edit(path)), ...override }]).tier).not.toBe("format-safe");
  });

  it("when nothing was examined", () => {
    const { examination: _, ...file } = edit(path);

    expect(classified([file]).tier).toBe("behavior-changing");
  });
});

it("takes a file that moved within its kind of place, with comments changed, for harmless", () => {
  const moved = proved({ ...edit("src/basket/total.ts"), status: "renamed", previousPath: "src/cart/total.ts" });

  expect(rulesOf(moved)).toEqual(["only-comments"]);
});

describe("lines that hold only comments", () => {
  const commented = (lines: readonly string[], before: number[], after: number[]) =>
    aFile({ ...edit("src/a.ts", lines), examination: anExamination({ commentLines: { before, after } }) });

  it("raise nothing", () => {
    expect(rulesOf(commented(["+// see jwt.sign(claims)", "+const a = 1"], [], [1]))).toEqual(["changes-source"]);
    expect(rulesOf(commented(["-// see jwt.sign(claims)", "+const a = 1"], [1], []))).toEqual(["changes-source"]);
  });

  it("are told by side: line 1 of the old file is another than line 1 of the new one", () => {
    const lines = ["-jwt.sign(claims)", "+// jwt.sign(claims)"];

    expect(findings(commented(lines, [], [1]), "touches-authentication")).toMatchObject([{ line: 1, side: "old" }]);
    expect(findings(commented(lines, [1], []), "touches-authentication")).toMatchObject([{ line: 1, side: "new" }]);
  });

  it("leave the other lines of the rule", () => {
    const file = commented(["+// jwt.sign(claims)", "+jwt.sign(claims)"], [], [1]);

    expect(findings(file, "touches-authentication").map(({ line }) => line)).toEqual([2]);
  });
});
