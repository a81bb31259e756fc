import type { Conclusion, Decision } from "../../../src/core/case/decision.js";
import type { BriefingEffect, CheckRunEffect } from "../../../src/core/case/effect.js";
import type { GateInput } from "../../../src/core/case/input.js";
import { loaded } from "../../../src/core/facts/source.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import { type PlanContext, plan } from "../../../src/core/render/plan.js";
import { aClassification, aComment, aGateInput, aRecords, aSubmission } from "../../support/build.js";

const APPROVED = aGateInput({ records: aRecords({ submissions: [aSubmission()] }) });

function planned(input: GateInput, context: Partial<PlanContext> = {}) {
  const effects = plan(decisionOn(input), input, {
    publicUrl: "https://countersign.example",
    auditHead: null,
    siblings: [],
    ...context,
  });
  return {
    check: effects.find((effect): effect is CheckRunEffect => effect.kind === "check_run"),
    briefing: effects.find((effect): effect is BriefingEffect => effect.kind === "briefing"),
  };
}

function closing(input: GateInput, state: "closed" | "merged"): GateInput {
  return { ...input, facts: { ...input.facts, pull: { ...input.facts.pull, state } } };
}

function aSibling(number: number, conclusion: Conclusion | null | "unknown") {
  const decision: Decision | null = conclusion === "unknown" ? null : { ...decisionOn(aGateInput()), conclusion };
  return { number, decision };
}

describe("the plan of an open pull request", () => {
  it("is a check on its head and a briefing", () => {
    const { check, briefing } = planned(aGateInput());

    expect(check).toMatchObject({
      headSha: aGateInput().facts.pull.headSha,
      conclusion: null,
      title: "Behavior-changing · waiting for one structured review",
      detailsUrl: "https://countersign.example/pulls/acme/shop/7",
    });
    expect(briefing?.body.startsWith("<!-- countersign:briefing -->\n")).toBe(true);
  });

  it("is the same, byte for byte, when nothing but the time has changed", () => {
    const later = { ...APPROVED, facts: { ...APPROVED.facts, readAt: "2026-03-09T12:00:00Z" } };

    expect(planned(later)).toEqual(planned(APPROVED));
  });

  it("says nothing on a person's own change", () => {
    const input = aGateInput({ classification: aClassification({ agent: null }) });

    expect(planned(input).check?.title).toBe("Not agent-authored · nothing to review");
    expect(planned(input).briefing).toBeUndefined();
  });

  it("corrects an earlier briefing on what turned out to be nobody's business", () => {
    const comments = loaded([aComment({ ours: true, body: "<!-- countersign:briefing -->\nold" })]);
    const input = aGateInput({ classification: aClassification({ agent: null }), facts: { comments } });

    expect(planned(input).briefing?.body).toContain("nothing is asked of it");
  });

  it("does not take somebody's copy of the marker for its own briefing", () => {
    const comments = loaded([aComment({ ours: false, body: "<!-- countersign:briefing -->" })]);
    const input = aGateInput({ classification: aClassification({ agent: null }), facts: { comments } });

    expect(planned(input).briefing).toBeUndefined();
  });
});

describe("pull requests that share a head", () => {
  it.each<[Conclusion | null | "unknown", Conclusion | null]>([
    ["success", "success"],
    [null, null],
    ["unknown", null],
    ["action_required", "action_required"],
    ["failure", "failure"],
  ])("publish the worse decision: approved here and %s there gives %s", (there, published) => {
    expect(planned(APPROVED, { siblings: [aSibling(12, there)] }).check?.conclusion).toBe(published);
  });

  it("name the one that holds the check, in title and summary, and put its conclusion into the JSON", () => {
    const { check, briefing } = planned(APPROVED, { siblings: [aSibling(13, "success"), aSibling(12, null)] });

    expect(check?.title).toBe(
      "Decided by #12, which has the same commit · Behavior-changing · waiting for one structured review",
    );
    expect(check?.summary).toContain("[`#12`](https://github.com/acme/shop/pull/12)");
    expect(check?.text).toContain('"conclusion":null');
    expect(briefing?.body).toContain("reviewed and approved");
  });

  it("say so when the other one is not decided yet", () => {
    expect(planned(APPROVED, { siblings: [aSibling(12, "unknown")] }).check?.title).toBe(
      "Decided by #12, which has the same commit · not decided yet",
    );
  });

  it("keep their own title when this one is the worst", () => {
    expect(planned(aGateInput(), { siblings: [aSibling(12, "success")] }).check?.title).toBe(
      "Behavior-changing · waiting for one structured review",
    );
  });
});

describe("a pull request that aims at a branch without a gate", () => {
  const UNGATED = { ...APPROVED, gated: false };
  const previewOf = (conclusion: Conclusion | null) => ({
    number: 12,
    decision: { ...decisionOn(aGateInput({ gated: false })), conclusion },
  });

  it("shows the same decision under a name that no rule requires, and says why", () => {
    const { title, conclusion, headSha } = planned(APPROVED).check ?? {};

    const { check } = planned(UNGATED);

    expect(check).toMatchObject({ name: "countersign (preview)", title, conclusion, headSha });
    expect(check?.summary).toContain("`main` is not a gated branch");
    expect(planned(APPROVED).check?.name).toBe("countersign");
  });

  it("neither holds nor frees the check of one that aims at a gated branch", () => {
    expect(planned(APPROVED, { siblings: [previewOf(null)] }).check?.conclusion).toBe("success");
    expect(planned(aGateInput(), { siblings: [previewOf("success")] }).check?.conclusion).toBeNull();
    expect(planned(UNGATED, { siblings: [aSibling(12, null)] }).check?.conclusion).toBe("success");
  });

  it("shares its preview with the others of its kind", () => {
    expect(planned(UNGATED, { siblings: [previewOf("failure")] }).check?.conclusion).toBe("failure");
  });
});

describe("a pull request that is closed", () => {
  it("without merging loses its success, and its briefing stays as it was", () => {
    const { check, briefing } = planned(closing(APPROVED, "closed"));

    expect(check).toMatchObject({ conclusion: null, title: "Closed without merging · approval withdrawn" });
    expect(check?.text).toContain('"conclusion":null');
    expect(briefing).toBeUndefined();
  });

  it("leaves the check to an open one with the same head", () => {
    const { check } = planned(closing(APPROVED, "closed"), { siblings: [aSibling(12, "action_required")] });

    expect(check?.conclusion).toBe("action_required");
    expect(check?.title).toContain("Decided by #12");
  });

  it("by a merge keeps its check as it was", () => {
    expect(planned(closing(APPROVED, "merged"))).toEqual({ check: undefined, briefing: undefined });
  });
});
