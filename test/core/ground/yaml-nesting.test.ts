import { parseDocument } from "yaml";
import { findDeepNesting, MAX_NESTING } from "../../../src/core/ground/yaml-nesting.js";

describe("findDeepNesting", () => {
  it.each([
    ["an empty text", ""],
    ["an ordinary file", "a:\n  b:\n    - c: { d: [e] }\n"],
    ["many siblings", "- a: [b]\n".repeat(5000)],
    ["brackets inside quotes", `a: "${"[".repeat(1000)}"\n`],
    ["brackets inside a comment", `# ${"[".repeat(1000)}\na: 1\n`],
    ["brackets inside a block text", `a: |\n  ${"[".repeat(1000)}\n`],
  ])("accepts %s", (_name, text) => {
    expect(findDeepNesting(text)).toBeNull();
  });

  it.each([
    ["open brackets", "[".repeat(64_000)],
    ["open braces", "{a: ".repeat(16_000)],
    ["list marks on one line", "- ".repeat(32_000)],
    ["complex keys", "? ".repeat(32_000)],
    ["colons inside one bracket", `[${"a: ".repeat(16_000)}`],
    ["closed brackets", `a: ${"[".repeat(9000)}${"]".repeat(9000)}`],
    ["indentation", Array.from({ length: 300 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
    ["a second document", `a: 1\n---\n${"[".repeat(5000)}`],
  ])("finds deep nesting by %s", (_name, text) => {
    expect(findDeepNesting(text)).toBeGreaterThan(0);
  });

  it("leaves nothing that the parser cannot take", () => {
    const deepest = `${"[".repeat(MAX_NESTING)}${"]".repeat(MAX_NESTING)}`;

    expect(findDeepNesting(deepest)).toBeNull();
    expect(parseDocument(deepest).errors).toEqual([]);
    expect(findDeepNesting(`[${deepest}]`)).toBe(MAX_NESTING);
  });
});
