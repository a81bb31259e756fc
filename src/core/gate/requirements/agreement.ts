// Do the two blind reviews agree, and if not, what did a specialist decide?

import { notApplicable, satisfied, unreadable, unsatisfied } from "../../case/effect.js";
import type { GateInput } from "../../case/input.js";
import type { Submission } from "../../facts/submission.js";
import { type Hostile, hostile, line } from "../../ground/hostile.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { reviewsOf } from "../../reviews/reviews.js";
import { NOT_A_REVIEW, requirement, type Words } from "../requirement-kind.js";

export const agreement = requirement({
  id: "agreement",
  asks: "the two agree, or a specialist decided",
  yours: "nothing: wait. Refused by both: answer the reviews, which are in one comment now, and push a better change",
  name: "Agreement",
  toDo: "no agreement",
  awaited: "a specialist, as the blind reviews disagree",
  waivable: NOT_A_REVIEW,
  knownOffline: false,
  judge(input) {
    if (input.classification.tier !== "high-stakes") return notApplicable({ code: "one-review" });
    const panel = reviewsOf(input).panel;
    if (panel.unknown !== null) return unreadable({ code: "panel-unknown", cause: panel.unknown });
    switch (panel.outcome) {
      case null:
        return unsatisfied("reviewer", "people", { code: "too-early" });
      case "approved":
        return satisfied({ code: "both-approve" });
      case "rejected":
        return unsatisfied("agent", "refused", { code: "both-refuse" });
      case "split":
        return judgeSplit(input);
    }
  },
  say: {
    "one-review": () => "asked of high-stakes changes only",
    "panel-unknown": ({ cause }) => line`it is not known how the panel stands (${cause})`,
    "too-early": () => ({ detail: "known once both blind reviews are in", fix: "see `blind_reviews`" }),
    "both-approve": () => "both reviews approve",
    "both-refuse": () => sayRefused("both reviews refuse this change"),
    "comments-unread": () => "the comments could not be read",
    "decided-against": ({ by }) =>
      sayRefused(line`the reviews disagree, and ${sayNames(by, 60)} decided against the change`),
    "decided-for": ({ by }) => line`the reviews disagree, and ${sayNames(by, 60)} decided for the change`,
    undecided: ({ deciders }) => ({
      detail: line`the reviews disagree, and ${deciders.length === 0 ? "an administrator of the repository" : line`one of ${sayNames(deciders, 100)}`} has to decide`,
      fix: "who decides, and was not on the panel, comments `/countersign start`, reads the change and both reviews, and submits the form in a comment",
    }),
  },
});

function judgeSplit(input: GateInput) {
  const { facts, policy } = input;
  // A decision that was deleted or edited since must not go on counting unseen.
  if (facts.comments.status === "unavailable") return unreadable({ code: "comments-unread" });
  const { counted } = reviewsOf(input).specialist;
  const who = (verdict: Submission["verdict"]) =>
    counted.filter((review) => review.verdict === verdict).map(({ reviewer }) => hostile(reviewer.login));
  const against = who("reject");
  if (against.length > 0) return unsatisfied("agent", "refused", { code: "decided-against", by: against });
  const inFavour = who("approve");
  if (inFavour.length > 0) return satisfied({ code: "decided-for", by: inFavour });
  const { teams, users } = policy.policy.reviewers.escalation;
  return unsatisfied("reviewer", "people", { code: "undecided", deciders: [...teams, ...users].map(hostile) });
}

function sayNames(names: readonly Hostile[], maxChars: number): string {
  return names.map((name) => quoteInline(name, maxChars)).join(", ");
}

function sayRefused(detail: string): Words {
  return { detail, fix: "answer the reviews and push a change, which is then reviewed anew by two people" };
}
