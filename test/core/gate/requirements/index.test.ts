import { requirementsOf } from "../../../../src/core/render/decision.js";
import { aClassification, aGateInput } from "../../../support/build.js";

describe("the list of requirements", () => {
  it("holds the requirements of DESIGN §4.1, each once, in its order", () => {
    expect(requirementsOf(aGateInput()).map(({ id }) => id)).toEqual([
      "policy_valid",
      "facts_complete",
      "intent_stated",
      "reviewable_size",
      "validation_green",
      "dependencies_verified",
      "no_secrets",
      "acceptance_criteria",
      "structured_review",
      "blind_reviews",
      "agreement",
    ]);
  });

  it("asks of a format-safe change only what needs no person", () => {
    const input = aGateInput({ classification: aClassification({ tier: "format-safe" }) });
    const asked = requirementsOf(input).filter(({ status }) => status !== "not_applicable");

    expect(asked.map(({ id }) => id)).toEqual(["policy_valid", "facts_complete", "validation_green", "no_secrets"]);
  });

  it("keeps a high-stakes change blocked, and says why and what to do", () => {
    const input = aGateInput({ classification: aClassification({ tier: "high-stakes" }) });
    const unmet = requirementsOf(input).filter(({ status }) => status === "unsatisfied");

    expect(unmet.map(({ id, waits }) => [id, waits])).toEqual([
      ["blind_reviews", "people"],
      ["agreement", "people"],
    ]);
    expect(unmet[0]?.detail).toContain("0 of 2 blind reviews");
    expect(unmet[0]?.fix).toContain("/countersign start");
  });

  it("gives a reason for every state, and a way out with every block", () => {
    for (const tier of ["format-safe", "behavior-changing", "high-stakes"] as const) {
      for (const requirement of requirementsOf(aGateInput({ classification: aClassification({ tier }) }))) {
        expect(requirement.detail).not.toBe("");
        expect(requirement.fix === "").toBe(requirement.status !== "unsatisfied");
      }
    }
  });
});
