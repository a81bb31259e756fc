import fc from "fast-check";
import type { Decision } from "../../../src/core/case/decision.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import { MAX_REPORT_BYTES, reportBlock, reportOf } from "../../../src/core/render/report.js";
import { aClassification, aGateInput } from "../../support/build.js";
import { hostileText } from "./hostile.js";
import { anInputFullOf } from "./worlds.js";

function parse(block: string): unknown {
  expect(block.startsWith("```json\n")).toBe(true);
  expect(block.endsWith("\n```")).toBe(true);
  const inside = block.slice(8, -4);
  expect(inside).not.toContain("`");
  return JSON.parse(inside);
}

describe("the report", () => {
  it("has the keys of the contract, in its order", () => {
    const report = reportOf(decisionOn(aGateInput()));

    expect(Object.keys(report)).toEqual([
      "countersign",
      "tier",
      "head_sha",
      "fingerprint",
      "policy",
      "conclusion",
      "agent",
      "requirements",
      "findings",
    ]);
    expect(Object.keys(report.requirements[0] ?? {})).toEqual(["id", "status", "who", "detail", "fix"]);
    expect(Object.keys(report.findings[0] ?? {})).toEqual(["rule", "tier", "path", "line", "reason"]);
    expect(report.agent).toEqual({ name: "copilot", operator: ["alice"] });
  });

  it("has no agent where none was found", () => {
    const input = aGateInput({ classification: aClassification({ agent: null }) });

    expect(reportOf(decisionOn(input)).agent).toBeNull();
  });

  it("states the conclusion that was published", () => {
    const decision: Decision = { ...decisionOn(aGateInput()), conclusion: "success" };

    expect(reportOf(decision).conclusion).toBe("success");
    expect(reportOf(decision, null).conclusion).toBeNull();
  });
});

describe("the report's block", () => {
  it("reads back as the report", () => {
    const report = reportOf(decisionOn(aGateInput()));

    expect(parse(reportBlock(report))).toEqual(report);
  });

  it("reads back as the report whatever is in it, and nothing in it ends the fence or starts HTML", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const report = reportOf(decisionOn(anInputFullOf(text)));
        const block = reportBlock(report);

        expect(parse(block)).toEqual(JSON.parse(JSON.stringify(report)));
        expect(block).not.toMatch(/[<\u202e\u200b]/);
      }),
      { numRuns: 200 },
    );
  });

  it("leaves out findings from the end when it is too long, and counts them", () => {
    const [finding] = aClassification().findings;
    const findings = Array.from({ length: 2_000 }, (_, index) => ({ ...finding, line: index + 1 }));
    const report = reportOf({ ...decisionOn(aGateInput()), findings: findings as Decision["findings"] });
    const block = reportBlock(report);
    const parsed = parse(block) as { findings: { line: number }[]; findings_omitted: number };

    expect(Buffer.byteLength(block)).toBeLessThanOrEqual(MAX_REPORT_BYTES);
    expect(parsed.findings[0]?.line).toBe(1);
    expect(parsed.findings.length).toBeGreaterThan(100);
    expect(parsed.findings.length + parsed.findings_omitted).toBe(2_000);
  });
});
