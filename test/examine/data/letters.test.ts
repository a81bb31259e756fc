// Large YAML texts are told apart by their letters; what may be the same data is read all the same.
import fc from "fast-check";
import { stringify } from "yaml";
import { differsInLetters } from "../../../src/examine/data/yaml/letters.js";
import { statusOf } from "./compare.js";

const LARGE = Array.from({ length: 2_000 }, (_, n) => `package-${n}: "1.${n}.0"\n`).join("");

const LEAF = fc.oneof(fc.string({ maxLength: 12 }), fc.lorem({ maxCount: 30 }), fc.integer(), fc.boolean());
const DATA = fc.dictionary(fc.string({ maxLength: 6 }), fc.oneof(LEAF, fc.array(LEAF, { maxLength: 3 })), {
  maxKeys: 6,
});
const STYLE = fc.record({
  indent: fc.integer({ min: 1, max: 6 }),
  lineWidth: fc.constantFrom(0, 20, 80),
  singleQuote: fc.boolean(),
  collectionStyle: fc.constantFrom("any" as const, "block" as const, "flow" as const),
  defaultStringType: fc.constantFrom("PLAIN" as const, "QUOTE_DOUBLE" as const, "QUOTE_SINGLE" as const),
});

describe("differsInLetters", () => {
  it("never tells apart what is the same data", () => {
    let same = 0;
    fc.assert(
      fc.property(DATA, STYLE, STYLE, (data, one, other) => {
        const [before, after] = [stringify(data, one), stringify(data, other)];
        if (before === after || statusOf("a.yaml", before, after) !== "same") return;
        same++;
        expect(differsInLetters(before, after)).toBe(false);
      }),
    );
    expect(same).toBeGreaterThan(10);
  });

  it.each<[string, string, string]>([
    ["a comment", "a: b\n", "a: b # c\n"],
    ["a comment at the end of a longer line", "a: b # old\nc: d\n", "a: b # new\nc: d\n"],
    ["an escape", "a: b\n", 'a: "\\x62"\n'],
    ["the head of a block text", "a: |\n  b\n", "a: |2\n  b\n"],
    ["quotes and blanks", "\na: 'b'\n", 'a:   "b"\n'],
    ["the order", "a: 1\nb: 2\n", "b: 2\na: 1\n"],
  ])("leaves %s to who reads the text", (_what, before, after) => {
    expect(differsInLetters(before, after)).toBe(false);
    expect(differsInLetters(after, before)).toBe(false);
  });

  it("sees other letters, fewer and more", () => {
    expect(differsInLetters("a: b\n# c\n", "a: d\n# c\n")).toBe(true);
    expect(differsInLetters("a: b\n", "a: b\nc: d\n")).toBe(true);
    expect(differsInLetters("a: b\nc: d\n", "")).toBe(true);
  });
});

describe("a large YAML file", () => {
  it("is the same but for comments and quotes, and is not when a version changes", () => {
    expect(statusOf("a.yaml", LARGE, `# Locked.\n${LARGE.replaceAll(': "', ":   '").replaceAll('"\n', "'\n")}`)).toBe(
      "same",
    );
    expect(statusOf("a.yaml", LARGE, LARGE.replace("1.77.0", "1.77.1"))).toBe("different");
  });

  it("is still proved where only the navigation of a site differs", () => {
    const site = `site_name: Acme\nextra:\n${LARGE.replace(/^/gm, "  ").trimEnd()}\nnav:\n  - Home: index.md\n`;
    expect(statusOf("mkdocs.yml", site, `${site}  - Prices: prices.md\n`)).toBe("same");
  });
});
