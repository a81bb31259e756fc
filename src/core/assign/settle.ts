// Which requests are over, and how: answered, not needed any more, not answered in time. And when to look again.

import type { GateInput } from "../case/input.js";
import { isMet, type Standing } from "../case/requirement.js";
import { type Account, isSamePerson, type PersonFacts } from "../facts/facts.js";
import type { EndedRequest, RequestEnd, ReviewedTier, ReviewRequest, Seat, TimeoutOutcome } from "../facts/request.js";
import type { Session } from "../facts/submission.js";
import { isOutOfScope } from "../gate/decide.js";
import { addSeconds, durationSeconds, earlier, isAtOrAfter, momentOf } from "../ground/time.js";
import { overrideInForce, overridesOfHead } from "../people/ground.js";
import { mayBeIndependent } from "../people/independence.js";
import { personNow } from "../people/person-of.js";
import { faultOfExposure } from "../reviews/may-sit.js";
import { queueOf, reviewsOf } from "../reviews/reviews.js";
import { isExpired } from "../reviews/session.js";

/** How often somebody is looked for where nobody was suitable; the lists of people are remembered as long. */
const LOOK_AGAIN_SECONDS = 60 * 60;

/** Requests that are over at `facts.readAt`, of whatever version. */
export function settleRequests(input: GateInput, need: Need): EndedRequest[] {
  if (input.facts.change.status === "unavailable") return [];
  return input.records.asked.flatMap((request) => {
    const end = request.ended === null ? endOf(request, need, input) : null;
    const { fingerprint, roll, person } = request;
    return end === null ? [] : [{ request: { fingerprint, roll, person }, end }];
  });
}

/** The request of the present version that is still open. */
export function openRequest({ records, fingerprint }: GateInput): ReviewRequest | null {
  return records.asked.findLast((request) => request.fingerprint === fingerprint && request.ended === null) ?? null;
}

/**
 * When somebody has to be asked, or a time has to be looked at: `now`, a moment, or null for not before something happens.
 * Cheap and pure, so that every evaluation can ask it.
 */
export function nextLook(input: GateInput, requirements: readonly Standing[]): "now" | { readonly at: string } | null {
  const need = reviewNeed(input, requirements);
  if (settleRequests(input, need).length > 0) return "now";
  if (need.kind !== "wanted") return null;
  const open = openRequest(input);
  if (open === null) {
    const waits = askingWaitsUntil(input, need);
    return waits === null ? "now" : { at: waits };
  }
  const due = overAt(open, input);
  if (open.person !== null) return { at: due };
  const again = addSeconds(input.facts.readAt, LOOK_AGAIN_SECONDS);
  return { at: mayPass(open, input) ? earlier(due, again) : again };
}

function endOf(request: ReviewRequest, need: Need, input: GateInput): RequestEnd | null {
  const { readAt } = input.facts;
  const answeredAt = request.person === null ? null : reviewedAt(request.person, request.fingerprint, input);
  if (answeredAt !== null) return { at: answeredAt, how: "answered", outcome: null };
  if (request.fingerprint !== input.fingerprint) return { at: readAt, how: "superseded", outcome: null };
  switch (need.kind) {
    case "moot":
      return { at: readAt, how: "unneeded", outcome: null };
    case "paused":
      return null;
    case "wanted":
      break;
  }
  // The first review came from somebody else: the seat is another one now.
  if (request.seat !== need.seat || request.tier !== need.tier) return { at: readAt, how: "superseded", outcome: null };
  return isAtOrAfter(readAt, overAt(request, input)) && mayPass(request, input)
    ? { at: readAt, how: "timed-out", outcome: outcomeOf(request, input) }
    : null;
}

/** Null: they gave no review of this version that stands. */
function reviewedAt(person: Account, version: string, { records }: GateInput): string | null {
  const given = [
    ...records.submissions.map((review) => ({ ...review, at: review.submittedAt })),
    ...records.sealed.map((review) => ({ ...review, at: review.receivedAt })),
  ];
  const found = given.find(
    ({ reviewer, fingerprint, voided }) => voided === null && fingerprint === version && isSamePerson(reviewer, person),
  );
  return found?.at ?? null;
}

/**
 * Somebody's time passes always. Where nobody was suitable it passes as long as something comes of it; after that the look for
 * somebody goes on without end.
 */
function mayPass(request: ReviewRequest, input: GateInput): boolean {
  if (request.person !== null) return true;
  const passed = reviewsOf(input).lateness[request.seat].passed.length;
  return passed === 0 || (passed === 1 && outcomeOf(request, input) !== "escalate");
}

/** INVARIANT: nothing passes by waiting for nobody. */
function outcomeOf(request: ReviewRequest, input: GateInput): TimeoutOutcome {
  const { passed } = reviewsOf(input).lateness[request.seat];
  if (passed.length === 0) return "escalate";
  const { on_timeout } = queueOf(input.policy.policy, request.tier);
  const wasSomebodyAsked = [...passed, request].some(({ person }) => person !== null);
  return on_timeout === "approve-with-log" && !wasSomebodyAsked ? "escalate" : on_timeout;
}

/**
 * `moot`: no review is wanted, so nobody has to stay asked · `paused`: one is wanted, and this is not the moment to ask: the author
 * has to act first, something could not be read, or the policy has ended the waiting.
 */
export type Need =
  | { readonly kind: "moot" | "paused" }
  | {
      readonly kind: "wanted";
      readonly tier: ReviewedTier;
      readonly seat: Seat;
      /** Who sits on the panel already. */
      readonly seated: readonly PersonFacts[];
    };

const MOOT = { kind: "moot" } as const;
const PAUSED = { kind: "paused" } as const;

/** `requirements`: of the decision that this input gives. */
export function reviewNeed(input: GateInput, requirements: readonly Standing[]): Need {
  const { facts, classification } = input;
  const { tier } = classification;
  if (facts.change.status === "unavailable") return PAUSED;
  if (tier === "format-safe" || isMoot(input)) return MOOT;
  // Reviews that cannot be seen may be there.
  if (facts.comments.status === "unavailable" || facts.reviews.status === "unavailable") return PAUSED;
  // Nobody is asked for what an override may have settled.
  if (overridesOfHead(input).some(({ ground }) => ground.state === "unknown")) return PAUSED;
  const place = tier === "high-stakes" ? placeOnPanel(input) : placeOfOne(input);
  if (place.kind !== "wanted") return place;
  // Nobody's time is spent on what is going to change.
  if (requirements.some((requirement) => !isMet(requirement) && requirement.waits === "author")) return PAUSED;
  const { state } = reviewsOf(input).lateness[place.seat];
  return state === "denied" || state === "let-through" ? PAUSED : place;
}

function isMoot(input: GateInput): boolean {
  const { facts, policy, classification } = input;
  const { assign } = policy.policy.reviewers;
  const isAsked = assign === "always" || (assign === "high-stakes" && classification.tier === "high-stakes");
  return (
    !isAsked ||
    facts.pull.state !== "open" ||
    facts.pull.draft ||
    isOutOfScope(input) ||
    overrideInForce(input) !== null
  );
}

function placeOnPanel(input: GateInput): Need {
  const { seats, state, unknown } = reviewsOf(input).panel;
  if (unknown !== null) return PAUSED;
  if (state !== "open") return MOOT;
  const seated = seats.map(({ reviewer }) => personNow(reviewer, input));
  return { kind: "wanted", tier: "high-stakes", seat: seated.length === 0 ? 1 : 2, seated };
}

/** One review is enough, and one that refuses the change is an answer as well. */
function placeOfOne(input: GateInput): Need {
  if (reviewsOf(input).counted.length > 0) return MOOT;
  return { kind: "wanted", tier: "behavior-changing", seat: 1, seated: [] };
}

// Whose reading stops the time of a request, and for how long.
//
// INVARIANT: nobody's but that of the person who was asked, and it is renewed once at most. So whoever comments `start`, and however
// often, a request ends within bounds that were set when it was made.

/** A session that is open when the time is over holds the request, and so does the one that renews it. */
const SESSIONS_THAT_HOLD = 2;

/** When the time of a request is over, unless whoever was asked is reading. */
export function dueAt({ askedAt, tier }: Pick<ReviewRequest, "askedAt" | "tier">, { policy }: GateInput): string {
  return addSeconds(askedAt, durationSeconds(queueOf(policy.policy, tier).escalate_after));
}

/** The first moment at which a request is over: at the end of its time, or behind the session in which whoever was asked reads. */
function overAt(request: ReviewRequest, input: GateInput): string {
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
