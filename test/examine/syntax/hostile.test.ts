// Hostile files cost bounded time and memory and are never proved; nothing is thrown.
import { compareSyntax } from "../../../src/examine/syntax/compare-syntax.js";
import type { SyntaxLimits } from "../../../src/examine/syntax/with-parsed.js";

const ROOMY: SyntaxLimits = { maxLength: 2_000_000, maxLeaves: 1_000_000, startBudget: () => () => false };

async function compare(path: string, before: string, after: string, limits?: SyntaxLimits) {
  return (await compareSyntax({ previousPath: path, path, before, after }, limits))?.equivalence;
}

describe("limits", () => {
  it("refuse a text that is too large", async () => {
    const text = "a;".repeat(600_000);

    expect(await compare("a.ts", text, text)).toEqual({ status: "unknown", reason: "it is too large to compare" });
    expect(await compare("a.ts", "a;", text)).toEqual({ status: "unknown", reason: "it is too large to compare" });
  });

  it("refuse a text of too many tokens", async () => {
    const limits = { ...ROOMY, maxLeaves: 10 };

    expect(await compare("a.ts", "f(a, b, c, d, e);", "f(a, b, c, d, e)", limits)).toEqual({
      status: "unknown",
      reason: "it has too many tokens to compare",
    });
  });

  it("end a parse whose time is over", async () => {
    const limits = { ...ROOMY, startBudget: () => () => true };
    const text = "a(b);\n".repeat(20_000);

    expect(await compare("a.ts", text, text, limits)).toEqual({
      status: "unknown",
      reason: "it took too long to parse",
    });
    // The next file is not touched by it.
    expect(await compare("a.ts", "a(b);", "a(b)")).toMatchObject({ status: "same" });
  });
});

describe("a hostile text", () => {
  const nested = (open: string, close: string, count: number) => `x = ${open.repeat(count)}1${close.repeat(count)}\n`;

  it.each<readonly [string, string, string]>([
    ["50,000 parentheses", "a.js", nested("(", ")", 50_000)],
    ["50,000 arrays in Python", "a.py", nested("[", "]", 50_000)],
    ["10,000 JSX elements", "a.tsx", `x = ${"<a>".repeat(10_000)}${"</a>".repeat(10_000)};\n`],
    ["20,000 statements", "a.ts", "a(b);\n".repeat(20_000)],
    ["a comment of a megabyte", "a.ts", `// ${"a-".repeat(500_000)}\n`],
    ["a comment of a megabyte of signs", "a.ts", `/*${"* ".repeat(500_000)}*/\n`],
    ["a string of a megabyte", "a.py", `x = "${"\\\\".repeat(500_000)}"\n`],
    ["a line of 60,000 tokens", "a.js", `x = [${"1,".repeat(30_000)}1]\n`],
    ["20,000 comments on a line", "a.ts", `${"/* eslint-disable */".repeat(20_000)}\na();\n`],
    ["heredocs that never end", "a.sh", "a <<B\n".repeat(20_000)],
    ["quotes that never end", "a.rb", "\"'".repeat(20_000)],
    ["names of Object's own", "a.js", "__proto__ = constructor[toString]\n"],
  ])("is examined without harm, and never the same as another: %s", async (_, path, text) => {
    const verdict = await compare(path, text, `${text}\nx = 2\n`, ROOMY);

    expect(["different", "unknown"]).toContain(verdict?.status);
  });

  it.each<readonly [string, string]>([
    ["NUL", "a();\0"],
    ["the end of a file in DOS", "a();\u001a"],
    ["half of a character", "a('\ud800');"],
    ["an unknown sign", "a(\u{1f600});"],
  ])("is refused or compared by its characters: %s", async (_, text) => {
    expect((await compare("a.ts", "a();", text))?.status).not.toBe("same");
  });
});

describe("kinds of files", () => {
  it.each(["README.md", "a.yaml", "a.html", "a.vue", "a.scss", "Makefile", "LICENSE", ".gitignore", "", "a."])(
    "without a grammar are left to others: %s",
    async (path) => {
      expect(await compareSyntax({ previousPath: path, path, before: "a", after: "a" })).toBeNull();
    },
  );

  it.each([
    ["bin/a", "#!/bin/bash\na\n"],
    ["bin/a", "#!/usr/bin/env python3\na()\n"],
    ["bin/a", "#!/usr/bin/env ruby\na\n"],
    ["bin/a", "#!/usr/bin/env node\na()\n"],
    ["Rakefile", "a\n"],
    ["A.CS", "class A {}\n"],
  ])("are told by name or first line: %s", async (path, text) => {
    expect(await compare(path, text, `${text}\n`)).toMatchObject({ status: "same", by: "syntax" });
  });

  it.each([
    ["a.ts", "a.tsx"],
    ["a.js", "a.mjs"],
    ["a.py", "a.rb"],
    ["a.txt", "a.py"],
  ])("that change are not compared: %s to %s", async (previousPath, path) => {
    const compared = await compareSyntax({ previousPath, path, before: "a", after: "a" });

    expect(compared?.equivalence).toEqual({ status: "unknown", reason: "its kind of file changed" });
  });

  it("may change their folder", async () => {
    const compared = await compareSyntax({ previousPath: "a/b.ts", path: "c/b.ts", before: "a", after: "a;" });

    expect(compared?.equivalence.status).toBe("same");
  });

  it("of Go may not change their name, which can hold a build constraint", async () => {
    const pair = { previousPath: "a.go", path: "a_windows.go", before: "package a\n", after: "package a\n" };

    expect((await compareSyntax(pair))?.equivalence.status).toBe("unknown");
  });
});
