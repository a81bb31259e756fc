import { readFileSync } from "node:fs";
import { withRequirements } from "../../scripts/requirements-table.js";
import { loaded } from "../../src/core/facts/source.js";
import { REQUIREMENTS } from "../../src/core/gate/requirements/index.js";
import { checkText } from "../../src/core/render/check-text.js";
import { decisionOn, requirementsOf } from "../../src/core/render/decision.js";
import { reportOf } from "../../src/core/render/report.js";
import { parseStatement } from "../../src/core/statement/statement.js";
import { aChange, aGateInput } from "../support/build.js";

const PAGE = readFileSync(new URL("../../docs/for-agents.md", import.meta.url), "utf8");

function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\`$`, "m").exec(PAGE)?.[1] ?? "";
}

describe("docs/for-agents.md", () => {
  it("shows a statement that is read without a fault, key by key", () => {
    expect(parseStatement(`\`\`\`countersign\n${block("countersign")}\n\`\`\``)).toEqual({
      agent: "claude-code",
      operator: ["alice"],
      intent: "Retry refunds that time out, at most three times.",
      tests: ["npm test -- refunds"],
      context: ["https://docs.example/refunds"],
      confidence: 0.8,
      retries: 0,
      acceptance: "#41",
      problems: [],
    });
  });

  it("shows a statement that satisfies intent_stated", () => {
    const input = aGateInput({ facts: { change: loaded(aChange({ body: PAGE })) } });

    expect(requirementsOf(input).find(({ id }) => id === "intent_stated")?.status).toBe("satisfied");
  });

  it("explains every requirement as it is today (renew it: npx tsx scripts/write-pages.ts)", () => {
    expect(PAGE === withRequirements(PAGE, REQUIREMENTS)).toBe(true);
  });

  it("shows the JSON with the keys that a check has", () => {
    const shown = JSON.parse(block("json")) as ReturnType<typeof reportOf>;
    const rendered = reportOf(decisionOn(aGateInput()));

    expect(Object.keys(shown)).toEqual(Object.keys(rendered));
    expect(Object.keys(shown.requirements[0] ?? {})).toEqual(Object.keys(rendered.requirements[0] ?? {}));
    expect(Object.keys(shown.findings[0] ?? {})).toEqual(Object.keys(rendered.findings[0] ?? {}));
  });

  it("cuts the JSON out of a check's text the way its command does", () => {
    const input = aGateInput();
    const context = { auditHead: null, published: null, annotationsLeftOut: 0 };
    const lines = checkText(decisionOn(input), input, context).split("\n");
    const cut = lines.slice(lines.indexOf("```json") + 1, lines.indexOf("```", lines.indexOf("```json")));

    expect(PAGE).toContain("sed -n '/^```json$/,/^```$/p' | sed '1d;$d'");
    expect(JSON.parse(cut.join("\n"))).toMatchObject({ countersign: 1 });
  });
});
