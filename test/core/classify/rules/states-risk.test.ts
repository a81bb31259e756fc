import { describe, expect, it } from "@jest/globals";
import { isElevated } from "../../../../src/core/case/is-elevated.js";
import { classify } from "../../../../src/core/classify/classify.js";
import { RULES, SECURITY_RULE_IDS } from "../../../../src/core/classify/rules/index.js";
import { loaded } from "../../../../src/core/facts/source.js";
import { aChange, aFacts, aGateInput, aLoadedPolicy, aPolicy } from "../../../support/build.js";
import { edit, rulesOf } from "../edit.js";

const OUTSIDE = 'context: ["https://docs.example"]';

function stating(lines: string[], files = [edit("src/cart.ts")]) {
  const body = ["```countersign", "agent: copilot", "intent: Count quantities.", ...lines, "```"].join("\n");
  return aChange({ files, body });
}
function stated(lines: string[], path = "src/cart.ts", policy = aPolicy()) {
  return classify(stating(lines, [edit(path)]), policy, null);
}
const reasons = (...args: Parameters<typeof stated>) =>
  stated(...args)
    .findings.filter(({ rule }) => rule === "states-risk")
    .map(({ reason }) => reason);

describe("states-risk", () => {
  it.each([
    ["a confidence below the policy's", ["confidence: 0.4"]],
    ["more retries than the policy allows", ["retries: 3"]],
  ])("raises for %s", (_name, lines) => {
    expect(stated(lines).tier).toBe("high-stakes");
  });

  it.each([
    ["good confidence", ["confidence: 0.5"]],
    ["allowed retries", ["retries: 2"]],
    ["no statement", []],
    ["external context on ordinary code", [OUTSIDE]],
  ])("does not raise for %s", (_name, lines) => {
    expect(reasons(lines)).toEqual([]);
  });

  it("raises for external context on security-critical code, also where the policy lowered that code", () => {
    const policy = aPolicy({ tiers: { rules: { "touches-authentication": "behavior-changing" } } });

    expect(reasons([OUTSIDE], "src/auth/login.ts", policy)).toHaveLength(1);
  });

  it("does not lower a tier, whatever is stated", () => {
    expect(stated(["confidence: 1", "retries: 0", "context: []"], "src/auth/login.ts").tier).toBe("high-stakes");
  });

  it("follows the policy's thresholds", () => {
    expect(reasons(["confidence: 0.8"], "src/cart.ts", aPolicy({ tiers: { confidence_below: 0.9 } }))).toHaveLength(1);
    expect(reasons(["retries: 9"], "src/cart.ts", aPolicy({ tiers: { retries_above: 10 } }))).toEqual([]);
  });
});

describe("security-critical", () => {
  const SECURITY_RULES = RULES.filter(({ security }) => security);
  const PATH = /^[\w./@-]+$/;
  const TRIED = ["src/x.ts", "src/x.tsx", "src/x.py", "src/x.rb", "src/x.sh", "src/x.html"];
  /** Changes that the rule finds, among those that its first examples make. */
  const changesFor = (id: string, examples: readonly string[]) =>
    examples
      .flatMap((example) =>
        PATH.test(example)
          ? [edit(example)]
          : TRIED.map((path) => edit(path, [/^[+-]/.test(example) ? example : `+${example}`])),
      )
      .filter((file) => rulesOf(file).includes(id))
      .map((file) => stating([OUTSIDE], [file]));

  it("is what any of sixteen rules finds, each of which exists", () => {
    expect(SECURITY_RULE_IDS).toEqual(new Set(SECURITY_RULES.map(({ id }) => id)));
    expect(SECURITY_RULE_IDS.size).toBe(16);
    expect([...SECURITY_RULE_IDS]).toEqual(expect.arrayContaining(["renders-raw-html", "changes-workflow"]));
  });

  it.each(SECURITY_RULES.map(({ id, examples }) => [id, examples.found] as const))(
    "is one notion: what %s finds in a change from outside text is raised and is asked the checklist",
    (id, examples) => {
      const changes = changesFor(id, examples);

      expect(changes.length).toBeGreaterThan(0);
      for (const change of changes) {
        for (const setting of ["high-stakes", "behavior-changing"] as const) {
          const policy = aPolicy({ tiers: { rules: { [id]: setting } } });
          const classification = classify(change, policy, null);
          const input = {
            classification,
            facts: aFacts({ change: loaded(change) }),
            policy: aLoadedPolicy({ policy }),
          };

          expect(classification.findings).toContainEqual(expect.objectContaining({ rule: "states-risk" }));
          expect(isElevated(aGateInput(input))).toBe(true);
        }
      }
    },
  );

  it("is not what a rule would find that the policy switched off", () => {
    const policy = aPolicy({ tiers: { rules: { "touches-payments": "off" } } });

    expect(reasons([OUTSIDE], "src/billing/refund.ts")).toHaveLength(1);
    expect(reasons([OUTSIDE], "src/billing/refund.ts", policy)).toEqual([]);
  });
});
