import fc from "fast-check";
import type { Finding } from "../../../src/core/facts/finding.js";
import { TIERS } from "../../../src/core/ground/tier.js";
import { type ReadingGroup, readingOrder } from "../../../src/core/reviews/reading-order.js";
import { anyText } from "../../support/any-text.js";
import { aFile } from "../../support/build.js";

function found(path: string | null, override: Partial<Finding> = {}): Finding {
  return { rule: "x", tier: "high-stakes", path, line: 1, side: "new", reason: "x", ...override };
}

function pathsOf(groups: readonly ReadingGroup[]): string[] {
  return groups.flatMap(({ files }) => files.map(({ path }) => path));
}

const FILES = ["d.ts", "b.ts", "a.ts", "c.ts"].map((path) => aFile({ path }));

describe("readingOrder", () => {
  it("puts what is risky first, in a group of its own", () => {
    const groups = readingOrder(FILES, [found("c.ts"), found("a.ts", { tier: "behavior-changing" })], 1);

    expect(groups.map(({ risky, files }) => [risky, files.map(({ path }) => path)])).toEqual([
      [true, ["c.ts"]],
      [false, ["a.ts", "b.ts", "d.ts"]],
    ]);
  });

  it("puts more findings of the highest tier before fewer, then goes by path", () => {
    const findings = [found("d.ts"), found("c.ts"), found("d.ts", { line: 2 }), found("b.ts")];

    expect(pathsOf(readingOrder(FILES, findings, 1))).toEqual(["d.ts", "b.ts", "c.ts", "a.ts"]);
  });

  it("does not let many low findings outweigh a high one", () => {
    const low = [1, 2, 3, 4].map((line) => found("a.ts", { tier: "behavior-changing", line }));

    expect(pathsOf(readingOrder(FILES, [...low, found("d.ts")], 1))).toEqual(["d.ts", "a.ts", "b.ts", "c.ts"]);
  });

  it("counts a finding on the old path of a renamed file", () => {
    const moved = aFile({ path: "z.ts", previousPath: "src/auth/z.ts", status: "renamed" });

    expect(pathsOf(readingOrder([...FILES, moved], [found("src/auth/z.ts")], 1))[0]).toBe("z.ts");
  });

  it("takes a finding on the whole change for no file's", () => {
    expect(readingOrder(FILES, [found(null)], 1)).toHaveLength(1);
  });

  it("shows no group without files, and nothing of an empty change", () => {
    expect(readingOrder([], [], 1)).toEqual([]);
    expect(readingOrder([], [found("a.ts")], 2)).toEqual([]);
    expect(
      readingOrder(
        FILES,
        FILES.map(({ path }) => found(path)),
        1,
      ).map(({ risky }) => risky),
    ).toEqual([true]);
  });

  it("keeps what is risky first for the second reviewer as well, and turns each group", () => {
    const findings = [found("c.ts"), found("d.ts")];

    expect(pathsOf(readingOrder(FILES, findings, 1))).toEqual(["c.ts", "d.ts", "a.ts", "b.ts"]);
    expect(pathsOf(readingOrder(FILES, findings, 2))).toEqual(["d.ts", "c.ts", "b.ts", "a.ts"]);
  });

  it("turns the groups when each has one file only", () => {
    const [a, b] = [aFile({ path: "a.ts" }), aFile({ path: "b.ts" })];

    expect(pathsOf(readingOrder([a, b], [found("b.ts")], 1))).toEqual(["b.ts", "a.ts"]);
    expect(pathsOf(readingOrder([a, b], [found("b.ts")], 2))).toEqual(["a.ts", "b.ts"]);
  });
});

describe("whatever the change is", () => {
  const paths = fc.uniqueArray(
    fc.oneof(fc.constantFrom("a", "b", "__proto__", "constructor", "A"), anyText({ minLength: 1, maxLength: 4 })),
    { maxLength: 8 },
  );
  const aCase = paths.chain((names) =>
    fc.record({
      files: fc.constant(names.map((path) => aFile({ path }))),
      findings: fc.array(
        fc
          .record({ path: fc.constantFrom(null, ...names), tier: fc.constantFrom(...TIERS) })
          .map(({ path, tier }) => found(path, { tier })),
        { maxLength: 8 },
      ),
    }),
  );

  it("both reviewers get all files, each once", () => {
    fc.assert(
      fc.property(aCase, ({ files, findings }) => {
        const all = files.map(({ path }) => path).sort();

        expect(pathsOf(readingOrder(files, findings, 1)).sort()).toEqual(all);
        expect(pathsOf(readingOrder(files, findings, 2)).sort()).toEqual(all);
      }),
    );
  });

  it("the second reads in another order as soon as there are two files", () => {
    fc.assert(
      fc.property(aCase, ({ files, findings }) => {
        const [first, second] = [1, 2].map((seat) => pathsOf(readingOrder(files, findings, seat as 1 | 2)));

        if (files.length >= 2) expect(second).not.toEqual(first);
        else expect(second).toEqual(first);
      }),
    );
  });

  it("the order of files and findings in the source changes nothing", () => {
    fc.assert(
      fc.property(aCase, fc.constantFrom(1 as const, 2 as const), ({ files, findings }, seat) => {
        expect(pathsOf(readingOrder([...files].reverse(), [...findings].reverse(), seat))).toEqual(
          pathsOf(readingOrder(files, findings, seat)),
        );
      }),
    );
  });
});
