// `/countersign approve`: a review form that approves the change.
import { command } from "../command-kind.js";
import { judgeForm } from "../judge-public-form.js";

export const approve = command({
  verb: "approve",
  who: "a reviewer with an open session",
  effect: "submits a structured review: the form stands below this line",
  takes: { verdict: "approve" },
  hasEffect: true,
  edited: "anew",
  lasts: true,
  page: {
    again: "A later review by the same person takes the place of the earlier one. It needs a session of its own.",
    holds: "It counts for this version of the change. It ends when its comment is edited or deleted.",
  },
  judge: (turn, said) => judgeForm(turn, "approve", said),
});
