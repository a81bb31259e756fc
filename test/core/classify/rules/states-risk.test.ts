import { describe, expect, it } from "@jest/globals";
import { classify } from "../../../../src/core/classify/classify.js";
import { aChange, aPolicy } from "../../../support/build.js";
import { edit } from "../edit.js";

function stated(lines: string[], path = "src/cart.ts", policy = aPolicy()) {
  const body = ["```countersign", "intent: Count quantities.", ...lines, "```"].join("\n");
  return classify(aChange({ files: [edit(path)], body }), policy, null);
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
    ["external context on ordinary code", ['context: ["https://docs.example"]']],
  ])("does not raise for %s", (_name, lines) => {
    expect(reasons(lines)).toEqual([]);
  });

  it("raises for external context on security-critical code, also where the policy lowered that code", () => {
    const policy = aPolicy({ tiers: { rules: { "touches-authentication": "behavior-changing" } } });

    expect(reasons(['context: ["https://docs.example"]'], "src/auth/login.ts", policy)).toHaveLength(1);
  });

  it("does not lower a tier, whatever is stated", () => {
    expect(stated(["confidence: 1", "retries: 0", "context: []"], "src/auth/login.ts").tier).toBe("high-stakes");
  });

  it("follows the policy's thresholds", () => {
    expect(reasons(["confidence: 0.8"], "src/cart.ts", aPolicy({ tiers: { confidence_below: 0.9 } }))).toHaveLength(1);
    expect(reasons(["retries: 9"], "src/cart.ts", aPolicy({ tiers: { retries_above: 10 } }))).toEqual([]);
  });
});
