// Do the two blind reviews agree, and if not, what did a specialist decide?

import type { GateInput } from "../../case/input.js";
import { notApplicable, satisfied, unreadable, unsatisfied } from "../../case/outcome.js";
import type { Requirement } from "../../case/requirement.js";
import type { Submission } from "../../facts/submission.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { panelOf } from "../../reviews/panel.js";
import { specialistReviews } from "../../reviews/specialist.js";

const ID = "agreement";

export function agreement(input: GateInput): Requirement {
  if (input.classification.tier !== "high-stakes") return notApplicable(ID, "asked of high-stakes changes only");
  const panel = panelOf(input);
  if (panel.unknown !== null) return unreadable(ID, `it is not known how the panel stands (${panel.unknown})`);
  switch (panel.outcome) {
    case null:
      return unsatisfied(ID, {
        who: "reviewer",
        waits: "people",
        detail: "known once both blind reviews are in",
        fix: "see `blind_reviews`",
      });
    case "approved":
      return satisfied(ID, "both reviews approve");
    case "rejected":
      return refused("both reviews refuse this change");
    case "split":
      return aboutSplit(input);
  }
}

function aboutSplit(input: GateInput): Requirement {
  const { facts, policy } = input;
  // A decision that was deleted or edited since must not go on counting unseen.
  if (facts.comments.status === "unavailable") return unreadable(ID, "the comments could not be read");
  const { counted } = specialistReviews(input);
  const by = (verdict: Submission["verdict"]) =>
    counted
      .filter((review) => review.verdict === verdict)
      .map(({ reviewer }) => quoteInline(reviewer.login, 60))
      .join(", ");
  if (by("reject") !== "") return refused(`the reviews disagree, and ${by("reject")} decided against the change`);
  if (by("approve") !== "") return satisfied(ID, `the reviews disagree, and ${by("approve")} decided for the change`);
  const { teams, users } = policy.policy.reviewers.escalation;
  const named = [...teams, ...users].map((name) => quoteInline(name, 100)).join(", ");
  return unsatisfied(ID, {
    who: "reviewer",
    waits: "people",
    detail: `the reviews disagree, and ${named === "" ? "an administrator of the repository" : `one of ${named}`} has to decide`,
    fix: "who decides, and was not on the panel, comments `/countersign start`, reads the change and both reviews, and submits the form in a comment",
  });
}

function refused(detail: string): Requirement {
  return unsatisfied(ID, {
    who: "agent",
    waits: "refused",
    detail,
    fix: "answer the reviews and push a change, which is then reviewed anew by two people",
  });
}
