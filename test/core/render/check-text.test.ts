import { checkText } from "../../../src/core/render/check-text.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import { aClassification, aGateInput, aLoadedPolicy } from "../../support/build.js";

const CONTEXT = { auditHead: { sequence: 17, hash: "ab".repeat(32) }, published: null, annotationsLeftOut: 0 };

function textOf(override: Parameters<typeof aGateInput>[0], context: Partial<typeof CONTEXT> = {}): string {
  const input = aGateInput(override);
  return checkText(decisionOn(input), input, { ...CONTEXT, ...context });
}

describe("the text", () => {
  it("ends with exactly one fenced json block", () => {
    const text = textOf({});

    expect(text.match(/^```/gm)).toHaveLength(2);
    expect(text).toMatch(/\n```json\n[\s\S]*\n```$/);
  });

  it("shows findings by tier, highest first, with links to their lines", () => {
    const [changes] = aClassification().findings;
    const touches = {
      rule: "touches-authentication",
      tier: "high-stakes" as const,
      path: "src/auth/login.ts",
      line: 42,
      side: "old" as const,
      reason: "touches authentication",
    };
    const text = textOf({
      classification: aClassification({ tier: "high-stakes", findings: [touches, ...(changes ? [changes] : [])] }),
    });

    expect(text).toMatch(
      /\*\*High-stakes\*\*[\s\S]*touches authentication[\s\S]*\*\*Behavior-changing\*\*[\s\S]*changes source/,
    );
    expect(text).toMatch(
      /\[`src\/auth\/login\.ts:42`\]\(https:\/\/github\.com\/acme\/shop\/pull\/7\/files#diff-[0-9a-f]{64}L42\)/,
    );
  });

  it("says so when no rule found anything", () => {
    expect(textOf({ classification: aClassification({ tier: "format-safe", findings: [] }) })).toContain(
      "No rule found anything",
    );
  });

  it("names the policy, its origins, its faults and what was not applied", () => {
    const origin = { repository: "acme/shop", path: ".github/countersign.yml", ref: "main" };
    const fault = { origin, key: "size", line: 2, column: 3, message: "expected a mapping" };
    const policy = aLoadedPolicy({ problems: [fault], relaxations: [{ ...fault, message: "below the floor" }] });
    const text = textOf({ policy });

    expect(text).toContain(policy.hash);
    expect(text).toContain("- `acme/shop:.github/countersign.yml@main`");
    expect(text).toMatch(/Faults:\n\n- `acme\/shop:\.github\/countersign\.yml:2:3` `size`: expected a mapping/);
    expect(text).toMatch(/not applied:\n\n- .*below the floor/);
  });

  it("lists what does not count as a line to review", () => {
    const ignored = [{ path: "package-lock.json", lines: 4000, reason: "lock file" }];

    expect(textOf({ size: { counted: 3, ignored } })).toContain("- `package-lock.json`: 4000 (lock file)");
  });

  it("witnesses the audit chain, commit, fingerprint and facts", () => {
    const input = aGateInput();
    const text = textOf({});

    expect(text).toContain(`audit chain: entry 17, \`${"ab".repeat(32)}\``);
    expect(text).toContain(input.facts.pull.headSha);
    expect(text).toContain(input.fingerprint);
    expect(text).toContain(decisionOn(input).factsHash);
  });

  it("says how many findings are not marked on their lines", () => {
    expect(textOf({}, { annotationsLeftOut: 12 })).toContain("12 findings are not marked");
  });
});
