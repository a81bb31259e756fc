// `/countersign start`: opens a review session, or says at once why this person cannot review.

import { formatBlankForm } from "../comments/format-form.js";
import { sayBlock } from "../markdown/say.js";
import { mayReview } from "../people/independence.js";
import { judgeStartOnPanel } from "./judge-start-on-panel.js";
import { type Opened, openSession, sayOpened } from "./open-session.js";
import { accept, type Ruling, refuse, type Turn } from "./ruling.js";
import { sayMayNotReview } from "./say-form.js";
import { noReviewNeeded, sayNotNeeded } from "./tier-answers.js";

export function judgeStart(turn: Turn): Ruling {
  const { input, person } = turn;
  const reason = noReviewNeeded(input);
  if (reason !== null) return accept(turn, "start", { reply: sayNotNeeded(reason) });
  if (input.classification.tier === "high-stakes") return judgeStartOnPanel(turn);
  const may = mayReview(person, input);
  if (!may.may) return refuse(turn, "start", sayMayNotReview(person.account.login, may.reason));
  return openSession(turn, (opened) => sayStarted(opened, formatBlankForm()));
}

function sayStarted(opened: Opened, form: string): string {
  return [
    `${sayOpened(opened, "this form as a new comment")} To refuse the change, write \`reject\` in place of \`approve\`.`,
    sayBlock(form),
    "It can also be the text of a review with GitHub's own Approve or Request changes.",
  ].join("\n\n");
}
