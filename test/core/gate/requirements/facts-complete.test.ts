import type { Waiver } from "../../../../src/core/facts/records.js";
import { loaded, unavailable } from "../../../../src/core/facts/source.js";
import { factsComplete as factsCompleteKind } from "../../../../src/core/gate/requirements/facts-complete.js";
import { mayReview } from "../../../../src/core/people/independence.js";
import { faultOfAuthority } from "../../../../src/core/people/rights.js";
import {
  aChange,
  aClassification,
  aGateInput,
  anAgentAccount,
  aPerson,
  aWaiver,
  people,
} from "../../../support/build.js";
import { inWordsOf } from "../../../support/judged.js";
import { expectInert } from "../../render/hostile.js";
import { aPanelInput, revealedBy } from "../../reviews/panels.js";

const factsComplete = inWordsOf(factsCompleteKind);

describe("facts_complete", () => {
  it("is satisfied when every source was read and nothing is missing", () => {
    expect(factsComplete(aGateInput())).toMatchObject({ status: "satisfied", detail: "everything was read" });
  });

  it.each([
    ["change", "the change"],
    ["comments", "the comments"],
    ["reviews", "the reviews"],
    ["checks", "the checks"],
    ["linkedIssues", "the linked issues"],
    ["siblings", "other pull requests with this commit"],
  ])("is an error when %s could not be read", (source, name) => {
    const requirement = factsComplete(
      aGateInput({ facts: { [source]: unavailable("GitHub answered with an error") } }),
    );

    expect(requirement).toMatchObject({
      status: "error",
      who: "countersign",
      waits: "checks",
      detail: `${name} could not be read (GitHub answered with an error)`,
    });
  });

  it("names every source that could not be read", () => {
    const facts = { checks: unavailable<never>("slow"), comments: unavailable<never>("down") };

    expect(factsComplete(aGateInput({ facts })).detail).toBe(
      "the comments could not be read (down); the checks could not be read (slow)",
    );
  });

  describe("comments on lines of the diff that could not be read", () => {
    const facts = { lineComments: unavailable<never>("502") };
    const high = { classification: aClassification({ tier: "high-stakes" }) };

    it("hold a panel that is not revealed, as somebody may have given a verdict away there", () => {
      expect(factsComplete(aGateInput({ ...high, facts }))).toMatchObject({
        status: "error",
        detail: "the comments on lines of the diff could not be read (502)",
      });
    });

    it("hold nothing else", () => {
      const sealed = [revealedBy("robin", "approve", "10:10"), revealedBy("sam", "approve", "10:20")];

      expect(factsComplete(aGateInput({ facts })).status).toBe("satisfied");
      expect(factsComplete(aPanelInput({ sealed, facts })).status).toBe("satisfied");
      expect(factsComplete(aGateInput({ ...high })).status).toBe("satisfied");
    });
  });

  it("is unsatisfied when the change has gaps, and shows the way out", () => {
    const change = loaded(aChange({ gaps: ["3001 files changed, 3000 are listed"] }));

    expect(factsComplete(aGateInput({ facts: { change } }))).toMatchObject({
      status: "unsatisfied",
      who: "agent",
      waits: "author",
      detail: "not all of the change can be seen: 3001 files changed, 3000 are listed",
      fix: expect.stringContaining("split the change"),
    });
  });

  describe("a bot's pull request", () => {
    const BY_BOT = { change: loaded(aChange({ author: anAgentAccount() })) };
    const maya = aPerson("maya", "maintain");
    const NAMED = aWaiver({
      requirement: "facts_complete",
      subject: "operator",
      reason: "@sam asked for it in the chat.",
    });

    function bots(tier: "behavior-changing" | "high-stakes", operator: readonly string[] = [], waivers: Waiver[] = []) {
      const agent = { name: "copilot", evidence: [], operator };
      return aGateInput({
        classification: aClassification({ tier, agent }),
        facts: { ...BY_BOT, people: people(maya, aPerson("sam")) },
        records: { waivers },
      });
    }

    it("of which nobody knows who asked for it waits on high-stakes, and says so elsewhere", () => {
      expect(factsComplete(bots("high-stakes"))).toMatchObject({
        status: "unsatisfied",
        who: "maintainer",
        waits: "people",
        detail: expect.stringContaining("nobody is known to have set the agent to work"),
        fix: expect.stringContaining("waive facts_complete:operator @login"),
      });
      expect(factsComplete(bots("behavior-changing"))).toMatchObject({
        status: "satisfied",
        detail: expect.stringContaining("nobody is known to have set the agent to work"),
      });
    });

    it("of which somebody is known waits for nothing", () => {
      expect(factsComplete(bots("high-stakes", ["alice"])).status).toBe("satisfied");
    });

    it("goes on once a maintainer has named them, and they may not review", () => {
      const input = bots("high-stakes", [], [NAMED]);

      expect(factsComplete(input).status).toBe("waived");
      expect(mayReview(aPerson("sam"), input)).toEqual({ may: false, reason: "set the agent to work, says a waiver" });
      expect(faultOfAuthority(aPerson("sam", "admin"), "admin", input)).toContain("set the agent to work");
    });

    it("goes on where the maintainer names themselves, who has no say on it any more", () => {
      const input = bots("high-stakes", [], [{ ...NAMED, reason: "@maya asked for it myself." }]);

      expect(factsComplete(input).status).toBe("waived");
      expect(mayReview(maya, input).may).toBe(false);
      expect(faultOfAuthority(maya, "maintain", input)).toContain("set the agent to work");
    });
  });

  it("applies on every tier", () => {
    const input = aGateInput({
      facts: { checks: unavailable("down") },
      classification: aClassification({ tier: "format-safe" }),
    });

    expect(factsComplete(input).status).toBe("error");
  });

  it("shows hostile reasons as text", () => {
    const hostile = "@acme/all <b> ` #12";

    expectInert(factsComplete(aGateInput({ facts: { checks: unavailable(hostile) } })).detail);
    expectInert(factsComplete(aGateInput({ facts: { change: loaded(aChange({ gaps: [hostile] })) } })).detail);
  });
});
