// Whoever comments `start`, and however often: what becomes of a request, and when.
import fc from "fast-check";
import { settle } from "../../../src/core/assign/plan-ask.js";
import { nextLook, settleRequests } from "../../../src/core/assign/settle.js";
import type { GateInput } from "../../../src/core/case/input.js";
import type { ReviewRequest } from "../../../src/core/facts/request.js";
import type { Exposure, Session } from "../../../src/core/facts/submission.js";
import { requirementsOf } from "../../../src/core/render/decision.js";
import {
  aGateInput,
  anAccount,
  anExposure,
  aRecords,
  aReviewRequest,
  aSealedReview,
  aSession,
  aWhy,
} from "../../support/build.js";
import { HIGH_STAKES, type InputOverride, needOf, withPolicy } from "./support.js";

const ASKED_AT = "2026-03-02T09:30:00Z";
/** robin was asked; over after eight hours, unless robin reads. */
const REQUEST = aReviewRequest({ askedAt: ASKED_AT });
const DUE_HOURS = 8;
const SESSION_HOURS = 24;

interface Start {
  readonly login: string;
  /** Behind the asking; before it when negative. */
  readonly hours: number;
}

function hoursOn(hours: number): string {
  return `${new Date(Date.parse(ASKED_AT) + hours * 3_600_000).toISOString().slice(0, 19)}Z`;
}

/** The sessions as they are at the last of these starts: of each person the newest alone is open. */
function sessionsAfter(starts: readonly Start[]): Session[] {
  const inOrder = [...starts].sort((a, b) => a.hours - b.hours);
  return inOrder.map(({ login, hours }, index) =>
    aSession({
      key: { kind: "comment", id: 9_100 + index },
      reviewer: anAccount({ login }),
      startedAt: hoursOn(hours),
      expiresAt: hoursOn(hours + SESSION_HOURS),
      state: inOrder.slice(index + 1).some((later) => later.login === login) ? "superseded" : "open",
    }),
  );
}

/** What is known so many hours behind the asking. */
function world(
  hours: number,
  starts: readonly Start[],
  { asked = [REQUEST], ...override }: InputOverride & { asked?: readonly ReviewRequest[] } = {},
): GateInput {
  const sessions = sessionsAfter(starts.filter((start) => start.hours <= hours));
  return aGateInput({
    ...override,
    facts: { readAt: hoursOn(hours), ...override.facts },
    records: aRecords({ asked, sessions, ...override.records }),
  });
}

function isOver(input: GateInput): boolean {
  return settleRequests(input, needOf(input)).some(({ end }) => end.how === "timed-out");
}

/** Half an hour is fine enough: every time of these worlds is a multiple of it, but for the second behind a session. */
const aTime = fc.integer({ min: -96, max: 400 }).map((halves) => halves / 2);
const startsOf = (...logins: readonly string[]) =>
  fc.array(fc.record({ login: fc.constantFrom(...logins), hours: aTime }), { maxLength: 30 });
const OTHERS = startsOf("sam", "maya", "ada", "alice", "zoe");

describe("the time of a request", () => {
  it("is neither stopped nor begun anew by anybody who was not asked", () => {
    fc.assert(
      fc.property(OTHERS, aTime, (starts, hours) => {
        expect(isOver(world(hours, starts))).toBe(isOver(world(hours, [])));
        expect(isOver(world(hours, starts))).toBe(hours >= DUE_HOURS);
      }),
    );
  });

  it("passes as well where nobody was suitable, whoever reads", () => {
    const asked = [aReviewRequest({ askedAt: ASKED_AT, person: null, why: aWhy({ fit: null, suitable: 0 }) })];
    fc.assert(
      fc.property(startsOf("robin", "sam", "maya"), aTime, (starts, hours) => {
        expect(isOver(world(hours, starts, { asked }))).toBe(hours >= DUE_HOURS);
      }),
    );
  });

  it("is over two sessions behind its end, whatever sequence of starts by whomever", () => {
    const last = DUE_HOURS + 2 * SESSION_HOURS;
    fc.assert(
      fc.property(startsOf("robin", "robin", "robin", "sam"), fc.integer({ min: 1, max: 400 }), (starts, more) => {
        expect(isOver(world(last + more, starts))).toBe(true);
      }),
    );
  });

  it("is never over before its end, nor while whoever was asked reads in the first of their sessions", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 15 }), OTHERS, fc.integer({ min: 0, max: 48 }), (begun, others, on) => {
        const hours = begun / 2;
        expect(isOver(world(hours + on / 2, [...others, { login: "robin", hours }]))).toBe(false);
      }),
    );
  });

  it("changes with no further start of whoever was asked, once they renewed it", () => {
    const further = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), further, (more, again) => {
        const renewed = [
          { login: "robin", hours: 2 },
          { login: "robin", hours: 20 },
        ];
        const starts = [...renewed, ...again.map((halves) => ({ login: "robin", hours: 20.5 + halves / 2 }))];
        const hours = 44.5 + more;
        expect(isOver(world(hours, starts))).toBe(true);
        // The last moment of the renewed session still belongs to it.
        expect(isOver(world(44, renewed))).toBe(false);
      }),
    );
  });

  it("is looked at again by the time at which it may be over, and no later than the bound", () => {
    fc.assert(
      fc.property(startsOf("robin", "sam"), fc.integer({ min: 0, max: 200 }), (starts, halves) => {
        const input = world(halves / 2, starts);
        const look = nextLook(input, requirementsOf(input));
        if (isOver(input)) expect(look).toBe("now");
        else {
          expect(look).toEqual({ at: expect.any(String) });
          const at = look !== null && look !== "now" ? Date.parse(look.at) : Number.NaN;
          expect(at).toBeGreaterThan(Date.parse(input.facts.readAt));
          expect(at).toBeLessThanOrEqual(Date.parse(hoursOn(DUE_HOURS + 2 * SESSION_HOURS)) + 1_000);
        }
      }),
    );
  });
});

it("is held by nobody who made a verdict known since they began", () => {
  const { policy } = withPolicy({ queue: { high_stakes: { escalate_after: `${DUE_HOURS}h` } } });
  const asked = [aReviewRequest({ askedAt: ASKED_AT, tier: "high-stakes" })];
  const isOverWith = (exposures: readonly Exposure[]) =>
    isOver(
      world(9, [{ login: "robin", hours: 7 }], {
        asked,
        classification: HIGH_STAKES,
        policy,
        records: { exposures },
      }),
    );

  expect(isOverWith([])).toBe(false);
  expect(isOverWith([anExposure({ person: anAccount({ login: "sam" }) })])).toBe(false);
  expect(isOverWith([anExposure()])).toBe(true);
});

describe("the first asking for a seat", () => {
  const isAskedAt = (hours: number, starts: readonly Start[], override: InputOverride = {}) => {
    const input = world(hours, starts, { asked: [], ...override });
    return settle(input, requirementsOf(input)).need !== null;
  };

  it("waits for somebody who has begun unasked", () => {
    const starts = [{ login: "sam", hours: 0 }];

    expect(isAskedAt(7, starts)).toBe(false);
    expect(isAskedAt(7, [])).toBe(true);
    expect(isAskedAt(9, starts)).toBe(true);
  });

  it("waits no longer than a request would, whoever begins, and however often", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ login: fc.constantFrom("robin", "sam", "maya"), hours: aTime }), {
          minLength: 1,
          maxLength: 30,
        }),
        fc.integer({ min: 1, max: 400 }),
        (starts, more) => {
          const first = Math.min(...starts.map(({ hours }) => hours));
          expect(isAskedAt(first + DUE_HOURS + more, starts)).toBe(true);
        },
      ),
    );
  });

  it("is looked at again when the waiting ends", () => {
    const input = world(3, [{ login: "sam", hours: 0 }], { asked: [] });

    expect(nextLook(input, requirementsOf(input))).toEqual({ at: "2026-03-02T17:30:01Z" });
  });

  it("does not wait where somebody was asked for the seat before", () => {
    const passed = aReviewRequest({
      askedAt: hoursOn(-10),
      ended: { at: hoursOn(-2), how: "timed-out", outcome: "escalate" },
    });
    const input = world(1, [{ login: "sam", hours: 0 }], { asked: [passed] });

    expect(settle(input, requirementsOf(input)).need).not.toBeNull();
  });

  it("waits for nobody who sits already", () => {
    const sealed = [aSealedReview({ reviewer: anAccount({ login: "sam" }) })];
    const override = { classification: HIGH_STAKES, records: { sealed } };

    expect(isAskedAt(1, [{ login: "sam", hours: 0 }], override)).toBe(true);
    expect(isAskedAt(1, [{ login: "maya", hours: 0 }], override)).toBe(false);
  });
});
