import type { RiskyStatement } from "../../../../src/core/facts/examination.js";
import { anExamination } from "../../../support/build.js";
import { classified, edit, findings } from "../edit.js";

const DROP: RiskyStatement = {
  line: 3,
  effect: "destroys",
  text: "DROP TABLE users",
  reason: "drops the table `users`",
};

function holding(path: string, ...statements: readonly RiskyStatement[]) {
  return { ...edit(path), examination: anExamination({ statements }) };
}

describe("destroys-data", () => {
  it("reports each statement with its line and its reason", () => {
    const grant: RiskyStatement = { ...DROP, line: 9, effect: "narrows", reason: "gives everybody every right" };

    expect(findings(holding("src/clean.ts", DROP, grant), "destroys-data")).toEqual([
      { rule: "destroys-data", tier: "high-stakes", path: "src/clean.ts", line: 3, side: "new", reason: DROP.reason },
      { rule: "destroys-data", tier: "high-stakes", path: "src/clean.ts", line: 9, side: "new", reason: grant.reason },
    ]);
  });

  it.each(["destroys", "narrows", "unread"] as const)("makes code high-stakes by what %s", (effect) => {
    expect(classified([holding("src/clean.ts", { ...DROP, effect })]).tier).toBe("high-stakes");
  });

  it("leaves tests and their data alone", () => {
    expect(findings(holding("test/clean.test.ts", DROP), "destroys-data")).toEqual([]);
    expect(classified([holding("tests/fixtures/seed.test.ts", DROP)]).tier).toBe("format-safe");
  });

  it("has nothing to say of files without statements and of files that were not examined", () => {
    const { examination: _, ...unexamined } = holding("src/a.ts");

    expect(findings(holding("src/a.ts"), "destroys-data")).toEqual([]);
    expect(findings(unexamined, "destroys-data")).toEqual([]);
  });

  it("can be lowered or switched off by the policy", () => {
    const lowered = { tiers: { rules: { "destroys-data": "behavior-changing" } } } as const;
    const off = { tiers: { rules: { "destroys-data": "off" } } } as const;

    expect(classified([holding("src/clean.ts", DROP)], lowered).tier).toBe("behavior-changing");
    expect(findings(holding("src/clean.ts", DROP), "destroys-data", off)).toEqual([]);
  });
});
