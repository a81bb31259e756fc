// `/countersign reject`: a review form that refuses the change.
import { command } from "../command-kind.js";
import { judgeForm } from "../judge-public-form.js";
import { approve } from "./approve.js";

export const reject = command({
  ...approve,
  verb: "reject",
  effect: "the same, against the change",
  takes: { verdict: "reject" },
  page: {
    again: approve.page.again,
    holds: "It counts for this version of the change. Only a later review by its author lifts it.",
  },
  judge: (turn, said) => judgeForm(turn, "reject", said),
});
