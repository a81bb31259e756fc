// What holds for every text, however broken.
import fc from "fast-check";
import { composePolicy } from "../../../src/core/policy/compose-policy.js";
import { parsePolicy } from "../../../src/core/policy/parse.js";
import { Policy } from "../../../src/core/policy/schema.js";
import { anyText } from "../../support/any-text.js";
import { FLOOR, found, REPOSITORY } from "./support.js";

const fragment = fc.constantFrom(
  ..."mode|enforce|observe|tiers|high_stakes|paths|rules|review|min_seconds|90|agents|name|content|pattern|reason".split(
    "|",
  ),
  ...": |:|\n|\n  |\n    |- |[|]|{|}|, |\"|'|#|&a|*a|!|!!x|%|@|`|\t|\r\n|---\n|...|? |> |~|<<|\\|\u0000|\u200b|\ud83d|__proto__".split(
    "|",
  ),
  "|\n",
);
const brokenText = fc.oneof(
  fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join("")),
  anyText({ maxLength: 60 }),
);

describe("parsing any text", () => {
  it("gives a policy or problems at places that exist, and never throws", () => {
    fc.assert(
      fc.property(brokenText, (text) => {
        const parsed = parsePolicy(text, REPOSITORY);

        if (parsed.ok) {
          expect(Policy.safeParse(parsed.value).success).toBe(true);
          return;
        }
        expect(parsed.error.length).toBeGreaterThan(0);
        const lines = text.replace(/^\ufeff/, "").split("\n");
        for (const { line, column, message } of parsed.error) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? "").length + 1);
          expect(message).not.toMatch(/[\r\n]/);
          expect(message).toMatch(/expected .+, received .+/);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it("gives the same answer twice, and a policy that blocks when it is not valid", () => {
    fc.assert(
      fc.property(brokenText, brokenText, (repository, floor) => {
        const loaded = composePolicy(found(repository), found(floor, FLOOR));

        expect(composePolicy(found(repository), found(floor, FLOOR))).toEqual(loaded);
        expect(loaded.problems.length === 0 || loaded.policy.mode === "enforce").toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
