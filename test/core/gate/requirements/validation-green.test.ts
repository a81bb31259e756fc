import { type CheckResult, loaded, unavailable } from "../../../../src/core/facts.js";
import type { GateInput } from "../../../../src/core/gate/input.js";
import { validationGreen } from "../../../../src/core/gate/requirements/validation-green.js";
import { aCheck, aClassification, aGateInput, aLoadedPolicy, aPolicy } from "../../../support/build.js";
import { expectInert } from "../../text/hostile.js";

const PASSED = { state: "passed", outcome: "success" } as const;
const FAILED = { state: "failed", outcome: "failure" } as const;
const PENDING = { state: "pending", outcome: "in_progress" } as const;
const SKIPPED = { state: "passed", outcome: "skipped" } as const;

function reporting(
  checks: readonly CheckResult[],
  validation: { required?: string[]; ignore?: string[] } = {},
): GateInput {
  return aGateInput({ facts: { checks: loaded(checks) }, policy: aLoadedPolicy({ policy: aPolicy({ validation }) }) });
}

describe("validation_green without a list of required checks", () => {
  it.each([
    ["one check that passed", [aCheck(PASSED)], "1 check passed"],
    ["a status that passed", [aCheck({ ...PASSED, kind: "status", app: null })], "1 check passed"],
    [
      "checks that passed beside one that was skipped",
      [aCheck(PASSED), aCheck({ ...PASSED, name: "lint" }), aCheck({ ...SKIPPED, name: "docs" })],
      "2 checks passed",
    ],
  ])("is satisfied by %s", (_what, checks, detail) => {
    expect(validationGreen(reporting(checks))).toMatchObject({ status: "satisfied", detail });
  });

  it("applies to a format-safe change: it is the only proof that one has", () => {
    const input = { ...reporting([]), classification: aClassification({ tier: "format-safe" }) };

    expect(validationGreen(input).status).toBe("unsatisfied");
  });

  it.each([
    ["nothing has reported", [], "no check has passed on this commit yet"],
    ["all were skipped", [aCheck(SKIPPED)], "no check has passed on this commit yet (1 skipped or neutral)"],
    [
      "all were neutral",
      [aCheck({ state: "passed", outcome: "neutral" })],
      "no check has passed on this commit yet (1 skipped or neutral)",
    ],
    [
      "only our own check passed",
      [aCheck({ ...PASSED, name: "countersign" })],
      "no check has passed on this commit yet",
    ],
  ])("waits for checks when %s", (_what, checks, detail) => {
    expect(validationGreen(reporting(checks))).toMatchObject({
      status: "unsatisfied",
      who: "checks",
      waits: "checks",
      detail,
      fix: expect.stringContaining("at least one has to"),
    });
  });

  it("waits for a check that runs, and names it", () => {
    const requirement = validationGreen(reporting([aCheck(PASSED), aCheck({ ...PENDING, name: "CI / build" })]));

    expect(requirement).toMatchObject({ status: "unsatisfied", waits: "checks", detail: "waiting for `CI / build`" });
  });

  it("is the author's matter once a check failed, even while others run, and names it with its address", () => {
    const failed = aCheck({ ...FAILED, name: "CI / test", url: "https://github.com/acme/shop/runs/5" });

    expect(validationGreen(reporting([aCheck({ ...PENDING, name: "lint" }), failed]))).toMatchObject({
      status: "unsatisfied",
      who: "agent",
      waits: "author",
      detail: "1 check failed: `CI / test` (`failure`, `https://github.com/acme/shop/runs/5`)",
    });
  });

  it.each(["cancelled", "timed_out", "action_required", "stale", "startup_failure", "error", "", "something new"])(
    "takes the outcome %j for a failure, even when the check claims to have passed",
    (outcome) => {
      expect(validationGreen(reporting([aCheck(PASSED), aCheck({ name: "x", state: "passed", outcome })])).waits).toBe(
        "author",
      );
    },
  );

  it("names five failed checks and counts the rest", () => {
    const failed = Array.from({ length: 7 }, (_, index) => aCheck({ ...FAILED, name: `t${index}`, url: null }));

    expect(validationGreen(reporting(failed)).detail).toBe(
      "7 checks failed: `t0` (`failure`), `t1` (`failure`), `t2` (`failure`), `t3` (`failure`), `t4` (`failure`) and 2 more",
    );
  });

  it("leaves out what the policy ignores", () => {
    const checks = [aCheck(PASSED), aCheck({ ...FAILED, name: "preview / deploy" })];

    expect(validationGreen(reporting(checks, { ignore: ["preview*"] })).status).toBe("satisfied");
  });

  it("is an error while the checks cannot be read", () => {
    expect(validationGreen(aGateInput({ facts: { checks: unavailable("down") } })).status).toBe("error");
  });

  it("shows hostile names as text", () => {
    const hostile = "@acme/all ` <img src=x> #12";

    for (const state of [FAILED, PENDING]) {
      expectInert(validationGreen(reporting([aCheck({ ...state, name: hostile, url: hostile })])).detail);
    }
  });
});

describe("validation_green with a list of required checks", () => {
  it("is satisfied when each has passed, whatever the others did", () => {
    const checks = [aCheck({ ...PASSED, name: "test" }), aCheck({ ...FAILED, name: "flaky" })];

    expect(validationGreen(reporting(checks, { required: ["test"] }))).toMatchObject({
      status: "satisfied",
      detail: "1 check passed",
    });
  });

  it("waits for one that has not reported, and names it", () => {
    const input = reporting([aCheck({ ...PASSED, name: "test" })], { required: ["test", "build"] });

    expect(validationGreen(input)).toMatchObject({
      status: "unsatisfied",
      waits: "checks",
      detail: "required and not passed on this commit: `build` has not reported",
    });
  });

  it("is not satisfied by one that was skipped", () => {
    expect(validationGreen(reporting([aCheck({ ...SKIPPED, name: "test" })], { required: ["test"] })).detail).toBe(
      "required and not passed on this commit: `test` was `skipped`",
    );
  });

  it.each([
    ["CI / *", "CI / build (18)"],
    ["CI*", "CI / build"],
    ["test (*)", "test (ubuntu, 20)"],
    ["unit [a-z]", "unit [a-z]"],
    ["{lint,format}", "lint"],
  ])("lets %s name %s", (required, name) => {
    expect(validationGreen(reporting([aCheck({ ...PASSED, name })], { required: [required] })).status).toBe(
      "satisfied",
    );
  });

  it("is held by every check that a glob names", () => {
    const checks = [aCheck({ ...PASSED, name: "test 18" }), aCheck({ ...PENDING, name: "test 20" })];

    expect(validationGreen(reporting(checks, { required: ["test *"] })).detail).toBe("waiting for `test 20`");
  });

  it("is held by one name that two reported, one of them failing", () => {
    const checks = [aCheck({ ...PASSED, name: "test" }), aCheck({ ...FAILED, name: "test", app: "other" })];

    expect(validationGreen(reporting(checks, { required: ["test"] })).waits).toBe("author");
  });

  it("is never satisfied by our own check", () => {
    const checks = [aCheck({ ...PASSED, name: "countersign" })];

    expect(validationGreen(reporting(checks, { required: ["countersign"] })).status).toBe("unsatisfied");
  });
});
