import { reviewableSize as reviewableSizeKind } from "../../../../src/core/gate/requirements/reviewable-size.js";
import { aClassification, aGateInput, aLoadedPolicy, aPolicy } from "../../../support/build.js";
import { inWordsOf } from "../../../support/judged.js";

const reviewableSize = inWordsOf(reviewableSizeKind);

describe("reviewable_size", () => {
  it.each([
    [0, "0 lines to review, at most 400"],
    [1, "1 line to review, at most 400"],
    [400, "400 lines to review, at most 400"],
  ])("is satisfied by %d lines", (counted, detail) => {
    expect(reviewableSize(aGateInput({ size: { counted } }))).toMatchObject({ status: "satisfied", detail });
  });

  it("is unsatisfied by one line too many, and shows the ways out", () => {
    expect(reviewableSize(aGateInput({ size: { counted: 401 } }))).toMatchObject({
      status: "unsatisfied",
      who: "agent",
      waits: "author",
      detail: "401 lines to review, at most 400",
      fix: expect.stringContaining("/countersign waive reviewable_size"),
    });
  });

  it("takes the limit from the policy", () => {
    const policy = aLoadedPolicy({ policy: aPolicy({ size: { max_changed_lines: 10 } }) });

    expect(reviewableSize(aGateInput({ policy, size: { counted: 11 } })).status).toBe("unsatisfied");
  });

  it("is not asked of a format-safe change", () => {
    const input = aGateInput({ classification: aClassification({ tier: "format-safe" }), size: { counted: 9000 } });

    expect(reviewableSize(input).status).toBe("not_applicable");
  });
});
