// Which requests are over, and how: answered, not needed any more, not answered in time. And when to look again.

import type { GateInput } from "../case/input.js";
import type { Standing } from "../case/requirement.js";
import type { Account } from "../facts/facts.js";
import { isSamePerson } from "../facts/person.js";
import type { EndedRequest, RequestEnd, ReviewRequest, TimeoutOutcome } from "../facts/request.js";
import { addSeconds, earlier, isAtOrAfter } from "../ground/time.js";
import { queueOf } from "../reviews/lateness.js";
import { reviewsOf } from "../reviews/reviews.js";
import { askingWaitsUntil, overAt } from "./clock.js";
import { type Need, reviewNeed } from "./need.js";

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
