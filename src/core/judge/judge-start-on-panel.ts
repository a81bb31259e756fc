// `/countersign start` on a high-stakes change: a seat of the panel, or the decision of a disagreement.

import { isElevated } from "../comments/checklist.js";
import { formatBlankForm } from "../comments/format-form.js";
import { sayBlock } from "../markdown/say.js";
import { maySitBeside, type Panel } from "../reviews/panel.js";
import { reviewsOf } from "../reviews/reviews.js";
import { mayDecide } from "../reviews/specialist.js";
import { openSession, sayOpened } from "./open-session.js";
import { accept, type Ruling, refuse, type Turn } from "./ruling.js";
import { sayMayNotReview } from "./say-form.js";
import { sayPanelClosed, sayStartedSealed } from "./say-panel.js";

export function judgeStartOnPanel(turn: Turn): Ruling {
  const { input, person, context } = turn;
  const panel = reviewsOf(input).panel;
  if (panel.outcome === "split") return judgeStartOfDecision(turn, panel);
  const closed = sayPanelClosed(panel, turn.author);
  if (closed !== null) return accept(turn, "start", { reply: closed });
  const may = maySitBeside(person, panel, input);
  if (!may.may) return refuse(turn, "start", sayMayNotReview(person.account.login, may.reason));
  return openSession(turn, (opened) => sayStartedSealed(opened, input, context.places));
}

function judgeStartOfDecision(turn: Turn, panel: Panel): Ruling {
  const { input, person } = turn;
  const may = mayDecide(person, input);
  if (!may.may) {
    return refuse(
      turn,
      "start",
      `${sayPanelClosed(panel, turn.author)}\n\n${sayMayNotReview(person.account.login, may.reason)}`,
    );
  }
  const form = formatBlankForm("approve", isElevated(input));
  return openSession(turn, (opened) =>
    [
      `${sayOpened(opened, "this form as a new comment")} The two blind reviews disagree, and yours decides. To refuse the change, write \`reject\` in place of \`approve\`.`,
      sayBlock(form),
    ].join("\n\n"),
  );
}
