// What an edit did to what stood in the text before, for the top of the answer to it.

import type { Given } from "../facts/records.js";
import { isEditedByAnother, isSameSource } from "../facts/revision.js";
import type { Submission } from "../facts/submission.js";
import { saysTheSame } from "./judge-submission.js";
import { readReview } from "./one-verdict.js";
import { earlierAnswers, type Pending } from "./pending.js";
import type { Turn } from "./ruling.js";
import { EDITED, EDITED_BY_ANOTHER } from "./withdraw.js";

/** With the records as the answer leaves them. Null: nothing stood there, or it stands on, or was told before. */
export function sayEdited({ input, source }: Turn, pending: Pending): string | null {
  const { records, facts } = input;
  if (pending.text.editedAt === null || facts.pull.state !== "open") return null;
  const review = records.submissions.findLast((submission) => isSameSource(submission.source, source));
  if (review?.voided === null) return isStillRejecting(review, pending) ? REJECTION_STANDS : null;
  if (earlierAnswers(records, source).at(-1)?.accepted !== true) return null;
  const given = [...records.waivers, ...records.exclusions, ...records.overrides].find(
    ({ commentId }) => commentId === source.id,
  );
  return source.kind === "comment" && given !== undefined ? sayEnded(given) : sayVoided(review);
}

const REJECTION_STANDS =
  "The rejection that stood here stays in force as it was submitted. A later review of its author takes it back, once it is accepted.";

function isStillRejecting(review: Submission, pending: Pending): boolean {
  if (review.verdict === "approve" || (pending.kind !== "comment" && pending.kind !== "review")) return false;
  const said = isEditedByAnother(pending.text) ? null : readReview(pending.text);
  return said === null || !saysTheSame(said, review);
}

function sayEnded({ voided, ...given }: Given): string | null {
  const what = "requirement" in given ? "waiver" : "person" in given ? "exclusion" : "override";
  return voided === null ? null : `The ${what} that stood here ended: ${voided.reason}.`;
}

function sayVoided(review: Submission | undefined): string | null {
  const reason = review?.voided?.reason;
  if (reason !== EDITED && reason !== EDITED_BY_ANOTHER) return null;
  const by = reason === EDITED_BY_ANOTHER ? " by somebody other than its author" : "";
  return `The approval that stood here does not count any more, because its text was edited${by}.`;
}
