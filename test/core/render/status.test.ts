import { decisionOn } from "../../../src/core/render/decision.js";
import { renderStatus } from "../../../src/core/render/status.js";
import { aGateInput, aRecords, aSubmission } from "../../support/build.js";

describe("the reply to status", () => {
  it("says where the pull request stands, what is missing, who acts and how", () => {
    const reply = renderStatus(decisionOn(aGateInput()));

    expect(reply).toContain("**Behavior-changing · waiting for one structured review**");
    expect(reply).toContain("- ⏳ waiting · **Structured review** (reviewer): no structured review");
    expect(reply).toContain("→ an independent reviewer comments `/countersign start`");
    expect(reply).toContain(`commit \`${aGateInput().facts.pull.headSha.slice(0, 10)}\``);
  });

  it("says when nothing is missing", () => {
    const input = aGateInput({ records: aRecords({ submissions: [aSubmission()] }) });

    expect(renderStatus(decisionOn(input))).toContain("Nothing is missing.");
  });
});
