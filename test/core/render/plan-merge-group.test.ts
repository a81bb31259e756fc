import type { Conclusion } from "../../../src/core/case/decision.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import { type GroupMember, planMergeGroup } from "../../../src/core/render/plan-merge-group.js";
import { aGateInput, fakeSha, HEAD_SHA } from "../../support/build.js";

const CONTEXT = {
  headSha: fakeSha("group"),
  baseRef: "main",
  repository: { owner: "acme", name: "shop" },
  publicUrl: "https://countersign.example",
};

function aMember(number: number, conclusion: Conclusion | null | "unknown", headSha = HEAD_SHA): GroupMember {
  const decision = conclusion === "unknown" ? null : { ...decisionOn(aGateInput()), conclusion };
  return { number, headSha, decision };
}

describe("the check of a merge group", () => {
  it("is on the group's own commit and succeeds when every member is approved", () => {
    expect(planMergeGroup([aMember(8, "success"), aMember(7, "success")], CONTEXT)).toMatchObject({
      headSha: CONTEXT.headSha,
      conclusion: "success",
      title: "Merge group · 2 of 2 pull requests approved",
      detailsUrl: "https://countersign.example/pulls/acme/shop/7",
    });
  });

  it.each<Conclusion | null>([null, "action_required", "failure"])(
    "fails when a member's decision is %s",
    (conclusion) => {
      const effect = planMergeGroup([aMember(7, "success"), aMember(8, conclusion)], CONTEXT);

      expect(effect).toMatchObject({
        conclusion: "failure",
        title: "Merge group · #8 is not approved at its current head",
        detailsUrl: "https://countersign.example/pulls/acme/shop/8",
      });
    },
  );

  it("fails when a member was approved at another head", () => {
    expect(planMergeGroup([aMember(7, "success", fakeSha("newer"))], CONTEXT).conclusion).toBe("failure");
  });

  it("waits while a member is not decided", () => {
    expect(planMergeGroup([aMember(7, "success"), aMember(8, "unknown")], CONTEXT)).toMatchObject({
      conclusion: null,
      title: "Merge group · 1 of 2 pull requests approved",
    });
  });

  it("waits when its members are not known", () => {
    expect(planMergeGroup([], CONTEXT)).toMatchObject({
      conclusion: null,
      title: "Merge group · its pull requests are not known yet",
    });
  });
});
