import type { Finding } from "../../../src/core/facts/finding.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import { annotate } from "../../../src/core/render/plan.js";
import { aClassification, aGateInput, aLoadedPolicy } from "../../support/build.js";

const FINDING: Finding = {
  rule: "touches-authentication",
  tier: "high-stakes",
  path: "src/auth/login.ts",
  line: 42,
  side: "new",
  reason: "touches authentication",
};

function annotated(findings: readonly Finding[], override: Parameters<typeof aGateInput>[0] = {}) {
  const input = aGateInput({ classification: aClassification({ findings }), ...override });
  return annotate(decisionOn(input), input);
}

describe("annotations", () => {
  it("warn of what is high-stakes and note what changes behavior", () => {
    const { shown } = annotated([FINDING, { ...FINDING, rule: "changes-source", tier: "behavior-changing" }]);

    expect(shown).toEqual([
      {
        path: "src/auth/login.ts",
        line: 42,
        level: "warning",
        title: "High-stakes: touches-authentication",
        message: "touches authentication",
      },
      expect.objectContaining({ level: "notice", title: "Behavior-changing: changes-source" }),
    ]);
  });

  it.each<[string, Partial<Finding>]>([
    ["the whole change", { path: null, line: null }],
    ["a whole file", { line: null }],
    ["a removed line, which GitHub does not know", { side: "old" }],
    ["a format-safe line", { tier: "format-safe" }],
  ])("leave out a finding about %s", (_what, override) => {
    expect(annotated([{ ...FINDING, ...override }])).toEqual({ shown: [], leftOut: 0 });
  });

  it("put faults of this repository's policy file first, and none of the organisation's", () => {
    const origin = { repository: "Acme/Shop", path: ".github/countersign.yml", ref: "main" };
    const fault = { origin, key: "size", line: 2, column: 3, message: "expected a mapping" };
    const elsewhere = { ...fault, origin: { ...origin, repository: "acme/.github" } };
    const { shown } = annotated([FINDING], { policy: aLoadedPolicy({ problems: [elsewhere, fault] }) });

    expect(shown.map(({ level, path, line, title }) => [level, path, line, title])).toEqual([
      ["failure", ".github/countersign.yml", 2, "Policy file: size"],
      ["warning", "src/auth/login.ts", 42, "High-stakes: touches-authentication"],
    ]);
  });

  it("stop at what GitHub takes at once, and count the rest", () => {
    const many = Array.from({ length: 53 }, (_, index) => ({ ...FINDING, line: index + 1 }));
    const { shown, leftOut } = annotated(many);

    expect(shown).toHaveLength(50);
    expect(leftOut).toBe(3);
  });

  it("carry one visible line of a hostile reason", () => {
    expect(annotated([{ ...FINDING, reason: "a\nb\u202e" }]).shown[0]?.message).toBe("a b\\u{202e}");
  });
});
