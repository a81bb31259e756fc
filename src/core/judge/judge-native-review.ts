// Judges a review that was submitted with GitHub's own button: with the form in its text it counts like a comment.

import { formatBlankForm } from "../comments/form.js";
import { parseCommand, withoutCommandLine } from "../comments/parse-command.js";
import { isForm } from "../comments/parse-form.js";
import type { NativeReview } from "../facts/facts.js";
import type { Verdict } from "../facts/submission.js";
import { sayBlock, sayDuration } from "../markdown/say.js";
import { mayBeIndependent, mayReview } from "../people/independence.js";
import type { Panel } from "../reviews/panel.js";
import { reviewsOf } from "../reviews/reviews.js";
import { requiredSeconds } from "../reviews/session.js";
import { isAboutEarlier, NATIVE } from "./given-away.js";
import { exposureEvent, sayGivenAway, withExposures } from "./judge-public-form.js";
import { judgeSubmission } from "./judge-submission.js";
import { earlierAnswers, type Pending } from "./pending.js";
import { sayMayNotReview } from "./review-session.js";
import { accept, type Ruling, refuse, type Turn } from "./ruling.js";
import { faultsOfVerdict, verdictOfButton } from "./verdicts-in-text.js";

type PendingReview = Extract<Pending, { readonly kind: "review" }>;

/** Recorded for a native verdict without the form, so that an edit of it is not answered a second time. */
export const WITHOUT_FORM = "native-without-form";

/** `pending`: a review that only comments is none, and is judged elsewhere. */
export function judgeNativeReview(turn: Turn, pending: PendingReview): Ruling {
  const { text: review } = pending;
  if (turn.input.classification.tier === "high-stakes") return refuseOnPanel(turn, pending);
  const verdict = verdictOfButton(review);
  if (verdict === null) return accept(turn, NATIVE, {});
  const form = withoutCommandLine(review.body);
  if (!isForm({ body: form })) return judgeWithoutForm(turn);
  return judgeSubmission(turn, { verdict, form, reasons: faultsOf(turn, review, verdict) });
}

/** Of the version that is reviewed now it exposes a verdict, unless everything is revealed already. */
function refuseOnPanel(turn: Turn, pending: PendingReview): Ruling {
  const panel = reviewsOf(turn.input).panel;
  if (panel.state !== "open") return refuse(turn, NATIVE, sayNativeAfterwards(panel.outcome));
  if (isAboutEarlier(turn, pending)) return refuse(turn, NATIVE, sayOfEarlier());
  const said = sayGivenAway({ removed: false, by: turn.author });
  const records = withExposures(turn, "native", [turn.author]);
  return refuse(turn, NATIVE, { reply: said, events: [exposureEvent(turn, "native")], records });
}

function judgeWithoutForm(turn: Turn): Ruling {
  const again = earlierAnswers(turn.input.records, turn.source).some(({ command }) => command === WITHOUT_FORM);
  const ruling = refuse(turn, WITHOUT_FORM, { reply: sayWithoutForm(turn), events: [] });
  return again ? { ...ruling, reply: null } : ruling;
}

function faultsOf({ input }: Turn, review: NativeReview, verdict: Verdict): string[] {
  const faults: string[] = [];
  const command = parseCommand(review.body);
  if (command !== null && command.verb !== verdict) {
    const button = verdict === "approve" ? "Approve" : "Request changes";
    faults.push(
      `GitHub's button says ${button}, the first line of the text says something else. Leave out the first line, or make it \`/countersign ${verdict}\`.`,
    );
  }
  faults.push(...faultsOfVerdict(review.body, verdict));
  if (review.commitSha !== input.facts.pull.headSha) {
    faults.push("It was written on an earlier commit. Read the present one and submit it again.");
  }
  return faults;
}

function sayWithoutForm({ person, input }: Turn): string {
  // Nobody is looked up for a verdict without the form; what is known all the same is said at once.
  const may = person.permission.status === "loaded" ? mayReview(person, input) : mayBeIndependent(person, input);
  if (!may.may) return sayMayNotReview(person.account.login, may.reason);
  const required = sayDuration(requiredSeconds(input.policy.policy.review, input.size.counted));
  return [
    "Thank you for looking at this. **Without the review form it is not counted**: this change was written by an agent, and a person has to say what they saw.",
    `Comment \`/countersign start\`, read the change (${required} at least), and submit this form in a comment or as the text of a review:`,
    sayBlock(formatBlankForm()),
  ].join("\n\n");
}

function sayOfEarlier(): string {
  return "GitHub's own Approve and Request changes never count on a high-stakes change. This one is about an earlier commit, so it keeps nobody off the panel of the present version: comment `/countersign start` and submit your review sealed.";
}

/** The panel of this version is complete or was revealed: there is nothing left to give away. */
function sayNativeAfterwards(outcome: Panel["outcome"]): string {
  const how =
    outcome === "split"
      ? "Whoever decides the disagreement comments `/countersign start` and submits the form in a comment."
      : "Nothing was recorded.";
  return `GitHub's own Approve and Request changes never count on a high-stakes change. ${how}`;
}
