import { loaded, unavailable } from "../../../src/core/facts/source.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import { headline } from "../../../src/core/render/headline.js";
import {
  aChange,
  aCheck,
  aClassification,
  aGateInput,
  aLoadedPolicy,
  anOverride,
  aPolicy,
  aRecords,
  aSubmission,
  aWaiver,
} from "../../support/build.js";

const OBSERVE = aLoadedPolicy({ policy: aPolicy({ mode: "observe" }) });
const REVIEWED = aRecords({ submissions: [aSubmission()] });
const PENDING = loaded([aCheck({ state: "pending", outcome: "queued" })]);

describe("the title", () => {
  it.each<[string, Parameters<typeof aGateInput>[0]]>([
    ["Behavior-changing · waiting for one structured review", {}],
    ["Behavior-changing · waiting for checks and one structured review", { facts: { checks: PENDING } }],
    [
      "Behavior-changing · waiting for acceptance criteria and one structured review",
      { facts: { linkedIssues: loaded([]) } },
    ],
    [
      "Behavior-changing · waiting for checks, acceptance criteria and 1 more",
      { facts: { checks: PENDING, linkedIssues: loaded([]) } },
    ],
    ["Behavior-changing · reviewed and approved", { records: REVIEWED }],
    [
      "Behavior-changing · reviewed and approved · 1 requirement waived",
      { size: { counted: 900 }, records: { ...REVIEWED, waivers: [aWaiver()] } },
    ],
    [
      "Behavior-changing · refused in review",
      { records: aRecords({ submissions: [aSubmission({ verdict: "reject" })] }) },
    ],
    ["Behavior-changing · no stated intent", { facts: { change: loaded(aChange({ body: "" })) } }],
    [
      "Behavior-changing · no stated intent and too large to review",
      { facts: { change: loaded(aChange({ body: "" })) }, size: { counted: 900 } },
    ],
    ["Behavior-changing · not everything could be read, trying again", { facts: { comments: unavailable("down") } }],
    ["Behavior-changing · the policy could not be read", { policy: aLoadedPolicy({ unavailable: ["down"] }) }],
    ["Format-safe · checks are green", { classification: aClassification({ tier: "format-safe" }) }],
    [
      "Format-safe · waiting for checks",
      { classification: aClassification({ tier: "format-safe" }), facts: { checks: loaded([]) } },
    ],
    ["High-stakes · 0 of 2 blind reviews received", { classification: aClassification({ tier: "high-stakes" }) }],
    ["Not agent-authored · nothing to review", { classification: aClassification({ agent: null }) }],
    [
      "Observe mode · would have been blocked: Behavior-changing · waiting for one structured review",
      { policy: OBSERVE },
    ],
    [
      "Observe mode · would have passed: Behavior-changing · reviewed and approved",
      { policy: OBSERVE, records: REVIEWED },
    ],
    ["OVERRIDDEN by ada · Checkout is down and this is the fix.", { records: aRecords({ overrides: [anOverride()] }) }],
  ])("%s", (title, override) => {
    expect(headline(decisionOn(aGateInput(override)))).toBe(title);
  });

  it("is one line of bounded length, whatever was written", () => {
    const overrides = [anOverride({ reason: `${"long ".repeat(100)}\n@all \u202e` })];
    const title = headline(decisionOn(aGateInput({ records: aRecords({ overrides }) })));

    expect(title).toMatch(/^OVERRIDDEN by ada · [^\n]*…$/);
    expect(title.length).toBeLessThanOrEqual(255);
  });
});
