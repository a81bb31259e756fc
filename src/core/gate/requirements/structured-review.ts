// Has an independent person reviewed this change with the form, and found it good?

import type { GateInput } from "../../case/input.js";
import { notApplicable, satisfied, unreadable, unsatisfied, waived } from "../../case/outcome.js";
import type { Requirement } from "../../case/requirement.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { countReviews } from "../../reviews/count.js";
import { latenessOf } from "../../reviews/lateness.js";
import { answersForStatements } from "../destructive-statements.js";
import { deniedForLateness, NOBODY_IN_TIME, sayPassed } from "../late.js";

const ID = "structured_review";

/** On behavior-changing. High-stakes asks for two sealed ones instead. */
export function structuredReview(input: GateInput): Requirement {
  const { facts, classification } = input;
  if (classification.tier === "format-safe") return notApplicable(ID, "not asked of a format-safe change");
  if (classification.tier === "high-stakes") return notApplicable(ID, "the two blind reviews take its place");
  // A review that was deleted or edited since must not go on counting unseen.
  if (facts.comments.status === "unavailable" || facts.reviews.status === "unavailable") {
    return unreadable(ID, "the comments and reviews could not be read");
  }
  const { counted, notCounted } = countReviews(input);
  const names = (verdict: string): string =>
    counted
      .filter((review) => review.verdict === verdict)
      .map(({ reviewer }) => quoteInline(reviewer.login, 60))
      .join(", ");
  const rejected = names("reject");
  const approved = names("approve");
  if (rejected !== "") {
    return unsatisfied(ID, {
      who: "agent",
      waits: "refused",
      detail: `rejected by ${rejected}`,
      fix: "answer the review and push a change, which is then reviewed anew; or the reviewer takes it back with `/countersign start` and `/countersign approve`",
    });
  }
  if (approved !== "") return satisfied(ID, `approved by ${approved}`);
  const late = whenLate(input);
  if (late !== null) return late;
  const ignored = notCounted.length === 0 ? "" : `; ${notCounted.length} not counted, listed below with the reason`;
  return unsatisfied(ID, {
    who: "reviewer",
    waits: "people",
    detail: `no structured review of this change counts yet${ignored}`,
    fix: `an independent reviewer comments \`/countersign start\`, reads the change and submits the form${answersForStatements(classification.findings, facts.change)}`,
  });
}

/** INVARIANT: a review that comes in after all decides; this is asked only where there is none. */
function whenLate(input: GateInput): Requirement | null {
  const lateness = latenessOf(input, 1);
  switch (lateness.state) {
    case "in-time":
    case "escalated":
      return null;
    case "denied":
      return deniedForLateness(ID, lateness);
    case "let-through":
      return waived(
        ID,
        `NOT REVIEWED: ${NOBODY_IN_TIME} (${sayPassed(lateness)}), and the policy says \`approve-with-log\``,
      );
  }
}
