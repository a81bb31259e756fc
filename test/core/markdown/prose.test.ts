import fc from "fast-check";
import { prose } from "../../../src/core/markdown/prose.js";
import { expectInert, expectNothingInvisible, hostileText } from "../render/hostile.js";

describe("a sentence with fragments of others", () => {
  it.each([
    ["1 of 2 blind reviews received, at most 400 lines (got 512).", null],
    ["it's 50% done — really?", null],
    ["the check `CI / build` failed", null],
    ["alice: committed 3f2c1 to this pull request", null],
    ["alice: committed 3f2c1aa to it", "alice: committed `3f2c1aa` to it"],
    ["see #12, @org/team.", "see `#12, @org/team`."],
    ["touches src/auth/login.ts:42", "touches `src/auth/login.ts:42`"],
    ["an unbalanced ` tick @bob", "an unbalanced `` ` `` tick `@bob`"],
    ["costs $`x`$ now", "costs `$` `x` `$` now"],
    ["got `hig``h`", null],
    ["1. not a list", "`1`. not a list"],
    ["- not a list", "`-` not a list"],
    ["<!-- gone -->", "`<!--` gone `-->`"],
    ["two\nlines", "two lines"],
  ])("renders %j", (text, expected) => {
    expect(prose(text, 300)).toBe(expected ?? text);
  });

  it("is inert whatever the fragments are", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const rendered = prose(`expected a name, got ${text}: write another`, 400);

        expectInert(rendered);
        expectNothingInvisible(rendered);
      }),
      { numRuns: 2000 },
    );
  });

  it("changes nothing when it runs again", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const once = prose(text, 10_000);

        expect(prose(once, 20_000)).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });
});
