// Takes back what has lost its ground: reviews, sessions, waivers, exclusions and overrides whose text was deleted, dismissed or edited.
// The answer to an edit says so.
// Goes by how the texts stand now, so it does not matter which event was missed, or whether the pull request was closed meanwhile.
//
// INVARIANT: nothing but a later review of its author lifts a rejection. Anyone with write access can delete and edit
// comments and dismiss reviews, and GitHub does not tell an App who deleted one. An approval falls with its text.

import { applyChanges } from "../case/apply-changes.js";
import { appEvent, type GateInput } from "../case/input.js";
import type { Comment, NativeReview } from "../facts/facts.js";
import { type AuditEvent, type Given, NO_CHANGES, type Records } from "../facts/records.js";
import type { Source } from "../facts/source.js";
import {
  isEditedByAnother,
  isSameRevision,
  isSameSource,
  revisionOf,
  type Session,
  type Submission,
  sourceOf,
} from "../facts/submission.js";
import { endOfText } from "../people/ground.js";
import { type Loss, saysTheSame, toVoidEvent } from "./judge-submission.js";
import { earlierAnswers, type Pending } from "./pending.js";
import { supersede } from "./review-session.js";
import type { Turn } from "./ruling.js";
import { readReview } from "./verdicts-in-text.js";

interface Withdrawal {
  readonly records: Records;
  readonly events: readonly AuditEvent[];
}

/** Sources that could not be read withdraw nothing, and once the pull request is closed, what was decided stays as it was. */
export function withdrawGroundless(input: GateInput): Withdrawal {
  const { facts, records } = input;
  if (facts.pull.state !== "open") return { records, events: [] };
  const lost = records.submissions.flatMap((submission) => withLoss(submission, lossOf(submission, input)));
  const ended = [...records.waivers, ...records.exclusions, ...records.overrides].flatMap((given) =>
    withLoss(given, given.voided === null ? endOfText(given, input) : null),
  );
  const groundless = records.sessions.filter((session) => session.state === "open" && isGroundless(session, input));
  const changes = {
    ...NO_CHANGES,
    voided: lost.map(({ from, loss }) => ({ source: from.source, ...loss })),
    endedExceptions: ended.map(({ from, loss }) => ({ commentId: from.commentId, ...loss })),
    sessions: groundless.map(supersede),
  };
  return {
    records: applyChanges(records, changes),
    events: [
      ...lost.map(({ from, loss }) => toVoidEvent(input, from, loss)),
      ...ended.map(({ from, loss }) => toEndEvent(input, from, loss)),
    ],
  };
}

function toEndEvent(input: GateInput, given: Given, { at, reason }: Loss): AuditEvent {
  const data = {
    command: commandOf(given),
    source: "comment",
    id: given.commentId,
    revision: given.revision,
    by: given.by.login,
    reason,
  };
  return { ...appEvent(input, "exception_ended", data), at };
}

function commandOf(given: Given): string {
  if ("requirement" in given) return "waive";
  return "person" in given ? "exclude" : "override";
}

function withLoss<T>(from: T, loss: Loss | null): readonly { readonly from: T; readonly loss: Loss }[] {
  return loss === null ? [] : [{ from, loss }];
}

/** How an approval lost the text that gave it; null: it stands. Nothing is edited or deleted on the review page. */
function lossOf(submission: Submission, { facts }: GateInput): Loss | null {
  const { source, voided, verdict } = submission;
  if (voided !== null || verdict !== "approve" || source.kind === "form") return null;
  const texts: Source<readonly (Comment | NativeReview)[]> = source.kind === "comment" ? facts.comments : facts.reviews;
  if (texts.status === "unavailable") return null;
  const text = texts.value.find(({ id }) => id === source.id);
  if (text === undefined) {
    const what = source.kind === "comment" ? "the comment was deleted" : "the review is no longer there";
    return { at: facts.readAt, reason: what };
  }
  if ("state" in text && text.state === "DISMISSED") return { at: facts.readAt, reason: "the review was dismissed" };
  return isSameRevision(sourceOf(text), source) ? null : lossByEdit(submission, text);
}

const EDITED = "replaced by an edit";
const EDITED_BY_ANOTHER = "edited by somebody other than its author";

function lossByEdit(submission: Submission, text: Comment | NativeReview): Loss | null {
  const at = revisionOf(text);
  if (isEditedByAnother(text)) return { at, reason: EDITED_BY_ANOTHER };
  const said = readReview(text);
  return said !== null && saysTheSame(said, submission) ? null : { at, reason: EDITED };
}

/**
 * A start that somebody else edited is not its author's any more; GitHub does not always say who edited what was taken as it stands.
 * What was begun on the review page cannot be deleted.
 */
function isGroundless({ key }: Session, { facts, records }: GateInput): boolean {
  if (key.kind !== "comment" || facts.comments.status === "unavailable") return false;
  const comment = facts.comments.value.find(({ id }) => id === key.id);
  if (comment === undefined) return true;
  const isTaken = records.handled.some(({ source, accepted }) => accepted && isSameRevision(source, sourceOf(comment)));
  return !isTaken && isEditedByAnother(comment);
}

/** What an edit did to what stood in the text before. With the records as the answer leaves them. Null: nothing stood there, or it stands on, or was told before. */
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
