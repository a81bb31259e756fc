// Records and the changes that one evaluation makes to them: laid over, and found again by comparison. The store does the
// same with rows.
import type { RecordChanges, Records, Session, Submission } from "../records.js";
import { isSameRevision } from "./revision.js";

/** The records after the changes. Applying the same changes twice gives the same records. */
export function applyChanges(records: Records, changes: RecordChanges): Records {
  const submissions = addNew(records.submissions, changes.submissions, (a, b) => isSameRevision(a.source, b.source));
  return {
    agentSeen: changes.agentSeen ?? records.agentSeen,
    pushers: records.pushers,
    pushes: records.pushes,
    sessions: upsertSessions(records.sessions, changes.sessions),
    submissions: submissions.map((submission) => withVoid(submission, changes.voided)),
    waivers: addNew(records.waivers, changes.waivers, (a, b) => a.commentId === b.commentId),
    overrides: addNew(records.overrides, changes.overrides, (a, b) => a.commentId === b.commentId),
    handled: addNew(records.handled, changes.handled, (a, b) => isSameRevision(a.source, b.source)),
  };
}

/** What has to be applied to `before` to give `after`. */
export function toChanges(before: Records, after: Records): RecordChanges {
  const known = (submission: Submission) =>
    before.submissions.find(({ source }) => isSameRevision(source, submission.source));
  return {
    sessions: after.sessions.filter((session) => !before.sessions.includes(session)),
    submissions: after.submissions.filter((submission) => known(submission) === undefined),
    voided: after.submissions.flatMap((submission) => {
      const { source, voided } = submission;
      return voided !== null && known(submission)?.voided === null ? [{ source, ...voided }] : [];
    }),
    waivers: after.waivers.filter((waiver) => !before.waivers.includes(waiver)),
    overrides: after.overrides.filter((override) => !before.overrides.includes(override)),
    handled: after.handled.filter((handled) => !before.handled.includes(handled)),
    agentSeen: null,
  };
}

/** A comment opens one session; its later states replace the earlier ones. */
export function upsertSessions(sessions: readonly Session[], changed: readonly Session[]): Session[] {
  const states = new Map(sessions.map((session) => [session.commentId, session]));
  for (const session of changed) states.set(session.commentId, session);
  return [...states.values()];
}

function withVoid(submission: Submission, voided: RecordChanges["voided"]): Submission {
  const found = voided.find(({ source }) => isSameRevision(source, submission.source));
  if (submission.voided !== null || found === undefined) return submission;
  return { ...submission, voided: { at: found.at, reason: found.reason } };
}

function addNew<T>(known: readonly T[], added: readonly T[], isSame: (a: T, b: T) => boolean): T[] {
  return [...known, ...added.filter((item) => !known.some((other) => isSame(item, other)))];
}
