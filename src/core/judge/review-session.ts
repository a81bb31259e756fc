// The review session of one person: whether a review is asked for at all, how the session opens, which one a submission belongs to,
// and whether enough time has passed in it.
import { isSameSession, upsertSessions } from "../case/apply-changes.js";
import type { GateInput } from "../case/input.js";
import { isSamePerson } from "../facts/facts.js";
import type { Session, SessionKey } from "../facts/submission.js";
import { isOutOfScope } from "../gate/decide.js";
import { addSeconds, isAtOrAfter, momentOf, secondsBetween } from "../ground/time.js";
import { prose } from "../markdown/prose.js";
import { sayDuration, sayLogin, sayTime } from "../markdown/say.js";
import { expiryOf, isExpired, requiredSeconds } from "../reviews/session.js";
import { accept, type Ruling, type Turn, toEvent } from "./ruling.js";

/** Why nobody has to review this, to be put behind `because`; null when somebody has to. */
export function noReviewNeeded(input: GateInput): string | null {
  if (isOutOfScope(input)) return "no coding agent wrote it, and the policy asks only about changes by agents";
  return input.classification.tier === "format-safe" ? "it cannot change what the program does" : null;
}

export function sayNotNeeded(reason: string): string {
  return `This change needs no structured review, because ${reason}. Nothing was recorded; a review with GitHub's own buttons is welcome as always.`;
}

/** `reason` reads on behind the name. */
export function sayMayNotReview(login: string, reason: string): string {
  return [
    `**A review by ${sayLogin(login)} cannot count on this pull request**, because ${sayLogin(login)} ${prose(reason, 600)}.`,
    "A review counts from a person whom the policy lets review, and who neither opened the pull request, nor set the agent to work, nor committed or pushed to it. Please ask such a person to comment `/countersign start`. What you noticed yourself is welcome as an ordinary comment.",
  ].join("\n\n");
}

/** Opens the session of whoever may review; `say` words the answer. */
export function openSession(turn: Turn, say: (opened: Opened) => string): Ruling {
  const { input, author, at, source } = turn;
  const { review } = input.policy.policy;
  const key: SessionKey = { kind: source.kind === "form" ? "form" : "comment", id: source.id };
  const session: Session = {
    key,
    reviewer: author,
    fingerprint: input.fingerprint,
    headSha: input.facts.pull.headSha,
    startedAt: at,
    expiresAt: expiryOf(review, at),
    state: "open",
  };
  const earlier = input.records.sessions.filter(
    (other) => other.state === "open" && !isSameSession(other.key, key) && isSamePerson(other.reviewer, author),
  );
  const restarted = earlier.some(({ fingerprint }) => fingerprint === input.fingerprint);
  const required = requiredSeconds(review, input.size.counted);
  const sessions = upsertSessions(input.records.sessions, [...earlier.map(supersede), session]);
  return accept(turn, "start", {
    records: { ...input.records, sessions },
    reply: say({ session, required, restarted }),
    events: [toEvent(turn, "session_started", { required_seconds: required, counted_lines: input.size.counted })],
  });
}

export interface Opened {
  readonly session: Session;
  /** Seconds that the review has to take. */
  readonly required: number;
  /** The reviewer had a session for this change already. */
  readonly restarted: boolean;
}

export function supersede(session: Session): Session {
  return { ...session, state: "superseded" };
}

/** `**Your review session is open.**` and the times; `what` is to be submitted. */
export function sayOpened({ session, required, restarted }: Opened, what: string): string {
  const opening = restarted
    ? "**Your session begins again**: this start replaces your earlier one, and the time counts from here."
    : "**Your review session is open.**";
  return `${opening}\n\nRead the change, then submit ${what}: not before ${sayTime(addSeconds(session.startedAt, required))} (${sayDuration(required)} from the start), and not after ${sayTime(session.expiresAt)}.`;
}

interface CheckedSession {
  /** Null when there is none that is open for this change. */
  readonly session: Session | null;
  /** Since its start; 0 without one. */
  readonly seconds: number;
  /** What speaks against the submission, each a sentence; empty when nothing does. */
  readonly reasons: readonly string[];
}

/** Of the newest session of this person that had begun when the text was written. */
export function checkSession({ input, author, at }: Turn): CheckedSession {
  const own = input.records.sessions
    .filter((session) => isSamePerson(session.reviewer, author) && isAtOrAfter(at, session.startedAt))
    .sort((a, b) => momentOf(b.startedAt) - momentOf(a.startedAt) || b.key.id - a.key.id);
  const session = own.find(({ state }) => state === "open") ?? own[0];
  const fault = session === undefined ? SAY_NO_SESSION : faultOf(session, input, at);
  if (session === undefined || fault !== null) return { session: null, seconds: 0, reasons: [fault ?? ""] };
  const seconds = secondsBetween(session.startedAt, at);
  const required = requiredSeconds(input.policy.policy.review, input.size.counted);
  const openAt = addSeconds(session.startedAt, required);
  return { session, seconds, reasons: seconds < required ? [sayTooFast(seconds, required, openAt)] : [] };
}

const SAY_NO_SESSION = "You have no open review session. Comment `/countersign start`: the time to read begins there.";

/** Why nothing can be submitted in it any more; a new start is the way on. */
function faultOf(session: Session, { fingerprint, classification }: GateInput, at: string): string | null {
  if (session.fingerprint !== fingerprint) {
    return "The change is not the one that your session began with: something was pushed since. Comment `/countersign start` to review it as it is now.";
  }
  switch (session.state) {
    case "superseded":
      return "The comment that opened your session was deleted or edited by somebody else. Comment `/countersign start` once more.";
    case "submitted":
      return classification.tier === "high-stakes"
        ? "Your session has its review already. To replace it, comment `/countersign start` and seal a new one; what was sealed before is not opened."
        : "Your session has its review already. To replace it, comment `/countersign start`: the time to read begins anew. Then submit a new one, or edit that one.";
    case "open":
      return isExpired(session, at)
        ? `Your session ended at ${sayTime(session.expiresAt)} before this came in. Comment \`/countersign start\` once more.`
        : null;
  }
}

function sayTooFast(took: number, required: number, openAt: string): string {
  return `It came ${sayDuration(Math.floor(took))} after the start; reading this change takes at least ${sayDuration(required)}. It can be submitted again at ${sayTime(openAt)} or later.`;
}
