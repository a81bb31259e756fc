// docs/rules.md is what the rules say today.
import { readFile } from "node:fs/promises";
import { rulesPage } from "../../scripts/rules-page.js";
import { RULES } from "../../src/core/classify/rules/index.js";

const page = await readFile(new URL("../../docs/rules.md", import.meta.url), "utf8");

describe("the page of the rules", () => {
  it("is current", () => {
    const expected = "docs/rules.md as the rules are today; renew it: npx tsx scripts/write-pages.ts";

    expect(page === rulesPage(RULES) ? expected : "another docs/rules.md").toBe(expected);
  });

  it.each(RULES.map((rule) => [rule.id, rule] as const))("explains %s once, with its setting", (id, rule) => {
    const entry = page.split("\n### ").filter((part) => part.startsWith(`${id}\n`));

    expect(entry).toHaveLength(1);
    expect(entry[0]).toContain(rule.question);
    expect(entry[0]).toContain(rule.remedy);
    expect(entry[0]?.includes("no policy switches it off")).toBe(rule.fixed === true);
  });

  it("shows no character that nobody can see", () => {
    expect(page).not.toMatch(/[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\p{Co}/u);
  });
});
