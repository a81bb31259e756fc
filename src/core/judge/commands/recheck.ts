// `/countersign recheck`: looks at the pull request again.

import { command } from "../command-kind.js";
import { accept } from "../ruling.js";

export const recheck = command({
  verb: "recheck",
  who: "anyone with read",
  effect: "looks at the pull request again",
  takes: "nothing",
  hasEffect: false,
  edited: "silent",
  page: {
    again: "The pull request is looked at once more.",
    holds: "Nothing of it lasts. Pushes, checks and comments are looked at without it.",
  },
  // The evaluation that reads this comment is the one that was asked for.
  judge: (turn) => accept(turn, "recheck", {}),
});
