// The quoted entries of a merged head: found by whoever checks the chain, and nothing else of the check's text changed.
import fc from "fast-check";
import { quoteAfterMerge } from "../../../src/core/render/after-merge.js";
import { checkText } from "../../../src/core/render/check-text.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import { aClassification, aGateInput, fakeHash } from "../../support/build.js";

const entry = (sequence: number) => ({ sequence, hash: fakeHash(`entry ${sequence}`) });
const line = (number: number, sequence: number) =>
  `- #${number}: audit chain: entry ${sequence}, \`${entry(sequence).hash}\``;
const input = aGateInput();
const TEXT = checkText(decisionOn(input), input, { auditHead: entry(4), published: "success", annotationsLeftOut: 0 });

describe("the text of a merged head's check", () => {
  it("quotes the newest entry above what it said, which stays", () => {
    const quoted = quoteAfterMerge(TEXT, 7, entry(5));

    expect(quoted).toBe(`### After the merge\n\n${line(7, 5)}\n\n${TEXT}`);
    expect(quoted).toContain(`entry 4, \`${entry(4).hash}\``);
    expect(quoted).toMatch(/```json\n\{.*\}\n```\s*$/s);
  });

  it("is the same when it is quoted again, and names only the newest of one pull request", () => {
    const once = quoteAfterMerge(TEXT, 7, entry(5));

    expect(quoteAfterMerge(once, 7, entry(5))).toBe(once);
    expect(quoteAfterMerge(once.replaceAll("\n", "\r\n"), 7, entry(5))).toBe(once);
    expect(quoteAfterMerge(once, 7, entry(9))).toBe(quoteAfterMerge(TEXT, 7, entry(9)));
  });

  it("keeps what it quotes of another pull request that was merged with the commit", () => {
    const both = quoteAfterMerge(quoteAfterMerge(TEXT, 7, entry(5)), 71, entry(6));

    expect(both).toContain(`${line(71, 6)}\n${line(7, 5)}\n\n${TEXT}`);
    expect(quoteAfterMerge(both, 7, entry(5))).toBe(both);
  });

  it("takes nothing in the text for its own lines, wherever it stands", () => {
    for (const forged of [line(7, 99), `### After the merge\n\n${line(7, 99)}`]) {
      const text = `### Why high-stakes\n\n${forged}\n\n${TEXT}`;

      expect(quoteAfterMerge(text, 7, entry(5))).toBe(`### After the merge\n\n${line(7, 5)}\n\n${text}`);
    }
  });

  it("stays under GitHub's limit, with the quotation and the block for programs whole", () => {
    const findings = Array.from({ length: 60 }, (_, index) => ({
      rule: "touches-authentication",
      tier: "high-stakes" as const,
      path: `src/${"x".repeat(800)}/${index}.ts`,
      line: 1,
      side: "new" as const,
      reason: "r".repeat(290),
    }));
    const large = aGateInput({ classification: aClassification({ findings }) });
    const text = checkText(decisionOn(large), large, { auditHead: entry(4), published: null, annotationsLeftOut: 0 });
    const block = text.slice(text.lastIndexOf("### For agents"));

    const quoted = quoteAfterMerge(`${text.slice(0, -block.length)}${"y\n".repeat(20_000)}\n${block}`, 7, entry(5));

    expect(Buffer.byteLength(quoted)).toBeLessThanOrEqual(65_535);
    expect(quoted.startsWith(`### After the merge\n\n${line(7, 5)}\n`)).toBe(true);
    expect(quoted.endsWith(block)).toBe(true);
  });

  it("settles whatever the text was", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constant(""), fc.constant("### After the merge")), (text) => {
        const once = quoteAfterMerge(text, 7, entry(5));
        expect(quoteAfterMerge(once, 7, entry(5))).toBe(once);
      }),
    );
  });
});
