// Has an independent person reviewed this change with the form, and found it good?

import { notApplicable, satisfied, unreadable, unsatisfied, waived } from "../../case/effect.js";
import type { GateInput } from "../../case/input.js";
import { type Hostile, hostile, line } from "../../ground/hostile.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { reviewsOf } from "../../reviews/reviews.js";
import { destructionOf, sayAnswersFor } from "../destructive-statements.js";
import { NOBODY_IN_TIME, nobodyInTime, passedOf, sayDenied, sayPassed } from "../late.js";
import { NOT_A_REVIEW, requirement } from "../requirement-kind.js";

/** On behavior-changing. High-stakes asks for two sealed ones instead. */
export const structuredReview = requirement({
  id: "structured_review",
  asks: "one independent person reviewed with the form and approved",
  yours: "nothing, unless it was refused: then answer the review and push a better change",
  name: "Structured review",
  toDo: "no structured review",
  awaited: "one structured review",
  waivable: NOT_A_REVIEW,
  knownOffline: false,
  judge(input) {
    const { facts, classification } = input;
    if (classification.tier === "format-safe") return notApplicable({ code: "format-safe" });
    if (classification.tier === "high-stakes") return notApplicable({ code: "blind-instead" });
    // A review that was deleted or edited since must not go on counting unseen.
    if (facts.comments.status === "unavailable" || facts.reviews.status === "unavailable") {
      return unreadable({ code: "unread" });
    }
    const { counted, notCounted } = reviewsOf(input);
    const who = (verdict: string) =>
      counted.filter((review) => review.verdict === verdict).map(({ reviewer }) => hostile(reviewer.login));
    const rejected = who("reject");
    if (rejected.length > 0) return unsatisfied("agent", "refused", { code: "rejected", by: rejected });
    const approved = who("approve");
    if (approved.length > 0) return satisfied({ code: "approved", by: approved });
    const late = judgeLate(input);
    if (late !== null) return late;
    return unsatisfied("reviewer", "people", {
      code: "none-yet",
      notCounted: notCounted.length,
      destruction: destructionOf(classification.findings, facts.change),
    });
  },
  say: {
    "format-safe": () => "not asked of a format-safe change",
    "blind-instead": () => "the two blind reviews take its place",
    unread: () => "the comments and reviews could not be read",
    rejected: ({ by }) => ({
      detail: line`rejected by ${sayNames(by)}`,
      fix: "answer the review and push a change, which is then reviewed anew; or the reviewer takes it back with `/countersign start` and `/countersign approve`",
    }),
    approved: ({ by }) => line`approved by ${sayNames(by)}`,
    "nobody-in-time": (late) => sayDenied(late),
    "let-through": ({ passed }) =>
      line`NOT REVIEWED: ${NOBODY_IN_TIME} (${sayPassed(passed)}), and the policy says \`approve-with-log\``,
    "none-yet": ({ notCounted, destruction }) => ({
      detail: line`no structured review of this change counts yet${notCounted === 0 ? "" : line`; ${notCounted} not counted, listed below with the reason`}`,
      fix: line`an independent reviewer comments \`/countersign start\`, reads the change and submits the form${sayAnswersFor(destruction)}`,
    }),
  },
});

/** INVARIANT: a review that comes in after all decides; this is asked only where there is none. */
function judgeLate(input: GateInput) {
  const lateness = reviewsOf(input).lateness[1];
  switch (lateness.state) {
    case "in-time":
    case "escalated":
      return null;
    case "denied":
      return unsatisfied("reviewer", "refused", nobodyInTime(lateness));
    case "let-through":
      return waived({ code: "let-through", passed: passedOf(lateness) });
  }
}

function sayNames(logins: readonly Hostile[]): string {
  return logins.map((login) => quoteInline(login, 60)).join(", ");
}
