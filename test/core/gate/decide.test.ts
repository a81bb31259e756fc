import fc from "fast-check";
import type { GateInput } from "../../../src/core/case/input.js";
import type { Requirement, RequirementStatus, Waits } from "../../../src/core/case/requirement.js";
import { loaded, unavailable } from "../../../src/core/facts/source.js";
import { conclude, decide } from "../../../src/core/gate/decide.js";
import { canonicalJson } from "../../../src/core/ground/canonical.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import {
  aChange,
  aClassification,
  aGateInput,
  aLoadedPolicy,
  aNativeReview,
  anOverride,
  aPolicy,
  aRecords,
  aSubmission,
  aWaiver,
} from "../../support/build.js";

const STATUSES: readonly RequirementStatus[] = ["satisfied", "unsatisfied", "waived", "not_applicable", "error"];
const WAITS: readonly (Waits | null)[] = ["people", "checks", "author", "refused", null];

function aRequirement(status: RequirementStatus, waits: Waits | null = null): Requirement {
  return { id: "intent_stated", status, who: null, waits, detail: "x", fix: "" };
}

const PROBLEM = {
  origin: { repository: "acme/shop", path: ".github/countersign.yml", ref: "main" },
  key: "",
  line: 1,
  column: 1,
  message: "expected a mapping",
};

describe("the conclusion", () => {
  const met: readonly RequirementStatus[] = ["satisfied", "waived", "not_applicable"];
  const table = STATUSES.flatMap((status) => WAITS.map((waits) => ({ status, waits })));

  it.each(table)("of a requirement that is $status and waits for $waits", ({ status, waits }) => {
    const byWaits = { refused: "failure", author: "action_required", people: null, checks: null } as const;
    const expected = met.includes(status) ? "success" : waits === null ? null : byWaits[waits];

    expect(conclude([aRequirement(status, waits)])).toBe(expected);
  });

  it.each<[readonly Waits[], string | null]>([
    [["people", "refused", "author"], "failure"],
    [["checks", "author", "people"], "action_required"],
    [["checks", "people"], null],
  ])("of %j together is %s", (waits, expected) => {
    expect(conclude(waits.map((each) => aRequirement("unsatisfied", each)))).toBe(expected);
  });

  it("is not success when nothing was asked: an empty list is a fault, not a pass", () => {
    expect(conclude([])).toBeNull();
  });

  it("is success exactly when every requirement is met, and never neutral or skipped", () => {
    const requirement = fc.record({ status: fc.constantFrom(...STATUSES), waits: fc.constantFrom(...WAITS) });
    fc.assert(
      fc.property(fc.array(requirement, { minLength: 1, maxLength: 11 }), (drawn) => {
        const requirements = drawn.map(({ status, waits }) => aRequirement(status, waits));
        const conclusion = conclude(requirements);

        expect(conclusion === "success").toBe(requirements.every(({ status }) => met.includes(status)));
        expect([null, "success", "action_required", "failure"]).toContain(conclusion);
      }),
    );
  });
});

describe("a decision", () => {
  it("waits for a review of a behavior-changing change", () => {
    expect(decide(aGateInput())).toMatchObject({
      conclusion: null,
      tier: "behavior-changing",
      outOfScope: false,
      observed: null,
      override: null,
    });
  });

  it("is success once a review counts", () => {
    const input = aGateInput({ records: aRecords({ submissions: [aSubmission()] }) });

    expect(decide(input).conclusion).toBe("success");
  });

  it("is failure once a review refuses", () => {
    const input = aGateInput({ records: aRecords({ submissions: [aSubmission({ verdict: "reject" })] }) });

    expect(decide(input).conclusion).toBe("failure");
  });

  it("is success for a format-safe change with green checks, without a person", () => {
    const input = aGateInput({ classification: aClassification({ tier: "format-safe", findings: [] }) });

    expect(decide(input).conclusion).toBe("success");
  });

  it("keeps a high-stakes change in progress even with reviews in the clear", () => {
    const input = aGateInput({
      classification: aClassification({ tier: "high-stakes" }),
      records: aRecords({ submissions: [aSubmission()] }),
    });

    expect(decide(input).conclusion).toBeNull();
  });

  it.each(["change", "comments", "reviews", "checks", "linkedIssues", "siblings"])(
    "is no success while %s cannot be read, whatever was approved",
    (source) => {
      const input = aGateInput({
        facts: { [source]: unavailable("down") },
        records: aRecords({ submissions: [aSubmission()] }),
      });

      expect(decide(input).conclusion).toBeNull();
    },
  );

  it("lists whose approval was not counted", () => {
    const input = aGateInput({ facts: { reviews: loaded([aNativeReview()]) } });

    expect(decide(input).notCounted.map(({ login }) => login)).toEqual(["robin"]);
  });

  it("is the same, byte for byte, for the same facts at another time", () => {
    const input = aGateInput();
    const later = { ...input, facts: { ...input.facts, readAt: "2026-03-02T12:05:00Z" } };

    expect(canonicalJson(decide(later))).toBe(canonicalJson(decide(input)));
  });
});

describe("a change that no agent wrote", () => {
  const byPerson = (override: Parameters<typeof aGateInput>[0] = {}): GateInput =>
    aGateInput({ classification: aClassification({ agent: null }), ...override });

  it("passes under scope: agents, and is asked for nothing", () => {
    const decision = decide(byPerson());

    expect(decision).toMatchObject({ conclusion: "success", outOfScope: true, notCounted: [] });
    expect(decision.requirements.filter(({ status }) => status === "not_applicable")).toHaveLength(10);
  });

  it("is gated like any other under scope: all", () => {
    const policy = aLoadedPolicy({ policy: aPolicy({ scope: "all" }) });

    expect(decide(byPerson({ policy }))).toMatchObject({ conclusion: null, outOfScope: false });
  });

  it.each<[string, Parameters<typeof aGateInput>[0], string | null]>([
    ["the change cannot be read", { facts: { change: unavailable("down") } }, null],
    [
      "the commits are not all listed",
      { facts: { change: loaded(aChange({ gaps: ["2 commits"] })) } },
      "action_required",
    ],
    ["pull requests that share its check are not known", { facts: { siblings: unavailable("down") } }, null],
    [
      "the policy is broken, so that its scope is not known",
      { policy: aLoadedPolicy({ problems: [PROBLEM] }) },
      "action_required",
    ],
    ["the policy cannot be read", { policy: aLoadedPolicy({ unavailable: ["down"] }) }, null],
  ])("does not pass while %s", (_what, override, conclusion) => {
    expect(decide(byPerson(override))).toMatchObject({ conclusion, outOfScope: false });
  });
});

describe("observe mode", () => {
  it("is always success and keeps what would have been", () => {
    const policy = aLoadedPolicy({ policy: aPolicy({ mode: "observe" }) });
    const rejected = aRecords({ submissions: [aSubmission({ verdict: "reject" })] });

    expect(decide(aGateInput({ policy }))).toMatchObject({ conclusion: "success", observed: { conclusion: null } });
    expect(decide(aGateInput({ policy, records: rejected }))).toMatchObject({
      conclusion: "success",
      observed: { conclusion: "failure" },
    });
  });
});

describe("an override", () => {
  it("makes its head succeed, and says who and why", () => {
    const decision = decide(aGateInput({ records: aRecords({ overrides: [anOverride()] }) }));

    expect(decision).toMatchObject({
      conclusion: "success",
      override: { by: "ada", reason: "Checkout is down and this is the fix." },
    });
    expect(decision.requirements.some(({ status }) => status === "unsatisfied")).toBe(true);
  });

  it("does nothing for another head", () => {
    const records = aRecords({ overrides: [anOverride({ headSha: "0".repeat(40) })] });

    expect(decide(aGateInput({ records }))).toMatchObject({ conclusion: null, override: null });
  });

  it("opens even a gate that cannot see: it is for emergencies", () => {
    const input = aGateInput({
      records: aRecords({ overrides: [anOverride()] }),
      facts: { change: unavailable("down") },
    });

    expect(decide(input).conclusion).toBe("success");
  });
});

describe("a waiver", () => {
  const tooLarge = { size: { counted: 900 } };

  it("sets its requirement aside, and says who, why and what", () => {
    const decision = decisionOn(aGateInput({ ...tooLarge, records: aRecords({ waivers: [aWaiver()] }) }));

    expect(decision.conclusion).toBeNull();
    expect(decision.requirements.find(({ id }) => id === "reviewable_size")).toMatchObject({
      id: "reviewable_size",
      status: "waived",
      who: null,
      waits: null,
      detail:
        "waived by `maya`: `A rename across the package cannot be split further.` (900 lines to review, at most 400)",
      fix: "",
    });
  });

  it.each<[string, Parameters<typeof aWaiver>[0]]>([
    ["another change", { fingerprint: "another" }],
    ["another requirement", { requirement: "intent_stated" }],
    ["one subject only", { subject: "left-pad" }],
  ])("does nothing when it was given for %s", (_what, override) => {
    const decision = decide(aGateInput({ ...tooLarge, records: aRecords({ waivers: [aWaiver(override)] }) }));

    expect(decision.conclusion).toBe("action_required");
  });

  it.each(["policy_valid", "facts_complete", "structured_review", "blind_reviews", "agreement"])(
    "cannot set %s aside, even when one is on record",
    (requirement) => {
      const input = aGateInput({
        classification: aClassification({
          tier: requirement === "structured_review" ? "behavior-changing" : "high-stakes",
        }),
        facts: { change: loaded(aChange({ gaps: ["x"] })) },
        policy: aLoadedPolicy({ problems: [PROBLEM] }),
        records: aRecords({ waivers: [aWaiver({ requirement })] }),
      });

      expect(decide(input).requirements.find(({ id }) => id === requirement)?.status).toBe("unsatisfied");
    },
  );

  it("does not turn what could not be read into a pass", () => {
    const input = aGateInput({
      facts: { checks: unavailable("down") },
      records: aRecords({ waivers: [aWaiver({ requirement: "validation_green" })] }),
    });

    expect(decide(input).requirements.find(({ id }) => id === "validation_green")?.status).toBe("error");
  });

  it("is not mentioned where the requirement is met anyway", () => {
    const decision = decide(aGateInput({ records: aRecords({ waivers: [aWaiver()] }) }));

    expect(decision.requirements.find(({ id }) => id === "reviewable_size")?.status).toBe("satisfied");
  });
});
