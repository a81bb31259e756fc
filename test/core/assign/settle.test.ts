import { nextLook, settleRequests } from "../../../src/core/assign/settle.js";
import type { GateInput } from "../../../src/core/case/input.js";
import { unavailable } from "../../../src/core/facts/source.js";
import { requirementsOf } from "../../../src/core/render/decision.js";
import {
  aGateInput,
  anAccount,
  aRecords,
  aReviewRequest,
  aSealedReview,
  aSession,
  aSubmission,
  aWhy,
} from "../../support/build.js";
import { HIGH_STAKES, type InputOverride, needOf, withPolicy } from "./support.js";

const SAM = anAccount({ login: "sam" });
/** robin was asked at 09:30; a behavior-changing request is over at 17:30. */
const ASKED = aReviewRequest();
const TIMED_OUT = aReviewRequest({
  person: SAM,
  askedAt: "2026-03-02T01:00:00Z",
  ended: { at: "2026-03-02T09:00:00Z", how: "timed-out", outcome: "escalate" },
});
const NOBODY = { person: null, why: aWhy({ fit: null, suitable: 0 }) };

function at(readAt: string, records: Parameters<typeof aRecords>[0], override: InputOverride = {}): GateInput {
  return aGateInput({ ...override, facts: { readAt, ...override.facts }, records: aRecords(records) });
}

function ends(input: GateInput) {
  return settleRequests(input, needOf(input)).map(({ request, end }) => ({ ...end, roll: request.roll }));
}

function look(input: GateInput) {
  return nextLook(input, requirementsOf(input));
}

describe("a request", () => {
  it.each([
    ["is open before its time", "2026-03-02T17:29:59Z", []],
    [
      "is over at its time",
      "2026-03-02T17:30:00Z",
      [{ at: "2026-03-02T17:30:00Z", how: "timed-out", outcome: "escalate", roll: 1 }],
    ],
  ])("%s", (_what, readAt, expected) => {
    expect(ends(at(readAt, { asked: [ASKED] }))).toEqual(expected);
  });

  it("follows the policy's own time, and that of its tier", () => {
    const asked = [aReviewRequest({ tier: "high-stakes" })];
    const policy = withPolicy({ queue: { high_stakes: { escalate_after: "2h" } } }).policy;

    expect(ends(at("2026-03-02T17:30:00Z", { asked }, { classification: HIGH_STAKES }))).toEqual([]);
    expect(ends(at("2026-03-02T11:30:00Z", { asked }, { classification: HIGH_STAKES, policy }))).toHaveLength(1);
  });

  it.each<[string, Parameters<typeof aSession>[0], number]>([
    ["their session is open", {}, 0],
    ["somebody else's session is open", { reviewer: SAM }, 1],
    ["their session is over", { expiresAt: "2026-03-02T18:00:00Z" }, 1],
    ["their session was withdrawn", { state: "superseded" }, 1],
    ["their session is about another version", { fingerprint: "earlier" }, 1],
    ["the operator's session is open, who may not review", { reviewer: anAccount({ login: "alice" }) }, 1],
  ])("waits beyond its time only for whoever was asked: %s", (_what, session, over) => {
    const records = { asked: [ASKED], sessions: [aSession(session)] };

    expect(ends(at("2026-03-02T20:00:00Z", records))).toHaveLength(over);
  });

  it.each([
    ["in the clear", { submissions: [aSubmission()] }, { at: "2026-03-02T10:10:00Z", how: "answered" }],
    ["that refuses", { submissions: [aSubmission({ verdict: "reject" as const })] }, { how: "answered" }],
    ["of somebody else", { submissions: [aSubmission({ reviewer: SAM })] }, { how: "unneeded" }],
  ])("is ended by a review %s", (_what, records, end) => {
    expect(ends(at("2026-03-02T12:00:00Z", { asked: [ASKED], ...records }))).toMatchObject([end]);
  });

  it("is not answered by a review that was withdrawn", () => {
    const voided = aSubmission({ voided: { at: "2026-03-02T11:00:00Z", reason: "deleted" } });

    expect(ends(at("2026-03-02T12:00:00Z", { asked: [ASKED], submissions: [voided] }))).toEqual([]);
  });

  it("is answered by a sealed review, of whatever verdict, and the second seat is another request", () => {
    const asked = [aReviewRequest({ tier: "high-stakes" })];
    const mine = at("2026-03-02T12:00:00Z", { asked, sealed: [aSealedReview()] }, { classification: HIGH_STAKES });
    const theirs = at(
      "2026-03-02T12:00:00Z",
      { asked, sealed: [aSealedReview({ reviewer: SAM })] },
      { classification: HIGH_STAKES },
    );

    expect(ends(mine)).toMatchObject([{ how: "answered" }]);
    expect(ends(theirs)).toMatchObject([{ how: "superseded" }]);
  });

  it.each<[string, InputOverride, string]>([
    ["another version", { fingerprint: "later" }, "superseded"],
    ["another tier", { classification: HIGH_STAKES }, "superseded"],
    ["a draft", { facts: { pull: { draft: true } } }, "unneeded"],
    ["a policy that asks nobody", { policy: withPolicy({ reviewers: { assign: "never" } }).policy }, "unneeded"],
  ])("is over with %s", (_what, override, how) => {
    expect(ends(at("2026-03-02T12:00:00Z", { asked: [ASKED] }, override))).toMatchObject([{ how, outcome: null }]);
  });

  it.each<[string, InputOverride]>([
    ["the change cannot be read", { facts: { change: unavailable("502") }, fingerprint: "unknown:1" }],
    ["the author has something to do", { size: { counted: 9_000, ignored: [] } }],
  ])("stays as it is, whatever the clock says, while %s", (_what, override) => {
    expect(ends(at("2026-03-09T12:00:00Z", { asked: [ASKED] }, override))).toEqual([]);
  });

  it("that ended is not ended again", () => {
    expect(ends(at("2026-03-09T12:00:00Z", { asked: [TIMED_OUT] }))).toEqual([]);
  });
});

describe("what follows on a second time", () => {
  const second = aReviewRequest({ roll: 2 });
  const vacant = aReviewRequest({ roll: 2, ...NOBODY });
  const vacantFirst = aReviewRequest({ ...TIMED_OUT, ...NOBODY });

  it.each<["deny" | "escalate" | "approve-with-log", string, readonly (typeof second)[], string | null]>([
    ["escalate", "somebody, somebody", [TIMED_OUT, second], "escalate"],
    ["deny", "somebody, somebody", [TIMED_OUT, second], "deny"],
    ["approve-with-log", "somebody, somebody", [TIMED_OUT, second], "approve-with-log"],
    ["escalate", "somebody, nobody", [TIMED_OUT, vacant], null],
    ["deny", "somebody, nobody", [TIMED_OUT, vacant], "deny"],
    ["approve-with-log", "somebody, nobody", [TIMED_OUT, vacant], "approve-with-log"],
    ["deny", "nobody, nobody", [vacantFirst, vacant], "deny"],
    ["approve-with-log", "nobody, nobody", [vacantFirst, vacant], null],
    ["approve-with-log", "nobody, somebody", [vacantFirst, second], "approve-with-log"],
    ["approve-with-log", "nobody at first", [aReviewRequest(NOBODY)], "escalate"],
  ])("by `%s` after %s is %s", (on_timeout, _who, asked, outcome) => {
    const { policy } = withPolicy({ queue: { behavior_changing: { on_timeout } } });
    const input = at("2026-03-03T12:00:00Z", { asked }, { policy });

    expect(ends(input).map((end) => end.outcome)).toEqual(outcome === null ? [] : [outcome]);
  });

  it("counts the times of a seat, not those of the other", () => {
    const { policy } = withPolicy({ queue: { high_stakes: { on_timeout: "deny" } } });
    const first = aReviewRequest({ ...TIMED_OUT, tier: "high-stakes" });
    const seat2 = aReviewRequest({ roll: 2, seat: 2, tier: "high-stakes" });
    const sealed = [aSealedReview({ reviewer: anAccount({ login: "maya" }) })];
    const input = at(
      "2026-03-09T12:00:00Z",
      { asked: [first, seat2], sealed },
      { policy, classification: HIGH_STAKES },
    );

    expect(ends(input)).toMatchObject([{ roll: 2, outcome: "escalate" }]);
  });
});

describe("the next look", () => {
  it.each<[string, GateInput, unknown]>([
    ["is now, when nobody was asked", aGateInput(), "now"],
    ["is now, when a request is over", at("2026-03-02T18:00:00Z", { asked: [ASKED] }), "now"],
    ["is at the end of the time", at("2026-03-02T12:00:00Z", { asked: [ASKED] }), { at: "2026-03-02T17:30:00Z" }],
    [
      "is in an hour where nobody was suitable",
      at("2026-03-02T12:00:00Z", { asked: [aReviewRequest(NOBODY)] }),
      { at: "2026-03-02T13:00:00Z" },
    ],
    [
      "is at the end of the time where nobody was suitable, when that comes first",
      at("2026-03-02T17:00:00Z", { asked: [aReviewRequest(NOBODY)] }),
      { at: "2026-03-02T17:30:00Z" },
    ],
    [
      "is behind the end of the session in which somebody reads",
      at("2026-03-02T12:00:00Z", {
        sessions: [aSession(), aSession({ key: { kind: "form", id: 2 }, expiresAt: "2026-03-02T14:00:00Z" })],
      }),
      { at: "2026-03-02T14:00:01Z" },
    ],
    ["is never, when no review is wanted", aGateInput({ facts: { pull: { draft: true } } }), null],
    ["is never, while the author has something to do", aGateInput({ size: { counted: 9_000, ignored: [] } }), null],
  ])("%s", (_what, input, expected) => {
    expect(look(input)).toEqual(expected);
  });

  it("is in the hour, however long ago the last time was, where the policy goes on asking", () => {
    const asked = [TIMED_OUT, aReviewRequest({ roll: 2, ...NOBODY })];

    expect(look(at("2026-03-09T12:00:00Z", { asked }))).toEqual({ at: "2026-03-09T13:00:00Z" });
  });
});
