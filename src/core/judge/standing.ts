// Whether one person may begin a review now, for `/countersign start` and, before anything is typed, for the review page.

import type { GateInput } from "../case/input.js";
import { type Account, isSamePerson, type PersonFacts } from "../facts/facts.js";
import type { Session } from "../facts/submission.js";
import { addSeconds, momentOf } from "../ground/time.js";
import { type MayReview, mayReview } from "../people/independence.js";
import { personOf } from "../people/person-of.js";
import { isMemberSeated, maySitBeside, type Panel } from "../reviews/panel.js";
import { reviewsOf } from "../reviews/reviews.js";
import { isExpired, requiredSeconds } from "../reviews/session.js";
import { mayDecide } from "../reviews/specialist.js";
import { noReviewNeeded } from "./review-session.js";

/** How a review is given: `sealed` on a panel, `clear` as a comment elsewhere and by whoever decides a disagreement. */
export type ReviewMode = "sealed" | "clear";

export type Standing =
  /** `reason` reads on behind `because`. */
  | { readonly kind: "not-needed"; readonly reason: string }
  /** Nothing can be done about this version any more; `text` is Markdown. */
  | { readonly kind: "closed"; readonly text: string }
  /** `reason` reads on behind the person's name. */
  | { readonly kind: "may-not"; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string }
  /** `sealed`: a review of this person is on the panel already; a new one takes its place. */
  | { readonly kind: "may-start"; readonly mode: ReviewMode; readonly sealed: boolean }
  | { readonly kind: "reviewing"; readonly mode: ReviewMode; readonly session: Session; readonly opensAt: string };

/** Whether a review of this version can be begun by this person, and how it is given. `reason` reads on behind `because`, or the name. */
export type Room =
  | { readonly kind: "not-needed"; readonly reason: string }
  | { readonly kind: "closed" }
  /** `decides`: what is open is the decision of a disagreement. */
  | { readonly kind: "may-not"; readonly reason: string; readonly decides: boolean }
  | { readonly kind: "open"; readonly mode: ReviewMode; readonly decides: boolean };

export function roomFor(person: PersonFacts, input: GateInput): Room {
  const reason = noReviewNeeded(input);
  if (reason !== null) return { kind: "not-needed", reason };
  if (input.classification.tier !== "high-stakes") return toRoom(mayReview(person, input), "clear", false);
  const { panel } = reviewsOf(input);
  if (panel.outcome === "split") return toRoom(mayDecide(person, input), "clear", true);
  if (sayPanelState(panel, person.account) !== null) return { kind: "closed" };
  return toRoom(maySitBeside(person, panel, input), "sealed", false);
}

function toRoom(may: MayReview, mode: ReviewMode, decides: boolean): Room {
  return may.may ? { kind: "open", mode, decides } : { kind: "may-not", reason: may.reason, decides };
}

export function standingOf(account: Account, input: GateInput): Standing {
  const { pull, change } = input.facts;
  if (pull.state !== "open") {
    return { kind: "closed", text: `This pull request is ${pull.state}. Nothing can be decided on it any more.` };
  }
  const person = personOf(account, input);
  const room = roomFor(person, input);
  if (room.kind === "not-needed") return room;
  for (const source of [change, person.permission]) {
    if (source.status === "unavailable") return { kind: "unknown", reason: source.reason };
  }
  const stands = sayPanelState(reviewsOf(input).panel, account)?.stands ?? "";
  switch (room.kind) {
    case "closed":
      return { kind: "closed", text: stands };
    case "may-not":
      if (!room.decides) return { kind: "may-not", reason: room.reason };
      return { kind: "closed", text: `${stands} Not you, because your account ${room.reason}.` };
    case "open":
      return ready(account, room.mode, input);
  }
}

function ready(account: Account, mode: ReviewMode, input: GateInput): Standing {
  const session = openSessionOf(account, input);
  if (session === null) return { kind: "may-start", mode, sealed: mode === "sealed" && isMemberSeated(account, input) };
  const required = requiredSeconds(input.policy.policy.review, input.size.counted);
  return { kind: "reviewing", mode, session, opensAt: addSeconds(session.startedAt, required) };
}

/** The newest one that is open for this version now. */
function openSessionOf(account: Account, { records, fingerprint, facts }: GateInput): Session | null {
  const open = records.sessions
    .filter((session) => session.state === "open" && session.fingerprint === fingerprint)
    .filter((session) => isSamePerson(session.reviewer, account) && !isExpired(session, facts.readAt))
    .sort((a, b) => momentOf(a.startedAt) - momentOf(b.startedAt));
  return open.at(-1) ?? null;
}

/**
 * Why this person can neither begin nor submit a review of this version any more; null while the panel is open. Members of a panel
 * that is complete and not revealed, because a review could not be opened, may seal theirs again.
 */
export function sayPanelClosed(panel: Panel, account: Account): string | null {
  const state = sayPanelState(panel, account);
  return state === null ? null : `${state.stands} Nothing was recorded${state.next}`;
}

interface PanelState {
  readonly stands: string;
  /** Ends the sentence. */
  readonly next: string;
}

function sayPanelState({ state, outcome, seats }: Panel, account: Account): PanelState | null {
  if (state === "open") return null;
  if (state === "complete" && seats.some(({ reviewer }) => isSamePerson(reviewer, account))) return null;
  if (state === "complete")
    return { stands: "Both blind reviews of this version are in and are being revealed.", next: "." };
  switch (outcome) {
    case "approved":
      return {
        stands: "This version has its two blind reviews, and both approve.",
        next: "; what you noticed is welcome as an ordinary comment.",
      };
    case "rejected":
      return {
        stands: "Both blind reviews refused this version.",
        next: ": a push that changes it asks for two new reviews.",
      };
    case "split":
      return { stands: "The two blind reviews of this version disagree, and a specialist decides now.", next: "." };
    case null:
      return {
        stands: "It cannot be told at the moment how this panel stands.",
        next: "; please try again in a moment.",
      };
  }
}
