// Opens the review session of somebody who may review, and says when it can be used.

import { isSameSession, upsertSessions } from "../case/apply-changes.js";
import { isSamePerson } from "../facts/person.js";
import type { Session, SessionKey } from "../facts/submission.js";
import { addSeconds } from "../ground/time.js";
import { sayDuration, sayTime } from "../markdown/say.js";
import { expiryOf, requiredSeconds } from "../reviews/session.js";
import { accept, type Ruling, type Turn, toEvent } from "./ruling.js";
import { supersede } from "./withdraw.js";

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

/** `**Your review session is open.**` and the times; `what` is to be submitted. */
export function sayOpened({ session, required, restarted }: Opened, what: string): string {
  const opening = restarted
    ? "**Your session begins again**: this start replaces your earlier one, and the time counts from here."
    : "**Your review session is open.**";
  return `${opening}\n\nRead the change, then submit ${what}: not before ${sayTime(addSeconds(session.startedAt, required))} (${sayDuration(required)} from the start), and not after ${sayTime(session.expiresAt)}.`;
}
