import type { GateInput } from "../../../src/core/case/input.js";
import type { PersonFacts } from "../../../src/core/facts/facts.js";
import { loaded, unavailable } from "../../../src/core/facts/source.js";
import {
  aChange,
  aClassification,
  aGateInput,
  anAccount,
  anOverride,
  aPerson,
  aRecords,
  aRevealedReview,
  aReviewRequest,
  aSealedReview,
  aSubmission,
  people,
} from "../../support/build.js";
import { HIGH_STAKES, needOf, withPolicy } from "./support.js";

const sealedBy = (login: string, id: number) =>
  aSealedReview({ source: { kind: "comment", id, revision: "r" }, reviewer: anAccount({ login }) });

const passed = (roll: number, override = {}) =>
  aReviewRequest({
    roll,
    person: anAccount({ login: `p${roll}` }),
    ended: { at: "2026-03-02T17:30:00Z", how: "timed-out", outcome: "escalate" },
    ...override,
  });

describe("whether somebody has to be asked", () => {
  it("is one person on a behavior-changing change without a review", () => {
    expect(needOf(aGateInput())).toEqual({ kind: "wanted", tier: "behavior-changing", seat: 1, seated: [] });
  });

  it("is one person again once an override has ended, and nobody while it cannot be confirmed", () => {
    const records = aRecords({ overrides: [anOverride()] });
    const ada = (permission: PersonFacts["permission"]) =>
      aGateInput({ records, facts: { people: people(aPerson("ada", "none", { permission })) } });

    expect(needOf(ada(loaded("write"))).kind).toBe("wanted");
    expect(needOf(ada(unavailable("502"))).kind).toBe("paused");
  });

  it.each<[string, GateInput]>([
    ["a format-safe change", aGateInput({ classification: aClassification({ tier: "format-safe", findings: [] }) })],
    ["a person's own change", aGateInput({ classification: aClassification({ agent: null }) })],
    ["a draft", aGateInput({ facts: { pull: { draft: true } } })],
    ["a closed pull request", aGateInput({ facts: { pull: { state: "closed" } } })],
    ["an overridden head", aGateInput({ records: aRecords({ overrides: [anOverride()] }) })],
    ["an approval that counts", aGateInput({ records: aRecords({ submissions: [aSubmission()] }) })],
    [
      "a rejection that counts",
      aGateInput({ records: aRecords({ submissions: [aSubmission({ verdict: "reject" })] }) }),
    ],
    ["a policy that asks nobody", withPolicy({ reviewers: { assign: "never" } })],
    ["a policy that asks on high-stakes only", withPolicy({ reviewers: { assign: "high-stakes" } })],
    [
      "a panel that is complete",
      aGateInput({
        classification: HIGH_STAKES,
        records: aRecords({ sealed: [sealedBy("robin", 1), sealedBy("sam", 2)] }),
      }),
    ],
    [
      "a panel that disagrees",
      aGateInput({
        classification: HIGH_STAKES,
        records: aRecords({
          sealed: [
            { ...sealedBy("robin", 1), revealed: aRevealedReview() },
            { ...sealedBy("sam", 2), revealed: aRevealedReview({ verdict: "reject" }) },
          ],
        }),
      }),
    ],
  ])("is moot on %s", (_what, input) => {
    expect(needOf(input)).toEqual({ kind: "moot" });
  });

  it.each<[string, GateInput]>([
    ["the author has to state the intent", aGateInput({ facts: { change: loaded(aChange({ body: "" })) } })],
    ["the change is too large", aGateInput({ size: { counted: 9_000, ignored: [] } })],
    ["the change cannot be read", aGateInput({ facts: { change: unavailable("502") } })],
    ["reviews may be there that cannot be seen", aGateInput({ facts: { reviews: unavailable("502") } })],
    ["comments may be there that cannot be seen", aGateInput({ facts: { comments: unavailable("502") } })],
    [
      "the policy denies after two times",
      withPolicy(
        { queue: { behavior_changing: { on_timeout: "deny" } } },
        { records: aRecords({ asked: [passed(1), passed(2)] }) },
      ),
    ],
  ])("waits while %s", (_what, input) => {
    expect(needOf(input)).toEqual({ kind: "paused" });
  });

  it("goes on in observe mode, on running checks, and after an approval of another version", () => {
    expect(needOf(withPolicy({ mode: "observe" })).kind).toBe("wanted");
    expect(needOf(aGateInput({ facts: { checks: loaded([]) } })).kind).toBe("wanted");
    const earlier = aSubmission({ fingerprint: "earlier" });
    expect(needOf(aGateInput({ records: aRecords({ submissions: [earlier] }) })).kind).toBe("wanted");
  });

  it("is the first seat of a panel, and the second beside who sits", () => {
    const empty = aGateInput({ classification: HIGH_STAKES });
    const one = aGateInput({ classification: HIGH_STAKES, records: aRecords({ sealed: [sealedBy("robin", 1)] }) });

    expect(needOf(empty)).toEqual({ kind: "wanted", tier: "high-stakes", seat: 1, seated: [] });
    expect(needOf(one)).toMatchObject({ seat: 2, seated: [{ account: { login: "robin" } }] });
  });

  it("is the first seat again when who sat lost the right to", () => {
    const input = aGateInput({
      facts: { people: people(aPerson("robin", "read")) },
      classification: HIGH_STAKES,
      records: aRecords({ sealed: [sealedBy("robin", 1)] }),
    });

    expect(needOf(input)).toMatchObject({ seat: 1, seated: [] });
  });

  it("goes on after any number of times where the policy escalates", () => {
    const asked = [passed(1), passed(2), passed(3)];

    expect(needOf(aGateInput({ records: aRecords({ asked }) })).kind).toBe("wanted");
  });
});
