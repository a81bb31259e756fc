import { describe, expect, it } from "@jest/globals";
import { NAMED_RULES } from "../../../src/core/secrets/detect-named.js";
import { scanShapes } from "../../../src/core/secrets/detect-shapes.js";
import { TOKEN_RULES } from "../../../src/core/secrets/detect-tokens.js";
import { scanLine } from "../../../src/core/secrets/find-credentials.js";
import { sampleOf } from "./sample-of.js";

const SEEDS = ["a", "b", "c"];

describe("the tables", () => {
  it("know at least 120 vendors", () => {
    const vendor = (what: string) => what.replace(/^an? /, "").split(" ")[0];
    const vendors = new Set([...TOKEN_RULES, ...NAMED_RULES].map(({ what }) => vendor(what)));

    expect(vendors.size).toBeGreaterThanOrEqual(120);
  });

  it.each(TOKEN_RULES.map((rule) => [`${rule.id} (${rule.keyword})`, rule] as const))(
    "%s finds a text of its shape in code, in a file of strings, and at the end of a line",
    (_name, rule) => {
      const finds = SEEDS.map((seed) => sampleOf(rule.shape, seed)).map((sample) =>
        [`const a = "${sample}";`, `"x\\n${sample}\\ny"`, `key: ${sample}`].map((line) =>
          scanShapes(line).some(({ value }) => sample.includes(value)),
        ),
      );

      // One may be drawn that reads as a placeholder.
      expect(finds.filter((lines) => lines.every(Boolean)).length).toBeGreaterThanOrEqual(2);
    },
  );

  it.each(NAMED_RULES.map((rule) => [rule.id, rule] as const))(
    "%s finds a text of its shape next to its name",
    (_id, rule) => {
      const finds = SEEDS.map((seed) => sampleOf(rule.shape, seed)).flatMap((sample) =>
        rule.names.map((name) => scanLine(`${name}_api_key = "${sample}"`).length > 0),
      );

      expect(finds.filter(Boolean).length).toBeGreaterThanOrEqual(finds.length / 2);
    },
  );

  it("have ids in kebab-case and say what they find", () => {
    for (const { id, what } of [...TOKEN_RULES, ...NAMED_RULES]) {
      expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)+$/);
      expect(what).toMatch(/^an? \S/);
    }
  });
});
