import fc from "fast-check";
import { cutTo, plainLine, quoteBlock, quoteInline, tableCell } from "../../../src/core/markdown/neutralise.js";
import { anyText } from "../../support/any-text.js";
import { expectInert, expectNothingInvisible, hostileText, outsideCode } from "../render/hostile.js";

describe("quoting hostile text on one line", () => {
  it.each([
    ["a mention", "@alice and @acme/security", "`@alice and @acme/security`"],
    ["references", "fixes #12, GH-12 and 9e174dd1", "`fixes #12, GH-12 and 9e174dd1`"],
    ["a backtick", "a`b", "``a`b``"],
    ["a backtick at the edge", "`a", "`` `a ``"],
    ["both short runs", "a`b``c", "```a`b``c```"],
    ["a long run", "````js", "`\\u{60}×4js`"],
    ["an image", "![x](https://evil.example/p.png)", "`![x](https://evil.example/p.png)`"],
    ["a comment", "<!-- countersign:briefing -->", "`<!-- countersign:briefing -->`"],
    ["line breaks", "one\r\n# two\n\n| three", "`one # two | three`"],
    ["a reversed name", "gpj\u202Etxt.exe", "`gpj\\u{202e}txt.exe`"],
    ["a zero-width space", "ad\u200Bmin", "`ad\\u{200b}min`"],
    ["hidden tag letters", "hi\u{E0041}", "`hi\\u{e0041}`"],
    ["half a surrogate pair", "x\uD83D", "`x\\u{d83d}`"],
    ["a terminal escape", "\u001b[31mred", "`\\u{1b}[31mred`"],
    ["nothing", " \n ", "(empty)"],
  ])("shows %s and lets it do nothing", (_what, text, quoted) => {
    expect(quoteInline(text, 200)).toBe(quoted);
  });

  it("cuts to the given length between the delimiters", () => {
    expect(quoteInline("x".repeat(100), 10)).toBe("`xxxxxxxxx…`");
  });

  it("leaves nothing active outside a code span, whatever the text", () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 300 }), (text, maxChars) => {
        const quoted = quoteInline(text, maxChars);

        expect(outsideCode(quoted)).toMatch(/^(?:\(empty\))?$/);
        expect(quoted).not.toContain("\n");
        expect(quoted.length).toBeLessThanOrEqual(Math.max(maxChars, "(empty)".length) + 8);
        expectNothingInvisible(quoted);
      }),
      { numRuns: 1000 },
    );
  });

  it("takes time in proportion to the text, even for backticks and accents alone", () => {
    const texts = ["`".repeat(65_536), "` ".repeat(32_768), "\u0301".repeat(65_536), "\u202e".repeat(65_536)];

    for (const text of texts) expect(quoteInline(text, 200).length).toBeLessThan(210);
  });
});

describe("quoting hostile text as a block", () => {
  it("keeps the lines and lets no fence inside close it", () => {
    expect(quoteBlock("one\r\n```\n@alice\n~~~", 200)).toBe("```text\none\n\\u{60}×3\n@alice\n~~~\n```");
  });

  it("has one opening and one closing fence, whatever the text", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const lines = quoteBlock(text, 500).split("\n");

        expect(lines[0]).toBe("```text");
        expect(lines.at(-1)).toBe("```");
        expect(lines.slice(1, -1).join("\n")).not.toContain("```");
        expectNothingInvisible(lines.join(" "));
      }),
      { numRuns: 500 },
    );
  });
});

describe("a table cell", () => {
  it("keeps every pipe inside its cell", () => {
    expect(tableCell("`a|b`")).toBe("`a\\|b`");
    expect(tableCell("`a\\|b`")).toBe("`a\\\\u{7c}b`");
  });

  it("holds one cell, whatever the text", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const cell = tableCell(quoteInline(text, 200));

        expect(cell.replace(/(?<!\\)\\\|/g, "")).not.toMatch(/[|\n]/);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a plain line", () => {
  it("has no line breaks and nothing invisible", () => {
    expect(plainLine(" a\n\tb\u202E ", 50)).toBe("a b\\u{202e}");
  });
});

describe("cutting", () => {
  it.each([
    ["leaves a short text", "abc", 3, "abc"],
    ["marks the cut", "abcd", 3, "ab…"],
    ["never halves a surrogate pair", "ab😀cd", 4, "ab…"],
    ["gives nothing for no room", "abc", 0, ""],
  ])("%s", (_what, text, maxChars, cut) => {
    expect(cutTo(text, maxChars)).toBe(cut);
  });

  it("stays within the limit and well formed", () => {
    fc.assert(
      fc.property(anyText(), fc.nat(40), (text, maxChars) => {
        const cut = cutTo(text, maxChars);

        expect(cut.length).toBeLessThanOrEqual(maxChars);
        expect(cut).not.toMatch(/\p{Cs}/u);
      }),
    );
  });
});

describe("the checker of these tests", () => {
  it.each(["hi @alice", "see #12", "a <b>", "![x](y)", "[x](y)", "commit 9e174dd1", "www.evil.example", "*x*"])(
    "finds that %s is active",
    (text) => {
      expect(() => expectInert(text)).toThrow();
    },
  );
});
