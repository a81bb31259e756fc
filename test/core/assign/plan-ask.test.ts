import { planAsk, settle } from "../../../src/core/assign/plan-ask.js";
import type { Roster } from "../../../src/core/assign/roster.js";
import type { GateInput } from "../../../src/core/case/input.js";
import { loaded } from "../../../src/core/facts/source.js";
import { requirementsOf } from "../../../src/core/render/decision.js";
import {
  aGateInput,
  anAccount,
  aPerson,
  aRecords,
  aReviewRequest,
  aSession,
  aSubmission,
  aWhy,
  FINGERPRINT,
} from "../../support/build.js";
import { aRoster, history, withPolicy } from "./support.js";

const LATE = "2026-03-02T20:00:00Z";
const SAM = anAccount({ login: "sam" });
const ESCALATION = { reviewers: { escalation: { teams: ["acme/leads"], users: ["ada"] } } };

function plan(input: GateInput, roster: Partial<Roster> = { people: [aPerson("sam")] }) {
  const settled = settle(input, requirementsOf(input));
  const planned = planAsk(settled, settled.need === null ? null : aRoster(roster));
  return {
    asked: planned.changes.asked.map(({ roll, person, why }) => [roll, person?.login ?? null, why.adopted]),
    ends: planned.changes.endedRequests.map(({ request, end }) => [request.roll, end.how, end.outcome]),
    events: planned.events.map(({ kind }) => kind),
    outbox: planned.outbox.map(({ key }) => key),
    planned,
  };
}

function asked(...requests: readonly Parameters<typeof aReviewRequest>[0][]) {
  return { records: aRecords({ asked: requests.map(aReviewRequest) }) };
}

describe("a step of asking", () => {
  it("asks the first one, on GitHub too, and writes down why as numbers", () => {
    const { planned, ...step } = plan(aGateInput(), {
      people: [aPerson("sam"), aPerson("alice")],
      history: history(["sam", 3]),
    });

    expect(step).toEqual({
      asked: [[1, "sam", false]],
      ends: [],
      events: ["reviewer_asked"],
      outbox: [`request:${FINGERPRINT}:1`],
    });
    expect(planned.outbox[0]?.effect).toMatchObject({ kind: "review_request", users: ["sam"], teams: [] });
    expect(planned.events[0]).toMatchObject({
      actor: null,
      data: { reviewer: "sam", roll: 1, seat: 1, suitable: 1, set_aside: "involved:1", commits: 1, adopted: false },
    });
  });

  it("writes down that nobody is suitable once, and does not ask GitHub", () => {
    const first = plan(aGateInput(), { people: [] });
    expect(first).toMatchObject({ asked: [[1, null, false]], events: ["reviewer_asked"], outbox: [] });

    const again = plan(aGateInput(asked({ person: null, why: aWhy({ fit: null, suitable: 0 }) })), { people: [] });
    expect(again).toMatchObject({ asked: [], ends: [], events: [], outbox: [] });
  });

  it("fills the place of nobody as soon as there is somebody", () => {
    const step = plan(aGateInput(asked({ person: null })));

    expect(step).toMatchObject({ asked: [[2, "sam", false]], ends: [[1, "superseded", null]] });
    expect(step.outbox).toEqual([`request:${FINGERPRINT}:2`]);
  });

  it("takes over who was asked on GitHub without asking them there again", () => {
    const input = aGateInput({ facts: { requested: loaded([SAM]) } });

    expect(plan(input)).toMatchObject({ asked: [[1, "sam", true]], outbox: [] });
  });

  it.each<[string, Parameters<typeof aGateInput>[0]]>([
    ["somebody is asked", asked({})],
    ["somebody reads", { records: aRecords({ sessions: [aSession({ reviewer: SAM })] }) }],
    ["no review is wanted", { facts: { pull: { draft: true } } }],
  ])("asks nobody while %s", (_what, override) => {
    expect(plan(aGateInput(override))).toMatchObject({ asked: [], events: [], outbox: [] });
  });

  it("takes the request from GitHub once it is answered, without a word in the chain: the review is there", () => {
    const records = aRecords({ asked: [aReviewRequest()], submissions: [aSubmission()] });

    expect(plan(aGateInput({ records }))).toMatchObject({
      asked: [],
      ends: [[1, "answered", null]],
      events: [],
      outbox: [`withdraw:${FINGERPRINT}:1`],
    });
  });
});

describe("a time that passed", () => {
  it("asks the next one and everybody who is escalated to, each for themselves, and says so in the chain", () => {
    const step = plan(withPolicy(ESCALATION, { facts: { readAt: LATE }, ...asked({}) }));

    expect(step).toMatchObject({
      asked: [[2, "sam", false]],
      ends: [[1, "timed-out", "escalate"]],
      events: ["review_escalated", "reviewer_asked"],
      outbox: [
        `withdraw:${FINGERPRINT}:1`,
        `request:escalation:${FINGERPRINT}:acme/leads`,
        `request:escalation:${FINGERPRINT}:ada`,
        `request:${FINGERPRINT}:2`,
      ],
    });
    expect(step.planned.events[0]?.data).toMatchObject({ reviewer: "robin", roll: 1, times: 1, outcome: "escalate" });
  });

  it.each([
    ["deny", "timed_out", 0],
    ["approve-with-log", "timed_out", 0],
    ["escalate", "review_escalated", 1],
  ] as const)("a second time with `%s` is told as %s, and asks %i more", (on_timeout, kind, more) => {
    const first = {
      person: anAccount({ login: "maya" }),
      ended: { at: LATE, how: "timed-out", outcome: "escalate" } as const,
    };
    const policy = { queue: { behavior_changing: { on_timeout } } };
    const step = plan(withPolicy(policy, { facts: { readAt: LATE }, ...asked(first, { roll: 2 }) }));

    expect(step.events[0]).toBe(kind);
    expect(step.asked).toHaveLength(more);
    expect(step.ends).toEqual([[2, "timed-out", on_timeout]]);
    expect(step.planned.events[0]?.data.times).toBe(2);
  });
});

describe("another version", () => {
  const old = { fingerprint: "earlier", person: SAM };

  it("goes on with whoever GitHub still shows as asked", () => {
    const input = aGateInput({ facts: { requested: loaded([SAM]) }, ...asked(old) });

    expect(plan(input)).toMatchObject({ asked: [[1, "sam", true]], ends: [[1, "superseded", null]], outbox: [] });
  });

  it("takes the request back from who is not asked about it any more", () => {
    const input = aGateInput(asked({ ...old, person: anAccount({ login: "ines" }) }));

    expect(plan(input)).toMatchObject({
      asked: [[1, "sam", false]],
      outbox: ["withdraw:earlier:1", `request:${FINGERPRINT}:1`],
    });
  });
});
