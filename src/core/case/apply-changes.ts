// Records and the changes that one evaluation makes to them: laid over, and found again by comparison. The store does the
// same with rows.

import { isSamePerson } from "../facts/facts.js";
import type { EndedException, Given, RecordChanges, Records, SeenHead, Voided } from "../facts/records.js";
import { type EndedRequest, isSameRequest, type ReviewRequest } from "../facts/request.js";
import {
  type Exposure,
  isSameRevision,
  type Session,
  type SessionKey,
  type SubmissionSource,
} from "../facts/submission.js";

/** The records after the changes. Applying the same changes twice gives the same records. */
export function applyChanges(records: Records, changes: RecordChanges): Records {
  const submissions = addNew(records.submissions, changes.submissions, isSameReview);
  const sealed = addNew(records.sealed, changes.sealed, isSameReview);
  return {
    agentSeen: changes.agentSeen ?? records.agentSeen,
    pushers: records.pushers,
    pushes: records.pushes,
    heads: upsertHeads(records.heads, changes.heads),
    contributors: addNew(records.contributors, changes.contributors, (a, b) => a.key === b.key),
    sessions: upsertSessions(records.sessions, changes.sessions),
    submissions: submissions.map((submission) => withVoid(submission, changes.voided)),
    sealed: sealed.map((review) => withVoid(review, changes.voidedSeals)),
    exposures: addNew(records.exposures, changes.exposures, isSameExposure),
    asked: addNew(records.asked, changes.asked, isSameRequest).map((request) =>
      withEnd(request, changes.endedRequests),
    ),
    waivers: addNew(records.waivers, changes.waivers, isSameGiven).map((given) => withEnding(given, changes)),
    overrides: addNew(records.overrides, changes.overrides, isSameGiven).map((given) => withEnding(given, changes)),
    exclusions: addNew(records.exclusions, changes.exclusions, isSameGiven).map((given) => withEnding(given, changes)),
    handled: addNew(records.handled, changes.handled, (a, b) => isSameRevision(a.source, b.source)),
  };
}

/** What has to be applied to `before` to give `after`. */
export function toChanges(before: Records, after: Records): RecordChanges {
  // Readers of a first verdict may be thousands, and most stay what they were.
  const known = new Set(before.exposures);
  return {
    sessions: after.sessions.filter((session) => !before.sessions.includes(session)),
    submissions: notIn(before.submissions, after.submissions),
    voided: newlyVoided(before.submissions, after.submissions),
    sealed: notIn(before.sealed, after.sealed),
    voidedSeals: newlyVoided(before.sealed, after.sealed),
    exposures: after.exposures.filter(
      (one) => !known.has(one) && !before.exposures.some((other) => isSameExposure(other, one)),
    ),
    asked: after.asked.filter((one) => !before.asked.some((other) => isSameRequest(other, one))),
    endedRequests: newlyEndedRequests(before.asked, after.asked),
    waivers: newlyGiven(before.waivers, after.waivers),
    overrides: newlyGiven(before.overrides, after.overrides),
    exclusions: newlyGiven(before.exclusions, after.exclusions),
    endedExceptions: [
      ...newlyEnded(before.waivers, after.waivers),
      ...newlyEnded(before.overrides, after.overrides),
      ...newlyEnded(before.exclusions, after.exclusions),
    ],
    handled: after.handled.filter((handled) => !before.handled.includes(handled)),
    heads: after.heads.filter((head) => !before.heads.includes(head)),
    contributors: after.contributors.filter(({ key }) => !before.contributors.some((other) => other.key === key)),
    agentSeen: null,
  };
}

/** What was read stays read. */
function upsertHeads(heads: readonly SeenHead[], changed: readonly SeenHead[]): SeenHead[] {
  const states = new Map(heads.map((head) => [head.sha, head]));
  for (const head of changed) if (states.get(head.sha)?.read !== true) states.set(head.sha, head);
  return [...states.values()];
}

/** What opens a session opens one; its later states replace the earlier ones. */
export function upsertSessions(sessions: readonly Session[], changed: readonly Session[]): Session[] {
  const states = new Map(sessions.map((session) => [nameOf(session.key), session]));
  for (const session of changed) states.set(nameOf(session.key), session);
  return [...states.values()];
}

export function isSameSession(a: SessionKey, b: SessionKey): boolean {
  return nameOf(a) === nameOf(b);
}

function nameOf({ kind, id }: SessionKey): string {
  return `${kind}:${id}`;
}

/** What submissions and sealed reviews have in common. */
interface Review {
  readonly source: SubmissionSource;
  readonly voided: Omit<Voided, "source"> | null;
}

function isSameReview(a: Review, b: Review): boolean {
  return isSameRevision(a.source, b.source);
}

function notIn<T extends Review>(known: readonly T[], all: readonly T[]): T[] {
  return all.filter((review) => !known.some((other) => isSameReview(other, review)));
}

function newlyVoided<T extends Review>(before: readonly T[], after: readonly T[]): Voided[] {
  return after.flatMap((review) => {
    const { source, voided } = review;
    const known = before.find((other) => isSameReview(other, review));
    return voided !== null && known?.voided === null ? [{ source, ...voided }] : [];
  });
}

function withVoid<T extends Review>(review: T, voided: readonly Voided[]): T {
  const found = voided.find(({ source }) => isSameRevision(source, review.source));
  if (review.voided !== null || found === undefined) return review;
  return { ...review, voided: { at: found.at, reason: found.reason } };
}

/** A request ends once: whoever was first decides how. */
function withEnd(request: ReviewRequest, ended: readonly EndedRequest[]): ReviewRequest {
  const found = ended.find((one) => isSameRequest(one.request, request));
  return request.ended !== null || found === undefined ? request : { ...request, ended: found.end };
}

function newlyEndedRequests(before: readonly ReviewRequest[], after: readonly ReviewRequest[]): EndedRequest[] {
  return after.flatMap((request) => {
    const { fingerprint, roll, person, ended } = request;
    const known = before.find((other) => isSameRequest(other, request));
    return ended !== null && known?.ended === null ? [{ request: { fingerprint, roll, person }, end: ended }] : [];
  });
}

function isSameGiven(a: Given, b: Given): boolean {
  return a.commentId === b.commentId;
}

function newlyGiven<T extends Given>(before: readonly T[], after: readonly T[]): T[] {
  return after.filter((given) => !before.some((other) => isSameGiven(other, given)));
}

function withEnding<T extends Given>(given: T, { endedExceptions }: RecordChanges): T {
  const found = endedExceptions.find(({ commentId }) => commentId === given.commentId);
  if (given.voided !== null || found === undefined) return given;
  return { ...given, voided: { at: found.at, reason: found.reason } };
}

function newlyEnded(before: readonly Given[], after: readonly Given[]): EndedException[] {
  return after.flatMap(({ commentId, voided }) => {
    const known = before.find((other) => other.commentId === commentId);
    return voided !== null && known?.voided === null ? [{ commentId, ...voided }] : [];
  });
}

function isSameExposure(a: Exposure, b: Exposure): boolean {
  return (
    a.fingerprint === b.fingerprint &&
    a.kind === b.kind &&
    isSamePerson(a.person, b.person) &&
    isSameRevision(a.source, b.source)
  );
}

function addNew<T>(known: readonly T[], added: readonly T[], isSame: (a: T, b: T) => boolean): T[] {
  return [...known, ...added.filter((item) => !known.some((other) => isSame(item, other)))];
}
