// `/countersign reject`: a review form that refuses the change.
import { command } from "../command-kind.js";
import { judgeForm } from "../judge-in-the-clear.js";

export const reject = command({
  verb: "reject",
  who: "a reviewer with an open session",
  effect: "the same, against the change",
  takes: { verdict: "reject" },
  hasEffect: true,
  edited: "anew",
  lasts: true,
  page: {
    again: "A later review by the same person takes the place of the earlier one. It needs a session of its own.",
    holds: "It counts for this version of the change. Only a later review by its author lifts it.",
  },
  judge: (turn, said) => judgeForm(turn, "reject", said),
});
