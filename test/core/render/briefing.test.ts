import { loaded } from "../../../src/core/facts/source.js";
import { briefing, isBriefing } from "../../../src/core/render/briefing.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import {
  aChange,
  aClassification,
  aGateInput,
  aLinkedIssue,
  aNativeReview,
  anAccount,
  anOverride,
  aRecords,
  aSubmission,
} from "../../support/build.js";

const PAGE = "https://countersign.example/pulls/acme/shop/7";

function briefingOf(override: Parameters<typeof aGateInput>[0] = {}): string {
  const input = aGateInput(override);
  return briefing(decisionOn(input), input, PAGE);
}

function stating(yaml: string): Parameters<typeof aGateInput>[0] {
  return { facts: { change: loaded(aChange({ body: `\`\`\`countersign\n${yaml}\n\`\`\`` })) } };
}

describe("the briefing", () => {
  it("tells in order: tier and why, intent, authorship, context, checks, criteria, size, what is missing, the form", () => {
    const body = briefingOf();
    const order = [
      "<!-- countersign:briefing -->",
      "### Countersign · Behavior-changing · waiting for one structured review",
      "**Behavior-changing**, because of",
      "[`src/cart/total.ts:11`](https://github.com/acme/shop/pull/7/files#diff-",
      "| **Stated intent** | `Multiply each price by its quantity when the cart total is computed.` |",
      "| **Written by** | `copilot`, set to work by `alice` |",
      "| **External context** | none, says the agent |",
      "| **Checks** | ✅ met: 1 check passed |",
      "| **Acceptance criteria** | ✅ met: written by `alice` in `acme/shop#41` |",
      "| **Size** | ✅ met: 3 lines to review, at most 400 |",
      "**What is missing, and who acts**",
      "- **reviewer**: no structured review of this change counts yet",
      "<summary>For reviewers: the form to copy</summary>",
      "/countersign approve\n\n### Intent",
    ];
    const places = order.map((text) => body.indexOf(text));

    expect(places).not.toContain(-1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect(isBriefing(body)).toBe(true);
  });

  it("is recognised by its first line only", () => {
    expect(isBriefing("> <!-- countersign:briefing -->")).toBe(false);
  });

  it("shows the first sentence of a long intent", () => {
    const intent = `Retry refunds that time out. ${"And then some more. ".repeat(50)}`;

    expect(briefingOf(stating(`intent: ${JSON.stringify(intent)}`))).toContain("| `Retry refunds that time out.` |");
  });

  it.each([
    ["intent: Retry refunds that time out.", "not declared; on security-critical code that counts as external context"],
    ["context: []", "none, says the agent"],
    ['context: ["https://docs.example/a", "b.md"]', "`https://docs.example/a`, `b.md`"],
    [`context: [${Array.from({ length: 10 }, (_, index) => `c${index}`).join(", ")}]`, "`c7` and 2 more"],
  ])("says of the context in %j: %s", (yaml, said) => {
    expect(briefingOf(stating(yaml))).toContain(said);
  });

  it("says what is wrong with the statement", () => {
    expect(briefingOf(stating("intent: Retry refunds that time out.\nretries: many"))).toContain(
      "the statement cannot be read: `retries`: expected a whole number, got `many`",
    );
  });

  it("says when nobody wrote acceptance criteria", () => {
    const linkedIssues = loaded([aLinkedIssue({ author: anAccount({ login: "some[bot]", type: "Bot" }) })]);

    expect(briefingOf({ facts: { linkedIssues } })).toContain(
      "⏳ waiting: nobody has said what this has to do; `acme/shop#41` was written by `some[bot]`, not by a person",
    );
  });

  it("says when nobody is known to have set the agent to work", () => {
    const agent = { name: "codex", evidence: [], operator: [] };

    expect(briefingOf({ classification: aClassification({ agent }) })).toContain(
      "`codex`, nobody is known to have set it to work",
    );
  });

  it("lists whose approval was not counted, and why", () => {
    expect(briefingOf({ facts: { reviews: loaded([aNativeReview()]) } })).toContain(
      "- `robin`: approved without the structured form ([see it]",
    );
  });

  it("shows the top findings and counts the rest, with a link to all of them", () => {
    const [finding] = aClassification().findings;
    const findings = Array.from({ length: 12 }, () => finding).filter((one) => one !== undefined);

    expect(briefingOf({ classification: aClassification({ findings }) })).toContain(`- and [4 more](${PAGE})`);
  });

  it("gives the least time a reader of this size needs", () => {
    expect(briefingOf()).toContain("at least 1 minute 30 seconds");
    expect(briefingOf({ size: { counted: 200 } })).toContain("at least 8 minutes");
  });

  it.each<[string, Parameters<typeof aGateInput>[0]]>([
    ["format-safe", { classification: aClassification({ tier: "format-safe" }) }],
    ["approved", { records: aRecords({ submissions: [aSubmission()] }) }],
    ["overridden", { records: aRecords({ overrides: [anOverride()] }) }],
  ])("has no form to copy on a change that is %s", (_what, override) => {
    expect(briefingOf(override)).not.toContain("<details>");
  });

  it("tells on high-stakes how to seal, and warns of GitHub's own buttons", () => {
    const text = briefingOf({ classification: aClassification({ tier: "high-stakes" }) });

    expect(text).toContain("submit it **sealed**");
    expect(text).toContain("leave GitHub's own Approve and Request changes alone");
    expect(text).not.toContain("/countersign approve");
  });

  it("says that nothing is missing", () => {
    expect(briefingOf({ records: aRecords({ submissions: [aSubmission()] }) })).toContain("**Nothing is missing.**");
  });
});
