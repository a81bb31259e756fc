// What becomes of the two review requirements when nobody reviews in time.

import type { GateInput } from "../../../../src/core/case/input.js";
import { factsHash } from "../../../../src/core/gate/decide.js";
import { blindReviews as blindReviewsKind } from "../../../../src/core/gate/requirements/blind-reviews.js";
import { structuredReview as structuredReviewKind } from "../../../../src/core/gate/requirements/structured-review.js";
import { checkSummary } from "../../../../src/core/render/check-summary.js";
import { decisionOn } from "../../../../src/core/render/decision.js";
import { headline } from "../../../../src/core/render/headline.js";
import {
  aClassification,
  aGateInput,
  aLoadedPolicy,
  anAccount,
  aPolicy,
  aRecords,
  aReviewRequest,
  aSealedReview,
  aSubmission,
} from "../../../support/build.js";
import { inWordsOf } from "../../../support/judged.js";

const structuredReview = inWordsOf(structuredReviewKind);

const blindReviews = inWordsOf(blindReviewsKind);

type OnTimeout = "deny" | "escalate" | "approve-with-log";
type Asked = Parameters<typeof aReviewRequest>[0];

const late = (roll: number, outcome: OnTimeout = "escalate", override: Asked = {}) =>
  aReviewRequest({
    roll,
    person: anAccount({ login: `p${roll}` }),
    ended: { at: "2026-03-02T17:30:00Z", how: "timed-out", outcome },
    ...override,
  });

function world(
  on_timeout: OnTimeout,
  records: Parameters<typeof aRecords>[0],
  override: Parameters<typeof aGateInput>[0] = {},
): GateInput {
  const queue = {
    behavior_changing: { on_timeout },
    high_stakes: { on_timeout: on_timeout === "deny" ? ("deny" as const) : ("escalate" as const) },
  };
  return aGateInput({ policy: aLoadedPolicy({ policy: aPolicy({ queue }) }), records: aRecords(records), ...override });
}

describe("structured_review without a review in time", () => {
  it.each<[OnTimeout, readonly ReturnType<typeof late>[], string, string | null]>([
    ["deny", [late(1)], "unsatisfied", "people"],
    ["deny", [late(1), late(2, "deny")], "unsatisfied", "refused"],
    ["deny", [late(1), late(2, "escalate")], "unsatisfied", "refused"],
    ["escalate", [late(1), late(2), late(3)], "unsatisfied", "people"],
    ["escalate", [late(1), late(2, "approve-with-log")], "unsatisfied", "people"],
    ["approve-with-log", [late(1)], "unsatisfied", "people"],
    ["approve-with-log", [late(1), late(2)], "unsatisfied", "people"],
    ["approve-with-log", [late(1), late(2, "approve-with-log")], "waived", null],
    [
      "approve-with-log",
      [late(1, "escalate", { person: null }), late(2, "approve-with-log", { person: null })],
      "unsatisfied",
      "people",
    ],
    [
      "approve-with-log",
      [late(1, "escalate", { fingerprint: "earlier" }), late(2, "approve-with-log", { fingerprint: "earlier" })],
      "unsatisfied",
      "people",
    ],
    [
      "approve-with-log",
      [late(1, "escalate", { tier: "high-stakes" }), late(2, "approve-with-log", { tier: "high-stakes" })],
      "unsatisfied",
      "people",
    ],
  ])("under `%s`, %#", (on_timeout, asked, status, waits) => {
    expect(structuredReview(world(on_timeout, { asked }))).toMatchObject({ status, waits });
  });

  it("says whom it was about, and what the policy says", () => {
    expect(structuredReview(world("deny", { asked: [late(1), late(2, "deny")] }))).toMatchObject({
      who: "reviewer",
      detail:
        "nobody reviewed in time (asked were `p1` at 2026-03-02 09:30 UTC, `p2` at 2026-03-02 09:30 UTC), and the policy says `deny`",
      fix: expect.stringContaining("a review that still comes in lifts this"),
    });
    expect(
      structuredReview(world("approve-with-log", { asked: [late(1), late(2, "approve-with-log")] })).detail,
    ).toMatch(/^NOT REVIEWED: nobody reviewed in time \(asked were `p1`/);
    expect(
      structuredReview(
        world("deny", { asked: [late(1, "escalate", { person: null }), late(2, "deny", { person: null })] }),
      ).detail,
    ).toContain("nobody could be asked");
  });

  it.each<OnTimeout>(["deny", "approve-with-log"])(
    "is decided by a review that comes in after all, under `%s`",
    (on_timeout) => {
      const asked = [late(1), late(2, on_timeout)];

      expect(structuredReview(world(on_timeout, { asked, submissions: [aSubmission()] })).status).toBe("satisfied");
      expect(
        structuredReview(world(on_timeout, { asked, submissions: [aSubmission({ verdict: "reject" })] })),
      ).toMatchObject({
        waits: "refused",
        detail: "rejected by `robin`",
      });
    },
  );

  it("is the same whatever the clock says: a time counts once it is written down", () => {
    const records = { asked: [late(1), aReviewRequest({ roll: 2 })] };
    const years = world("deny", records, { facts: { readAt: "2036-03-02T12:00:00Z" } });

    expect(structuredReview(years)).toMatchObject({ waits: "people" });
    expect(factsHash(years)).toBe(factsHash(world("deny", records)));
    expect(factsHash(world("deny", { asked: [late(1), late(2)] }))).not.toBe(factsHash(years));
  });
});

describe("blind_reviews without both in time", () => {
  const highStakes = { classification: aClassification({ tier: "high-stakes" as const }) };
  const stakes: Asked = { tier: "high-stakes" };
  const second: Asked = { tier: "high-stakes", seat: 2 };

  it.each<[string, OnTimeout, readonly ReturnType<typeof late>[], number, string]>([
    ["denied on the first seat", "deny", [late(1, "escalate", stakes), late(2, "deny", stakes)], 0, "refused"],
    ["waiting after one time", "deny", [late(1, "escalate", stakes)], 0, "people"],
    ["denied on the second seat", "deny", [late(1, "escalate", second), late(2, "deny", second)], 1, "refused"],
    [
      "waiting on the second seat whatever the first seat cost",
      "deny",
      [late(1, "escalate", stakes), late(2, "deny", stakes)],
      1,
      "people",
    ],
    [
      "waiting for as long as it takes",
      "escalate",
      [late(1, "escalate", stakes), late(2, "escalate", stakes), late(3, "escalate", stakes)],
      0,
      "people",
    ],
    [
      "never let through",
      "approve-with-log",
      [late(1, "escalate", stakes), late(2, "approve-with-log", stakes)],
      0,
      "people",
    ],
  ])("is %s", (_what, on_timeout, asked, sealed, waits) => {
    const reviews = sealed === 0 ? [] : [aSealedReview()];

    expect(blindReviews(world(on_timeout, { asked, sealed: reviews }, highStakes))).toMatchObject({
      status: "unsatisfied",
      waits,
    });
  });

  it("is met by a second review that comes in after all", () => {
    const asked = [late(1, "escalate", second), late(2, "deny", second)];
    const sealed = [
      aSealedReview(),
      aSealedReview({ source: { kind: "comment", id: 9100, revision: "r" }, reviewer: anAccount({ login: "sam" }) }),
    ];

    expect(blindReviews(world("deny", { asked, sealed }, highStakes)).detail).toMatch(/^2 of 2 blind reviews/);
  });
});

describe("what everybody sees", () => {
  const summary = (input: GateInput) =>
    checkSummary(decisionOn(input), { pullUrl: "https://github.com/acme/shop/pull/7", siblings: [], closed: false });

  it("of a denial names the clock, not a reviewer", () => {
    const input = world("deny", { asked: [late(1), late(2, "deny")] });

    expect(decisionOn(input).conclusion).toBe("failure");
    expect(headline(decisionOn(input))).toBe("Behavior-changing · nobody reviewed in time");
    expect(summary(input)).toContain("Nobody reviewed in time, and the policy's `on_timeout` says `deny`.");
  });

  it("of a change that nobody reviewed is that nobody reviewed it", () => {
    const input = world("approve-with-log", { asked: [late(1), late(2, "approve-with-log")] });

    expect(decisionOn(input).conclusion).toBe("success");
    expect(headline(decisionOn(input))).toBe(
      "Behavior-changing · NOT REVIEWED · nobody reviewed in time, and the policy lets it pass",
    );
    expect(summary(input)).toContain("### ⚠ Not reviewed");
    expect(summary(input)).toContain("🔓 waived");
  });

  it("of a change that a person refused is that it was refused, whatever the clock says as well", () => {
    const input = world("deny", {
      asked: [late(1), late(2, "deny")],
      submissions: [aSubmission({ verdict: "reject" })],
    });

    expect(headline(decisionOn(input))).toBe("Behavior-changing · refused in review");
    expect(summary(input)).toContain("A reviewer refused this change.");
  });
});
