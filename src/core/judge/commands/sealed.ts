// `/countersign sealed`: a blind review of a high-stakes change, encrypted.
import { SEALED } from "../../comments/armor.js";
import { command } from "../command-kind.js";
import { judgeSealedComment } from "../judge-sealed.js";

export const sealed = command({
  verb: SEALED,
  who: "a reviewer with an open session",
  effect: "submits a sealed review of a high-stakes change: an age block stands below this line, and nothing else",
  takes: "block",
  hasEffect: true,
  edited: "anew",
  page: {
    again:
      "A later sealed review by the same person takes the place of the earlier one, until somebody else's verdict is known.",
    holds: "It counts for this version of the change, as it was received. No edit and no deletion changes it.",
  },
  judge: judgeSealedComment,
});
