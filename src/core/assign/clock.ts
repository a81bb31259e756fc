// Whose reading stops the time of a request, and for how long.
//
// INVARIANT: nobody's but that of the person who was asked, and it is renewed once at most. So whoever comments `start`, and however
// often, a request ends within bounds that were set when it was made.

import type { GateInput } from "../case/input.js";
import type { Account } from "../facts/facts.js";
import { isSamePerson } from "../facts/person.js";
import type { ReviewRequest } from "../facts/request.js";
import type { Session } from "../facts/submission.js";
import { durationSeconds } from "../ground/duration.js";
import { addSeconds, earlier, isAtOrAfter, momentOf } from "../ground/time.js";
import { mayBeIndependent } from "../people/independence.js";
import { personNow } from "../people/person-of.js";
import { queueOf } from "../reviews/lateness.js";
import { faultOfExposure } from "../reviews/may-sit.js";
import { isExpired } from "../reviews/session.js";
import type { Need } from "./need.js";

/** A session that is open when the time is over holds the request, and so does the one that renews it. */
const SESSIONS_THAT_HOLD = 2;

/** When the time of a request is over, unless whoever was asked is reading. */
export function dueAt({ askedAt, tier }: Pick<ReviewRequest, "askedAt" | "tier">, { policy }: GateInput): string {
  return addSeconds(askedAt, durationSeconds(queueOf(policy.policy, tier).escalate_after));
}

/** The first moment at which a request is over: at the end of its time, or behind the session in which whoever was asked reads. */
export function overAt(request: ReviewRequest, input: GateInput): string {
  const due = dueAt(request, input);
  const { person } = request;
  if (person === null) return due;
  const own = sessionsOf(input).filter(({ reviewer }) => isSamePerson(reviewer, person));
  const reading = own.findLast((session) => isReading(session, input));
  if (reading === undefined || !isAtOrAfter(reading.expiresAt, due)) return due;
  // The last moment of a session belongs to it.
  return addSeconds(earlier(reading.expiresAt, latestHold(own, due)), 1);
}

/** At most two sessions beyond the time, each begun before the one before it ended. */
function latestHold(own: readonly Session[], due: string): string {
  let until = due;
  let held = 0;
  for (const { startedAt, expiresAt } of own) {
    const reachesOn = isAtOrAfter(until, startedAt) && momentOf(expiresAt) > momentOf(until);
    if (!reachesOn || held === SESSIONS_THAT_HOLD) continue;
    until = expiresAt;
    held += 1;
  }
  return until;
}

/**
 * How long the first asking for a seat waits for people who have begun unasked; null: it does not wait. As long as a request would, from
 * the first beginning on: whoever begins again and again keeps nobody from being asked.
 */
export function askingWaitsUntil(input: GateInput, need: Extract<Need, { readonly kind: "wanted" }>): string | null {
  const { records, fingerprint, facts } = input;
  const { tier, seat, seated } = need;
  const wasAsked = records.asked.some(
    (one) => one.fingerprint === fingerprint && one.seat === seat && one.tier === tier,
  );
  const isSeated = (account: Account) => seated.some((other) => isSamePerson(other.account, account));
  const begun = sessionsOf(input).filter(({ reviewer }) => !isSeated(reviewer));
  const [first] = begun;
  const ends = begun.filter((session) => isReading(session, input)).map(({ expiresAt }) => expiresAt);
  if (wasAsked || first === undefined || ends.length === 0) return null;
  const until = addSeconds(ends.reduce(earlier, dueAt({ askedAt: first.startedAt, tier }, input)), 1);
  return isAtOrAfter(facts.readAt, until) ? null : until;
}

/** Everybody's of the present version, oldest first. */
function sessionsOf({ records, fingerprint }: GateInput): readonly Session[] {
  return records.sessions
    .filter((session) => session.fingerprint === fingerprint)
    .sort((a, b) => momentOf(a.startedAt) - momentOf(b.startedAt) || a.key.id - b.key.id);
}

/** Who may not review was told so at the start; who made a verdict known since cannot use the session any more. */
function isReading(session: Session, input: GateInput): boolean {
  if (session.state !== "open" || isExpired(session, input.facts.readAt)) return false;
  const person = personNow(session.reviewer, input);
  const isExposed = input.classification.tier === "high-stakes" && faultOfExposure(person, input) !== null;
  return !isExposed && mayBeIndependent(person, input).may;
}
