// Requirements whose checks this version does not have. They say so instead of passing in silence.
import { answersForStatements } from "../../text/statements.js";
import type { GateInput } from "../input.js";
import { notApplicable, unsatisfied } from "../outcome.js";
import type { Requirement } from "../requirement.js";

export function blindReviews({ classification, facts }: GateInput): Requirement {
  if (classification.tier !== "high-stakes") {
    return notApplicable("blind_reviews", "asked of high-stakes changes only");
  }
  return unsatisfied("blind_reviews", {
    who: "reviewer",
    waits: "people",
    detail: `0 of 2 blind reviews: this version cannot take sealed reviews yet, so a high-stakes change stays blocked${answersForStatements(classification.findings, facts.change)}`,
    fix: "move what is not high-stakes into a pull request of its own; in an emergency an admin may `/countersign override <reason>`",
  });
}

export function agreement({ classification }: GateInput): Requirement {
  if (classification.tier !== "high-stakes") return notApplicable("agreement", "asked of high-stakes changes only");
  return unsatisfied("agreement", {
    who: "reviewer",
    waits: "people",
    detail: "known once both blind reviews are in",
    fix: "see `blind_reviews`",
  });
}
