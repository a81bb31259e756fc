import { isSameDecision } from "../../../src/core/case/decision.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import { aGateInput } from "../../support/build.js";

const DECISION = decisionOn(aGateInput());
const HASH = `sha256:${"a".repeat(64)}`;

describe("a decision is the same as the one before", () => {
  it.each([
    ["whatever its facts' hash is", { factsHash: HASH }],
    ["whatever reasons it keeps as data", { requirements: withReason("counted") }],
  ])("%s", (_, override) => {
    expect(isSameDecision({ ...DECISION, ...override }, DECISION)).toBe(true);
  });

  it.each([
    ["the tier", { tier: "format-safe" as const }],
    ["the version of the change", { fingerprint: HASH }],
    ["the conclusion", { conclusion: "failure" as const }],
    ["what a requirement says", { requirements: DECISION.requirements.map((one) => ({ ...one, detail: "else" })) }],
  ])("but not with %s changed", (_, override) => {
    expect(isSameDecision({ ...DECISION, ...override }, DECISION)).toBe(false);
  });

  it("but not where there was none", () => {
    expect(isSameDecision(DECISION, null)).toBe(false);
  });
});

function withReason(code: string) {
  return DECISION.requirements.map((requirement) => ({ ...requirement, reason: { code } }));
}
