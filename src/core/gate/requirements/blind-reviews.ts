// Have two independent people reviewed this version, the second without knowing what the first found?
// INVARIANT: until both are revealed this says how many are in and whose they are, and nothing of what they say.

import { notApplicable, satisfied, unreadable, unsatisfied } from "../../case/effect.js";
import type { GateInput } from "../../case/input.js";
import type { Reason } from "../../case/requirement.js";
import { type Hostile, hostile, line } from "../../ground/hostile.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { expertTeams } from "../../reviews/may-sit.js";
import { type Panel, SEATS } from "../../reviews/panel.js";
import { reviewsOf } from "../../reviews/reviews.js";
import { destructionOf, sayAnswersFor } from "../destructive-statements.js";
import { nobodyInTime, sayDenied } from "../late.js";
import { NOT_A_REVIEW, requirement } from "../requirement-kind.js";

export const blindReviews = requirement({
  id: "blind_reviews",
  asks: "two independent people reviewed a high-stakes change, each without seeing the other's verdict",
  yours: "nothing: wait, or split off what is not high-stakes. Never ask a reviewer what they found",
  name: "Blind reviews",
  toDo: "no blind reviews",
  awaited: "two blind reviews",
  waivable: NOT_A_REVIEW,
  knownOffline: false,
  judge(input) {
    if (input.classification.tier !== "high-stakes") return notApplicable({ code: "one-review" });
    const panel = reviewsOf(input).panel;
    if (panel.unknown !== null) return unreadable({ code: "panel-unknown", cause: panel.unknown });
    switch (panel.state) {
      case "revealed":
        return satisfied({ code: "revealed", ...receivedBy(panel) });
      case "complete":
        return unsatisfied("countersign", "people", { code: "complete", ...receivedBy(panel) });
      case "open":
        return judgeOpen(panel, input);
    }
  },
  say: {
    "one-review": () => "asked of high-stakes changes only",
    "panel-unknown": ({ cause }) => line`it is not known whether both reviews still count (${cause})`,
    revealed: ({ seated }) => line`${SEATS} of ${SEATS} blind reviews: ${sayNames(seated, " and ")}`,
    complete: ({ seated }) => ({
      detail: line`${SEATS} of ${SEATS} blind reviews, not revealed yet: ${sayNames(seated, " and ")}`,
      fix: "both are revealed together in a moment; if that does not happen, the server has lost the age identity that they were sealed for: restore it (`SEAL_IDENTITY`), or let each of the two comment `/countersign start` and seal theirs again",
    }),
    "nobody-in-time": (late) => {
      const { detail, fix } = sayDenied(late);
      return { detail: line`${late.received} of ${SEATS} blind reviews, ${detail}`, fix };
    },
    open: ({ received, seated, isRepeated, notCounted, experts, destruction }) => ({
      detail: [
        line`${received} of ${SEATS} blind reviews`,
        received === 0 ? "" : line`: the one of ${sayNames(seated, "")} is sealed`,
        isRepeated ? "; an earlier panel of this version lost a member, so two new ones are needed" : "",
        notCounted === 0 ? "" : line`; ${notCounted} not counted, listed below with the reason`,
        sayAnswersFor(destruction),
      ].join(""),
      fix: line`an independent reviewer${sayExperts(experts, received)} comments \`/countersign start\`, reads the change and submits a sealed review`,
    }),
  },
});

function judgeOpen(panel: Panel, input: GateInput) {
  const { classification, facts } = input;
  const { seats, round, notCounted } = panel;
  const lateness = reviewsOf(input).lateness[seats.length === 0 ? 1 : 2];
  if (lateness.state === "denied") {
    return unsatisfied("reviewer", "refused", { ...nobodyInTime(lateness), ...receivedBy(panel) });
  }
  return unsatisfied("reviewer", "people", {
    code: "open",
    ...receivedBy(panel),
    isRepeated: round > 1,
    notCounted: notCounted.length,
    experts: [...new Set(expertTeams(input).flat())].map(hostile),
    destruction: destructionOf(classification.findings, facts.change),
  });
}

/** The reviews that are in, and whose they are. */
interface Received {
  readonly received: number;
  readonly seated: readonly Hostile[];
}

function receivedBy({ seats }: Panel): Received {
  return { received: seats.length, seated: seats.map(({ reviewer }) => hostile(reviewer.login)) };
}

/** Null: the reason does not tell. */
export function receivedOf(reason: Reason & Partial<Received>): number | null {
  return reason.received ?? null;
}

function sayNames(logins: readonly Hostile[], between: string): string {
  return logins.map((login) => quoteInline(login, 60)).join(between);
}

function sayExperts(teams: readonly Hostile[], seated: number): string {
  if (teams.length === 0) return "";
  const named = teams.map((team) => quoteInline(team, 100)).join(" or ");
  return seated === 0 ? line` from ${named}` : line`, whom ${named} may have to provide,`;
}
