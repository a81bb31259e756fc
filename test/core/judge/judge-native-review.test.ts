// Reviews with GitHub's own Approve and Request changes: what counts, and what is answered to each that does not.

import { applyChanges } from "../../../src/core/case/apply-changes.js";
import type { NativeReview } from "../../../src/core/facts/facts.js";
import { loaded } from "../../../src/core/facts/source.js";
import { judgeCommands } from "../../../src/core/judge/judge-commands.js";
import { aClassification, anAccount, aPerson, fakeSha, people } from "../../support/build.js";
import { aBareForm, aForm, at, judge, reviewed, said, type World } from "../comments/forms.js";
import { aPanelInput, revealedBy, sealedBy } from "../reviews/panels.js";

const START = said("robin", "10:00", "/countersign start");
const ID = 1;

/** robin's review at 10:05, in a session of five minutes. */
function native(review: Partial<NativeReview>, world: World = {}) {
  const judged = judge({ comments: [START], reviews: [reviewed("robin", "10:05", { id: ID, ...review })], ...world });
  return { ...judged, reply: judged.replies.get(ID) ?? "" };
}

describe("a native review on a behavior-changing change", () => {
  it.each([
    ["APPROVED", "approve"],
    ["CHANGES_REQUESTED", "reject"],
  ] as const)("%s counts with the form as its text", (state, verdict) => {
    const { records } = native({ state, body: aBareForm() });

    expect(records.submissions).toMatchObject([{ verdict, source: { kind: "review", id: ID }, seconds: 300 }]);
  });

  it.each([
    ["APPROVED", "approve"],
    ["CHANGES_REQUESTED", "reject"],
  ] as const)("%s counts with the command that says the same above the form", (state, verdict) => {
    expect(native({ state, body: aForm(verdict) }).records.submissions).toMatchObject([{ verdict }]);
  });

  it.each([
    ["APPROVED", "reject", "GitHub's button says Approve"],
    ["CHANGES_REQUESTED", "approve", "GitHub's button says Request changes"],
  ] as const)("%s does not count with a command that says %s", (state, verdict, reason) => {
    const { records, reply } = native({ state, body: aForm(verdict) });

    expect(records.submissions).toEqual([]);
    expect(reply).toContain(reason);
  });

  it.each([
    ["a second verdict", `${aBareForm()}\n\n/countersign reject`],
    ["another command", `/countersign start\n\n${aBareForm()}`],
  ])("does not count with %s beside the form", (_, body) => {
    expect(native({ state: "APPROVED", body }).records.submissions).toEqual([]);
  });

  it("does not count when it was written on an earlier commit", () => {
    const { records, reply } = native({ state: "APPROVED", body: aBareForm(), commitSha: fakeSha("before") });

    expect(records.submissions).toEqual([]);
    expect(reply).toContain("earlier commit");
  });

  it.each(["", "LGTM", "### Intent", "/countersign approve"])(
    "is thanked for and not counted without a form that was filled in: %j",
    (body) => {
      const { records, reply, outcomes } = native({ state: "APPROVED", body });

      expect(records.submissions).toEqual([]);
      expect(records.sessions).toMatchObject([{ state: "open" }]);
      expect(reply).not.toBe("");
      expect(outcomes.reactions).toEqual([expect.objectContaining({ commentId: 10000 })]);
    },
  );

  it("without the form is told how to review, with the form to fill in", () => {
    const { reply, outcomes } = native({ state: "APPROVED", body: "LGTM" });

    expect(reply).toContain("Without the review form it is not counted");
    expect(reply).toContain("/countersign start");
    expect(reply).toContain("### Edge cases");
    expect(reply).toContain("1 minute 30 seconds");
    expect(outcomes.events.map(({ kind }) => kind)).toEqual(["session_started"]);
  });

  it("without the form is answered once, however often its text is edited", () => {
    const first = native({ state: "APPROVED", body: "LGTM" });
    const edited = { state: "APPROVED", body: "Looks fine", editedAt: at("10:07"), editor: anAccount() } as const;
    const second = native(edited, { records: first.records });

    expect(first.reply).not.toBe("");
    expect(second.outcomes.replies).toEqual([]);
    expect(second.outcomes.changes.handled).toHaveLength(1);
  });

  it.each([
    ["the operator", "alice", "set the agent to work"],
    ["somebody with read only", "reader", "needs write permission"],
  ])("without the form tells %s at once that they may not review", (_, login, reason) => {
    const facts = { people: people(aPerson("alice"), aPerson("reader", "read")) };
    const { reply } = native({ state: "APPROVED", body: "LGTM", author: anAccount({ login }) }, { facts });

    expect(reply).toContain(reason);
    expect(reply).not.toContain("### Edge cases");
  });

  it.each(["COMMENTED", "DISMISSED", "PENDING"] as const)("%s is no review, and asks for no answer", (state) => {
    const { records, outcomes } = native({ state, body: "I had a look." });

    expect(records.submissions).toEqual([]);
    expect(outcomes.replies.filter(({ marker }) => marker.includes(":review:"))).toEqual([]);
  });
});

describe("a native review on a high-stakes change", () => {
  const given = (review: Partial<NativeReview>, sealed: Parameters<typeof aPanelInput>[0]["sealed"] = []) => {
    const reviews = loaded([reviewed("robin", "10:05", { id: ID, ...review })]);
    const input = aPanelInput({ sealed, facts: { reviews } });
    const outcomes = judgeCommands(input);
    const { exposures } = outcomes.changes;
    return {
      outcomes,
      records: applyChanges(input.records, outcomes.changes),
      exposures,
      reply: outcomes.replies[0]?.body ?? "",
    };
  };

  it.each(["APPROVED", "CHANGES_REQUESTED"] as const)(
    "%s never counts: it is recorded as an exposure, and nothing can be removed",
    (state) => {
      const { exposures, outcomes, records, reply } = given({ state, body: aBareForm() });

      expect(records.sealed).toEqual([]);
      expect(records.submissions).toEqual([]);
      expect(exposures).toMatchObject([{ kind: "native", person: { login: "robin" }, at: at("10:05") }]);
      expect(outcomes.removals).toEqual([]);
      expect(outcomes.events).toMatchObject([{ kind: "exposure", data: { how: "native", people: 1 } }]);
      expect(reply).toContain("cannot sit");
    },
  );

  it("is answered in the same words for either button", () => {
    const both = (["APPROVED", "CHANGES_REQUESTED"] as const).map((state) => given({ state, body: "" }).outcomes);

    expect(both[0]).toEqual(both[1]);
  });

  it("of an earlier commit exposes nothing of the present one", () => {
    const { exposures, reply } = given({ state: "APPROVED", commitSha: fakeSha("before") });

    expect(exposures).toEqual([]);
    expect(reply).toContain("about an earlier commit");
  });

  it.each([
    [
      "revealed",
      [revealedBy("sam", "approve", "09:00"), revealedBy("maya", "approve", "09:10")],
      "Nothing was recorded",
    ],
    ["complete", [sealedBy("sam", "09:00"), sealedBy("maya", "09:10")], "Nothing was recorded"],
    [
      "split",
      [revealedBy("sam", "approve", "09:00"), revealedBy("maya", "reject", "09:10")],
      "decides the disagreement",
    ],
  ] as const)("gives nothing away once the panel is %s", (_, sealed, reason) => {
    const { exposures, reply } = given({ state: "APPROVED" }, sealed);

    expect(exposures).toEqual([]);
    expect(reply).toContain(reason);
  });

  it("is no exposure on a change that needs no panel", () => {
    const { outcomes } = native(
      { state: "APPROVED", body: "" },
      { input: { classification: aClassification({ tier: "behavior-changing" }) } },
    );

    expect(outcomes.changes.exposures).toEqual([]);
  });
});
