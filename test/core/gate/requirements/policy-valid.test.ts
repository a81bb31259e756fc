import { policyValid as policyValidKind } from "../../../../src/core/gate/requirements/policy-valid.js";
import type { PolicyProblem } from "../../../../src/core/policy/schema.js";
import { aClassification, aGateInput, aLoadedPolicy } from "../../../support/build.js";
import { inWordsOf } from "../../../support/judged.js";
import { expectInert } from "../../render/hostile.js";

const policyValid = inWordsOf(policyValidKind);

function aProblem(override: Partial<PolicyProblem> = {}): PolicyProblem {
  return {
    origin: { repository: "acme/shop", path: ".github/countersign.yml", ref: "main" },
    key: "review.min_seconds",
    line: 3,
    column: 5,
    message: "expected a whole number, got `soon`",
    ...override,
  };
}

describe("policy_valid", () => {
  it("is satisfied by a file without faults, and names where it was read", () => {
    const requirement = policyValid(aGateInput());

    expect(requirement).toMatchObject({
      status: "satisfied",
      detail: "read from `acme/shop@main`",
      who: null,
      fix: "",
    });
  });

  it("is satisfied without a file, and says that the defaults apply", () => {
    const requirement = policyValid(aGateInput({ policy: aLoadedPolicy({ origins: [] }) }));

    expect(requirement).toMatchObject({ status: "satisfied", detail: "no policy file: the defaults apply" });
  });

  it("reports settings below the floor and is satisfied all the same", () => {
    const policy = aLoadedPolicy({ relaxations: [aProblem({ key: "size.max_changed_lines" })] });

    expect(policyValid(aGateInput({ policy }))).toMatchObject({
      status: "satisfied",
      detail: "read from `acme/shop@main`; below the organisation's floor and so not applied: `size.max_changed_lines`",
    });
  });

  it("is unsatisfied by a fault, says where it is and how the repair gets in", () => {
    const policy = aLoadedPolicy({ problems: [aProblem(), aProblem({ line: 9 })] });

    const requirement = policyValid(aGateInput({ policy }));

    expect(requirement).toMatchObject({ status: "unsatisfied", who: "maintainer", waits: "author" });
    expect(requirement.detail).toBe(
      "`.github/countersign.yml:3:5` in `acme/shop`: `review.min_seconds`: expected a whole number, got `soon` (and 1 more in the check's text)",
    );
    expect(requirement.fix).toContain("/countersign override <reason>");
  });

  it("applies on every tier", () => {
    const input = aGateInput({
      policy: aLoadedPolicy({ problems: [aProblem()] }),
      classification: aClassification({ tier: "format-safe" }),
    });

    expect(policyValid(input).status).toBe("unsatisfied");
  });

  it("is an error, not a pass, while a file cannot be read", () => {
    const policy = aLoadedPolicy({ unavailable: ["acme/.github answered 502"], problems: [aProblem()] });

    expect(policyValid(aGateInput({ policy }))).toMatchObject({
      status: "error",
      who: "countersign",
      waits: "checks",
      detail: expect.stringContaining("answered 502"),
    });
  });

  it("shows hostile keys and messages as text", () => {
    const hostile = "@acme/all <img src=x> ![i](https://evil.example) `";
    const policy = aLoadedPolicy({
      problems: [aProblem({ key: hostile, message: hostile })],
      unavailable: [],
    });

    expectInert(policyValid(aGateInput({ policy })).detail);
  });
});
