// Judges the form of a review in a comment, whichever verdict it gives: in public on most changes, beside a panel on a high-stakes one.
import type { Verdict } from "../facts/submission.js";
import type { Said } from "./command-kind.js";
import { judgeClearForm } from "./judge-in-the-clear.js";
import { judgeSubmission } from "./judge-submission.js";
import { noReviewNeeded, sayNotNeeded } from "./review-session.js";
import { type Ruling, refuse, type Turn } from "./ruling.js";

export function judgeForm(turn: Turn, verdict: Verdict, { rest, faults }: Said): Ruling {
  const unneeded = noReviewNeeded(turn.input);
  if (unneeded !== null) return refuse(turn, verdict, sayNotNeeded(unneeded));
  const judge = turn.input.classification.tier === "high-stakes" ? judgeClearForm : judgeSubmission;
  return judge(turn, { verdict, form: rest, reasons: faults });
}
