// Takes back what no longer stands: reviews and sessions whose text was deleted, dismissed or edited.
//
// INVARIANT: what somebody else than the reviewer may have done never lifts a rejection. Anyone with write access can
// delete and edit comments and dismiss reviews, and GitHub does not tell an App who deleted one. So an approval falls
// with its text, while a rejection stands until its author edits it, submits again, or loses the right to review.
import type { AuditEvent } from "../../audit/event.js";
import type { GateInput } from "../../gate/input.js";
import type { Records, Session, Submission } from "../../records.js";
import { isSameSession, upsertSessions } from "../apply-changes.js";
import { isSamePerson } from "../person.js";
import { isSameRevision } from "../revision.js";

export interface Withdrawal {
  readonly records: Records;
  readonly events: readonly AuditEvent[];
}

/**
 * Everything whose comment or native review is gone or dismissed. Sources that could not be read withdraw nothing, and
 * once the pull request is closed, what was decided stays as it was.
 */
export function withdrawMissing(input: GateInput): Withdrawal {
  const { facts, records } = input;
  if (facts.pull.state !== "open") return { records, events: [] };
  const gone = records.submissions.flatMap((submission) => {
    const reason = submission.voided === null && submission.verdict === "approve" ? absence(submission, input) : null;
    return reason === null ? [] : [{ submission, reason }];
  });
  const sessions = records.sessions.filter((session) => session.state === "open" && isSessionGone(session, input));
  let after: Records = { ...records, sessions: upsertSessions(records.sessions, sessions.map(supersede)) };
  for (const { submission, reason } of gone) {
    after = voidSubmission(after, submission, { at: facts.readAt, reason });
  }
  const events = gone.map(({ submission, reason }) => toVoidEvent(input, submission, { at: facts.readAt, reason }));
  return { records: after, events };
}

/** Voids the submission and gives its reviewer the session back, so that they can submit again without a new start. */
export function voidSubmission(
  records: Records,
  submission: Submission,
  voided: { at: string; reason: string },
): Records {
  const submissions = records.submissions.map((other) =>
    isSameRevision(other.source, submission.source) && other.voided === null ? { ...other, voided } : other,
  );
  return { ...records, submissions, sessions: reopen(records.sessions, submission) };
}

export function supersede(session: Session): Session {
  return { ...session, state: "superseded" };
}

export function toVoidEvent(
  input: GateInput,
  submission: Submission,
  voided: { at: string; reason: string },
): AuditEvent {
  const { repository, pull } = input.facts;
  return {
    kind: "review_voided",
    at: voided.at,
    repository: { id: repository.id, name: `${repository.owner}/${repository.name}` },
    pull: pull.number,
    headSha: submission.headSha,
    actor: null,
    policyHash: input.policy.hash,
    factsHash: null,
    data: {
      source: submission.source.kind,
      id: submission.source.id,
      revision: submission.source.revision,
      fingerprint: submission.fingerprint,
      reviewer: submission.reviewer.login,
      reason: voided.reason,
    },
  };
}

/** Never two open sessions of one person: a newer one stays the only one. */
function reopen(sessions: readonly Session[], submission: Submission): readonly Session[] {
  const hasOpen = sessions.some(
    (session) => session.state === "open" && isSamePerson(session.reviewer, submission.reviewer),
  );
  if (hasOpen) return sessions;
  return sessions.map((session) =>
    isSameSession(session.key, submission.session) && session.state === "submitted"
      ? { ...session, state: "open" }
      : session,
  );
}

function absence({ source }: Submission, input: GateInput): string | null {
  if (source.kind === "comment") return isGone(source.id, input) ? "the comment was deleted" : null;
  const { reviews } = input.facts;
  if (reviews.status === "unavailable") return null;
  const review = reviews.value.find(({ id }) => id === source.id);
  if (review === undefined) return "the review is no longer there";
  return review.state === "DISMISSED" ? "the review was dismissed" : null;
}

/** What was begun on the review page cannot be deleted. */
function isSessionGone({ key }: Session, input: GateInput): boolean {
  return key.kind === "comment" && isGone(key.id, input);
}

function isGone(commentId: number, { facts }: GateInput): boolean {
  return facts.comments.status === "loaded" && !facts.comments.value.some(({ id }) => id === commentId);
}
