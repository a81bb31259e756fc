import fc from "fast-check";
import type { Finding } from "../../../src/core/facts/finding.js";
import { TIERS } from "../../../src/core/ground/tier.js";
import { ComparisonTally, MAX_MOVES } from "../../../src/core/replay/compare-policies.js";
import { failedReport, madeReport, readReport, replayKey } from "../../../src/core/replay/replay-report.js";
import { PolicyTally } from "../../../src/core/replay/tally.js";
import { reviewsAsked, type Verdict, verdictOf } from "../../../src/core/replay/verdict.js";
import { aClassification, aPolicy } from "../../support/build.js";

function aFinding(override: Partial<Finding> = {}): Finding {
  const base = { rule: "changes-source", tier: "behavior-changing", path: "a.ts", line: 1, side: "new" } as const;
  return { ...base, reason: "changes source code", ...override };
}

function aVerdict(override: Partial<Verdict> = {}): Verdict {
  const tier = override.tier ?? "behavior-changing";
  return { tier, agent: "copilot", inScope: true, lines: 10, stops: [], findings: [aFinding({ tier })], ...override };
}

const verdicts: fc.Arbitrary<Verdict> = fc
  .record({ tier: fc.constantFrom(...TIERS), inScope: fc.boolean(), lines: fc.nat(), isAgent: fc.boolean() })
  .map(({ isAgent, ...verdict }) => aVerdict({ ...verdict, agent: isAgent ? "copilot" : null }));

describe("a verdict", () => {
  const judged = (scope: "agents" | "all", agent: ReturnType<typeof aClassification>["agent"], gaps: string[] = []) =>
    verdictOf({
      change: { gaps },
      classification: { ...aClassification(), agent },
      size: { counted: 3, ignored: [] },
      policy: aPolicy({ scope }),
      stops: [],
    });

  it("is in scope by the policy, by the agent, and when not all of the change was seen", () => {
    expect(judged("agents", null).inScope).toBe(false);
    expect(judged("agents", null, ["a file is missing"]).inScope).toBe(true);
    expect(judged("agents", aClassification().agent).inScope).toBe(true);
    expect(judged("all", null).inScope).toBe(true);
  });

  it.each([
    ["format-safe", { structured: 0, blind: 0 }],
    ["behavior-changing", { structured: 1, blind: 0 }],
    ["high-stakes", { structured: 0, blind: 2 }],
  ] as const)("on %s asks for %j, and for nothing out of scope", (tier, reviews) => {
    expect(reviewsAsked(aVerdict({ tier }))).toEqual(reviews);
    expect(reviewsAsked(aVerdict({ tier, inScope: false }))).toEqual({ structured: 0, blind: 0 });
  });
});

describe("a comparison", () => {
  it("of a policy with itself moves nothing", () => {
    fc.assert(
      fc.property(fc.array(verdicts), (all) => {
        const tally = new ComparisonTally();
        for (const verdict of all) tally.add({ id: "x", title: "" }, verdict, verdict);
        const { moves, matrix, changes, reviews } = tally.result();

        expect(moves).toEqual([]);
        expect(TIERS.reduce((sum, tier) => sum + matrix[tier][tier], 0)).toBe(changes);
        expect(reviews.before).toEqual(reviews.after);
      }),
    );
  });

  it("counts every change once, and the other way round gives the mirror image", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(verdicts, verdicts)), (pairs) => {
        const [there, back] = [new ComparisonTally(), new ComparisonTally()];
        for (const [before, after] of pairs) {
          there.add({ id: "x", title: "" }, before, after);
          back.add({ id: "x", title: "" }, after, before);
        }
        const cells = TIERS.flatMap((a) => TIERS.map((b) => [there.result().matrix[a][b], back.result().matrix[b][a]]));

        expect(cells.reduce((sum, [count = 0]) => sum + count, 0)).toBe(pairs.length);
        for (const [one, other] of cells) expect(one).toBe(other);
      }),
    );
  });

  it("names what makes the difference: new findings upwards, lost ones downwards", () => {
    const high = aVerdict({
      tier: "high-stakes",
      findings: [aFinding({ tier: "high-stakes", rule: "r" }), aFinding()],
    });
    const causesOf = (before: Verdict, after: Verdict) => {
      const tally = new ComparisonTally();
      tally.add({ id: "#1", title: "t" }, before, after);
      return tally.result().moves[0]?.causes.map(({ rule }) => rule);
    };

    expect(causesOf(aVerdict(), high)).toEqual(["r"]);
    expect(causesOf(high, aVerdict())).toEqual(["r"]);
    expect(causesOf(high, { ...high, inScope: false })).toEqual([]);
  });

  it("keeps a bounded list of moves and counts the rest", () => {
    const tally = new ComparisonTally();
    for (let index = 0; index < MAX_MOVES + 7; index += 1) {
      tally.add({ id: `#${index}`, title: "x".repeat(10_000) }, aVerdict(), aVerdict({ tier: "high-stakes" }));
    }
    const { moves, movesLeftOut } = tally.result();

    expect([moves.length, movesLeftOut]).toEqual([MAX_MOVES, 7]);
    expect(moves[0]?.title.length).toBeLessThanOrEqual(200);
  });
});

describe("a tally", () => {
  it("ranks what one finding alone makes high-stakes by how harmless the rest is", () => {
    const tally = new PolicyTally();
    const high = aFinding({ tier: "high-stakes", rule: "r" });
    const rest = (tier: Finding["tier"], lines: number) =>
      aVerdict({ tier: "high-stakes", lines, findings: [high, aFinding({ tier })] });
    tally.add({ id: "two", title: "" }, rest("high-stakes", 1));
    tally.add({ id: "small", title: "" }, rest("behavior-changing", 1));
    tally.add({ id: "large", title: "" }, rest("behavior-changing", 9));
    tally.add({ id: "safe", title: "" }, rest("format-safe", 1));

    expect(tally.result().surprises.map(({ id }) => id)).toEqual(["safe", "large", "small"]);
  });

  it("counts a rule once per change, and as deciding only where it stands alone on the highest tier", () => {
    const tally = new PolicyTally();
    const high = (rule: string) => aFinding({ tier: "high-stakes", rule });
    tally.add({ id: "1", title: "" }, aVerdict({ tier: "high-stakes", findings: [high("a"), high("a"), high("b")] }));
    tally.add(
      { id: "2", title: "" },
      aVerdict({ tier: "high-stakes", findings: [high("a"), aFinding({ rule: "b" })] }),
    );
    tally.add(
      { id: "3", title: "" },
      aVerdict({ tier: "format-safe", findings: [aFinding({ tier: "format-safe", rule: "c" })] }),
    );

    expect(tally.result().rules).toEqual([
      { rule: "a", tier: "high-stakes", changes: 2, decided: 1 },
      { rule: "b", tier: "high-stakes", changes: 2, decided: 0 },
      { rule: "c", tier: "format-safe", changes: 1, decided: 0 },
    ]);
  });
});

describe("a report", () => {
  const made = () => {
    const tally = new ComparisonTally();
    tally.add({ id: "#1", title: "t" }, aVerdict(), aVerdict({ tier: "high-stakes", stops: ["reviewable_size"] }));
    return madeReport({ branch: "main", comparison: tally.result(), unreadable: [{ id: "#2", reason: "gone" }] });
  };

  it("is read back from JSON as it was", () => {
    for (const report of [made(), failedReport("not allowed")]) {
      expect(readReport(JSON.parse(JSON.stringify(report)))).toEqual(report);
    }
  });

  it.each([
    ["nothing", null],
    ["another version", { ...failedReport("x"), version: 2 }],
    ["a shape of its own", { version: 1, status: "made", comparison: {} }],
    ["a key of every object", JSON.parse('{"__proto__":{"status":"failed"},"version":1}')],
  ])("that is %s counts as none", (_name, stored) => {
    expect(readReport(stored)).toBeNull();
  });

  it("has a name of its own for each pair of policies, direction and branch", () => {
    const keys = [
      { before: "a", after: "b", branch: "main" },
      { before: "b", after: "a", branch: "main" },
      { before: "a", after: "b", branch: "next" },
      { before: "ab", after: "", branch: "main" },
    ].map(replayKey);

    expect(new Set(keys).size).toBe(keys.length);
  });
});
