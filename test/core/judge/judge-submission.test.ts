import { loaded, unavailable } from "../../../src/core/facts/source.js";
import {
  aChange,
  aClassification,
  aFile,
  aLoadedPolicy,
  anAccount,
  aPerson,
  aPolicy,
  fakeHash,
  HEAD_SHA,
  people,
} from "../../support/build.js";
import { aForm, at, aWorld, GOOD_ANSWERS, judge, OTHER_ANSWERS, said } from "../comments/forms.js";

const START = said("robin", "10:00", "/countersign start");

describe("a structured review in a comment", () => {
  it("is taken from an independent reviewer with an open session", () => {
    const { records, reactions, outcomes } = judge({ comments: [START, said("robin", "10:05", aForm())] });

    expect(records.submissions).toMatchObject([
      { verdict: "approve", answers: GOOD_ANSWERS, seconds: 300, fast: false, voided: null, submittedAt: at("10:05") },
    ]);
    expect(records.sessions).toMatchObject([{ state: "submitted" }]);
    expect([...reactions.values()]).toEqual(["+1", "+1"]);
    expect(outcomes.events.map(({ kind }) => kind)).toEqual(["session_started", "review_submitted"]);
  });

  it("is taken as a rejection", () => {
    const { records } = judge({ comments: [START, said("robin", "10:05", aForm("reject"))] });

    expect(records.submissions).toMatchObject([{ verdict: "reject" }]);
  });

  it("names no words of the form in the audit", () => {
    const { outcomes } = judge({ comments: [START, said("robin", "10:05", aForm())] });
    const audit = JSON.stringify(outcomes.events);

    expect(audit).toContain("sha256:");
    expect(audit).not.toContain("mugs");
  });

  it("is refused without a session, and the reply says how to open one", () => {
    const { records, replies, reactions } = judge({ comments: [said("robin", "10:05", aForm())] });

    expect(records.submissions).toEqual([]);
    expect(reactions.get(10005)).toBe("confused");
    expect(replies.get(10005)).toContain("no open review session");
    expect(replies.get(10005)).toContain("/countersign start");
  });

  it("is refused in somebody else's session", () => {
    const { records, replies } = judge({ comments: [START, said("sam", "10:05", aForm())] });

    expect(records.submissions).toEqual([]);
    expect(replies.get(10005)).toContain("no open review session");
  });

  it("is refused when it was written before the session began", () => {
    const late = judge({ comments: [said("robin", "10:06", "/countersign start")] });
    const { records } = judge({
      comments: [said("robin", "10:06", "/countersign start"), said("robin", "10:05", aForm())],
      records: late.records,
    });

    expect(records.submissions).toEqual([]);
  });

  it("is refused before the minimum time is up, and keeps the session open", () => {
    const { records, replies } = judge({ comments: [START, said("robin", "10:01", aForm())] });

    expect(records.submissions).toEqual([]);
    expect(records.sessions).toMatchObject([{ state: "open" }]);
    expect(replies.get(10001)).toContain("1 minute after the start");
    expect(replies.get(10001)).toContain("2026-03-02 10:01:30 UTC");
  });

  it("is taken at the very second at which the minimum time is up", () => {
    const { records } = judge({ comments: [START, said("robin", "10:01:30", aForm())] });

    expect(records.submissions).toHaveLength(1);
  });

  it("is recorded as fast when it beats the careful pace, and the reply says so", () => {
    const input = {
      ...aWorld({ comments: [START, said("robin", "10:10", aForm())] }),
      size: { counted: 200, ignored: [] },
    };
    const { records, replies } = judge(input);

    expect(records.submissions).toMatchObject([{ fast: true }]);
    expect(replies.get(10010)).toContain("recorded as fast");
  });

  it("is refused after the session ended by itself", () => {
    const policy = aLoadedPolicy({ policy: aPolicy({ review: { session_expires: "1h" } }) });
    const input = { ...aWorld({ comments: [START, said("robin", "11:00:01", aForm())] }), policy };
    const { records, replies } = judge(input);

    expect(records.submissions).toEqual([]);
    expect(replies.get(119001)).toContain("ended at 2026-03-02 11:00:00 UTC");
  });

  it("is refused when the change is not the one the session began with", () => {
    const started = judge({ comments: [START] });
    const { records, replies } = judge({
      comments: [START, said("robin", "10:05", aForm())],
      records: started.records,
      input: { fingerprint: fakeHash("pushed") },
    });

    expect(records.submissions).toEqual([]);
    expect(replies.get(10005)).toContain("something was pushed since");
  });

  it("is refused with every fault at once, field by field", () => {
    const form = aForm("approve", { intent: "lgtm", tests: "short", risks: GOOD_ANSWERS.edgeCases });
    const { replies } = judge({ comments: [START, said("robin", "10:01", form)] });
    const reply = replies.get(10001) ?? "";

    expect(reply).toContain("1 minute after the start");
    expect(reply).toContain("**Intent**: expected something about this change");
    expect(reply).toContain("**Tests**: expected at least 20 characters, received 5");
    expect(reply).toContain("**Risks**: expected an answer of its own");
    expect(reply).toContain("About another change, this would do");
  });

  it("is answered with the form when there is none", () => {
    const { replies } = judge({ comments: [START, said("robin", "10:05", "/countersign approve LGTM, ship it!")] });

    expect(replies.get(10005)).toContain("The form is missing");
    expect(replies.get(10005)).toContain("### Edge cases");
  });

  it("never quotes an answer back", () => {
    const secret = "My token is hunter2-hunter2, and that is all.";
    const { replies } = judge({ comments: [START, said("robin", "10:00:30", aForm("approve", { intent: secret }))] });

    expect([...replies.values()].join()).not.toContain("hunter2");
  });

  it("is refused from whoever pushed since the session began, and from nobody whom a text names since", () => {
    const started = judge({ comments: [START] });
    const comments = [START, said("robin", "10:05", aForm())];
    const pushes = [{ headSha: HEAD_SHA, by: anAccount() }];
    const agent = { name: "copilot", evidence: [], operator: ["Robin"] };

    const pushed = judge({ comments, records: { ...started.records, pushes } });
    const named = judge({
      comments,
      records: started.records,
      input: { classification: { ...aClassification(), agent } },
    });

    expect(pushed.records.submissions).toEqual([]);
    expect(pushed.replies.get(10005)).toContain("pushed last to this pull request");
    expect(named.records.submissions).toHaveLength(1);
  });

  it("is refused when it copies another reviewer's answers", () => {
    const { records, replies } = judge({
      comments: [
        START,
        said("sam", "10:01", "/countersign start"),
        said("robin", "10:05", aForm()),
        said("sam", "10:06", aForm("approve", { tests: `${GOOD_ANSWERS.tests}!` })),
      ],
    });

    expect(records.submissions.map(({ reviewer }) => reviewer.login)).toEqual(["robin"]);
    expect(replies.get(10006)).toContain("a copy of another review of this pull request");
  });

  it("is taken from two people who answer in their own words", () => {
    const { records } = judge({
      comments: [
        START,
        said("sam", "10:01", "/countersign start"),
        said("robin", "10:05", aForm()),
        said("sam", "10:06", aForm("approve", OTHER_ANSWERS)),
      ],
    });

    expect(records.submissions.map(({ reviewer }) => reviewer.login)).toEqual(["robin", "sam"]);
  });

  it("replaces the person's earlier review, so that one verdict of a person is in force", () => {
    const { records } = judge({
      comments: [
        START,
        said("robin", "10:05", aForm("approve")),
        said("robin", "10:10", "/countersign start"),
        said("robin", "10:15", aForm("reject")),
      ],
    });

    expect(records.submissions.map(({ verdict, voided }) => [verdict, voided?.reason ?? null])).toEqual([
      ["approve", "replaced by a later review"],
      ["reject", null],
    ]);
  });

  it("is refused a second time in the same session", () => {
    const { records, replies } = judge({
      comments: [START, said("robin", "10:05", aForm()), said("robin", "10:07", aForm("reject"))],
    });

    expect(records.submissions).toHaveLength(1);
    expect(replies.get(10007)).toContain("has its review already");
  });

  it("needs a named file, symbol or line when the policy asks for it", () => {
    const policy = aLoadedPolicy({ policy: aPolicy({ review: { require_code_reference: "always" } }) });
    const comments = (form: string) => [START, said("robin", "10:05", form)];

    const without = judge({ comments: comments(aForm()), input: { policy } });
    const withFile = judge({
      comments: comments(aForm("approve", { tests: `${GOOD_ANSWERS.tests} See total.ts.` })),
      input: { policy },
    });

    expect(without.records.submissions).toEqual([]);
    expect(without.replies.get(10005)).toContain("such as `src/cart/total.ts` or `line 11`");
    expect(withFile.records.submissions).toHaveLength(1);
  });

  it("keeps a hostile file name from becoming markup in the reply", () => {
    const policy = aLoadedPolicy({ policy: aPolicy({ review: { require_code_reference: "always" } }) });
    const files = [aFile({ path: "a`<img src=x>@acme/all.ts" })];
    const { replies } = judge({
      comments: [START, said("robin", "10:05", aForm())],
      facts: { change: loaded(aChange({ files })) },
      input: { policy },
    });

    expect(replies.get(10005)).toContain("``a`<img src=x>@acme/all.ts``");
  });

  it("is not counted in the clear on high-stakes, in the same words for either verdict", () => {
    const input = { classification: aClassification({ tier: "high-stakes" }) };
    const reply = (verdict: "approve" | "reject") =>
      judge({ comments: [START, said("robin", "10:05", aForm(verdict))], input });
    const [approve, reject] = [reply("approve"), reply("reject")];

    expect(approve.records.submissions).toEqual([]);
    expect(approve.replies.get(10005)).toContain("given in the clear, so it is not counted");
    expect(approve).toEqual(reject);
  });

  it("is thanked and not needed on a format-safe change", () => {
    const input = { classification: aClassification({ tier: "format-safe" }) };
    const { records, replies } = judge({ comments: [START, said("robin", "10:05", aForm())], input });

    expect(records.submissions).toEqual([]);
    expect(records.sessions).toEqual([]);
    expect(replies.get(10005)).toContain("needs no structured review");
  });

  it("waits while the permission cannot be read, and is refused when that lasts", () => {
    const facts = { people: people(aPerson("robin", "write", { permission: unavailable("GitHub answered 502") })) };
    const comments = [said("robin", "11:50", "/countersign start")];
    const soon = judge({ comments, facts });
    const later = judge({ comments, facts: { ...facts, readAt: "2026-03-02T12:06:00Z" } });

    expect(soon.records.handled).toEqual([]);
    expect(soon.replies.size).toBe(0);
    expect(later.replies.get(10150)).toContain("GitHub answered 502");
    expect(later.records.sessions).toEqual([]);
  });

  it("waits behind an earlier command of the same person that still waits", () => {
    const start = said("robin", "11:50", "/countersign start", { viaApp: null });
    const { records, replies } = judge({ comments: [start, said("robin", "11:55", aForm())] });

    expect(records.handled).toEqual([]);
    expect(replies.size).toBe(0);
  });

  it("lets nobody else wait for it", () => {
    const start = said("robin", "11:50", "/countersign start", { viaApp: null });
    const { records } = judge({ comments: [start, said("sam", "11:51", "/countersign start")] });

    expect(records.sessions.map(({ reviewer }) => reviewer.login)).toEqual(["sam"]);
  });

  it("is refused from a login that now belongs to another account", () => {
    const taken = aPerson("robin", "admin", { account: anAccount({ login: "robin", id: 999 }) });
    const { records } = judge({
      comments: [START, said("robin", "10:05", aForm())],
      facts: { people: people(taken) },
    });

    expect(records.sessions).toEqual([]);
    expect(records.submissions).toEqual([]);
  });
});
