// What reaches GitHub when every text that others wrote is hostile.
import fc from "fast-check";
import { briefing } from "../../../src/core/render/briefing.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import { plan } from "../../../src/core/render/plan.js";
import { renderStatus } from "../../../src/core/render/status.js";
import { expectInert, expectNothingInvisible, hostileText, outsideCode } from "./hostile.js";
import { anInputFullOf } from "./worlds.js";

const CONTEXT = { publicUrl: "https://countersign.example", auditHead: null, siblings: [] };

/** Takes away the code, then the markup that is ours: what is left has to be plain. */
function withoutOurMarkup(markdown: string): string {
  const withoutBlocks = markdown.replace(/~~~markdown\n[\s\S]*?\n~~~/, "").replace(/\n```json\n[\s\S]*\n```$/, "");
  return outsideCode(withoutBlocks)
    .replace(/^<!-- countersign:briefing -->$/m, "")
    .replace(/<\/?(?:details|summary)>/g, "")
    .replace(/\[\]\(https:\/\/github\.com\/acme\/shop\/pull\/7\/files#diff-[0-9a-f]{64}R\d+\)/g, "")
    .replace(/\*\*[A-Z][\w ,'·-]+\*\*/g, "")
    .replace(/\*\*(?:agent|reviewer|maintainer|other checks)\*\*/g, "")
    .replace(/^###? /gm, "")
    .replace(/\|/g, "")
    .replaceAll("\n", " ");
}

it("leaves nothing active in check, briefing and status, whatever the texts of others are", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const input = anInputFullOf(text);
      const decision = decisionOn(input);
      for (const effect of plan(decision, input, CONTEXT)) {
        if (effect.kind === "check_run") {
          expect(effect.title).not.toMatch(/[\n\r\u202e\u200b]/);
          expectInert(withoutOurMarkup(effect.summary));
          expectInert(withoutOurMarkup(effect.text));
          expectNothingInvisible(effect.summary + effect.text);
        }
        if (effect.kind === "briefing") {
          expectInert(withoutOurMarkup(effect.body));
          expectNothingInvisible(effect.body);
        }
      }
      expectInert(withoutOurMarkup(renderStatus(decision)));
    }),
    { numRuns: 150 },
  );
});

it("keeps every row of the table a row of five cells", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const input = anInputFullOf(text);
      const [check] = plan(decisionOn(input), input, CONTEXT);
      const rows = check?.kind === "check_run" ? check.summary.split("\n").filter((line) => line.startsWith("| ")) : [];

      expect(rows).toHaveLength(12);
      for (const row of rows) expect(row.replace(/\\\|/g, "").split("|")).toHaveLength(7);
    }),
    { numRuns: 100 },
  );
});

it("links to nothing but the pull request and the App", () => {
  const input = anInputFullOf("https://evil.example/x [a](https://evil.example) <https://evil.example>");
  const body = briefing(decisionOn(input), input, "https://countersign.example/pulls/acme/shop/7");
  const targets = [...outsideCode(body).matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target);

  for (const target of targets)
    expect(target).toMatch(/^https:\/\/(?:github\.com\/acme\/shop\/pull\/7|countersign\.example)\//);
});

it.each([
  ["words", "a b "],
  ["backticks", "`a"],
  ["invisible characters", "\u202e"],
  ["characters of three bytes", "漢"],
])("stays within GitHub's limits when everything is made of %s and as long as it can be", (_what, piece) => {
  const text = piece.repeat(4_096 / piece.length);
  const base = anInputFullOf(text);
  const times = <T>(count: number, items: readonly T[]): T[] => Array.from({ length: count }, () => items).flat();
  const input = {
    ...base,
    classification: { ...base.classification, findings: times(1_000, base.classification.findings) },
    size: { counted: 9000, ignored: times(1_000, base.size.ignored) },
    policy: { ...base.policy, problems: times(100, base.policy.problems) },
  };
  const [check, comment] = plan(decisionOn(input), input, CONTEXT);

  if (check?.kind !== "check_run" || comment?.kind !== "briefing") throw new Error("expected a check and a briefing");
  expect(check.title.length).toBeLessThanOrEqual(255);
  expect(Buffer.byteLength(check.summary)).toBeLessThanOrEqual(65_535);
  expect(Buffer.byteLength(check.text)).toBeLessThanOrEqual(65_535);
  expect(Buffer.byteLength(comment.body)).toBeLessThanOrEqual(65_536);
  expect(check.annotations.length).toBeLessThanOrEqual(50);
  const json = /\n```json\n([\s\S]*)\n```$/.exec(check.text)?.[1] ?? "";
  expect(JSON.parse(json)).toMatchObject({ countersign: 1, conclusion: "action_required" });
});
