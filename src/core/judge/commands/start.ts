// `/countersign start`: opens a review session, a seat of the panel on a high-stakes change, or says at once why this person cannot
// review.
import { isElevated } from "../../case/is-elevated.js";
import { formatBlankForm } from "../../comments/form.js";
import { sayBlock } from "../../markdown/say.js";
import { mayReview } from "../../people/independence.js";
import { maySitBeside, type Panel } from "../../reviews/panel.js";
import { reviewsOf } from "../../reviews/reviews.js";
import { mayDecide } from "../../reviews/specialist.js";
import { command } from "../command-kind.js";
import { noReviewNeeded, openSession, sayNotNeeded, sayOpened } from "../review-session.js";
import { accept, type Ruling, refuse, type Turn } from "../ruling.js";
import { sayMayNotReview } from "../say-form.js";
import { sayPanelClosed, sayStartedSealed } from "../say-panel.js";

export const start = command({
  verb: "start",
  who: "a reviewer",
  effect: "opens a review session; the time to read starts here. Answered with the form",
  takes: "nothing",
  hasEffect: true,
  afterwards: false,
  edited: "silent",
  lasts: false,
  page: {
    example: "/countersign start",
    again: "The session begins again, and so does the time to read.",
    holds: "The session ends with a review that counts, when its time is over, or when a push changes the change.",
  },
  judge: judgeStart,
});

export function judgeStart(turn: Turn): Ruling {
  const { input, person } = turn;
  const reason = noReviewNeeded(input);
  if (reason !== null) return accept(turn, "start", { reply: sayNotNeeded(reason) });
  if (input.classification.tier === "high-stakes") return judgeOnPanel(turn);
  const may = mayReview(person, input);
  if (!may.may) return refuse(turn, "start", sayMayNotReview(person.account.login, may.reason));
  return openSession(turn, (opened) =>
    [
      `${sayOpened(opened, FORM)} ${TO_REFUSE}`,
      sayBlock(formatBlankForm()),
      "It can also be the text of a review with GitHub's own Approve or Request changes.",
    ].join("\n\n"),
  );
}

const FORM = "this form as a new comment";
const TO_REFUSE = "To refuse the change, write `reject` in place of `approve`.";

function judgeOnPanel(turn: Turn): Ruling {
  const { input, person, context } = turn;
  const panel = reviewsOf(input).panel;
  if (panel.outcome === "split") return judgeOfDecision(turn, panel);
  const closed = sayPanelClosed(panel, turn.author);
  if (closed !== null) return accept(turn, "start", { reply: closed });
  const may = maySitBeside(person, panel, input);
  if (!may.may) return refuse(turn, "start", sayMayNotReview(person.account.login, may.reason));
  return openSession(turn, (opened) => sayStartedSealed(opened, input, context.places));
}

/** Of a disagreement between the two blind reviews. */
function judgeOfDecision(turn: Turn, panel: Panel): Ruling {
  const { input, person } = turn;
  const may = mayDecide(person, input);
  if (!may.may) {
    const closed = sayPanelClosed(panel, turn.author);
    return refuse(turn, "start", `${closed}\n\n${sayMayNotReview(person.account.login, may.reason)}`);
  }
  return openSession(turn, (opened) =>
    [
      `${sayOpened(opened, FORM)} The two blind reviews disagree, and yours decides. ${TO_REFUSE}`,
      sayBlock(formatBlankForm("approve", isElevated(input))),
    ].join("\n\n"),
  );
}
