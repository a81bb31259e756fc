// What one person may do about a pull request now, for the review page: the same rules as for commands, asked before anything
// is typed.

import type { GateInput } from "../case/input.js";
import type { Account } from "../facts/facts.js";
import { isSamePerson } from "../facts/person.js";
import type { Session } from "../facts/submission.js";
import { addSeconds, momentOf } from "../ground/time.js";
import { mayReview } from "../people/independence.js";
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

export function standingOf(account: Account, input: GateInput): Standing {
  const { facts } = input;
  if (facts.pull.state !== "open") {
    return { kind: "closed", text: `This pull request is ${facts.pull.state}. Nothing can be decided on it any more.` };
  }
  const unneeded = noReviewNeeded(input);
  if (unneeded !== null) return { kind: "not-needed", reason: unneeded };
  const person = personOf(account, input);
  if (facts.change.status === "unavailable") return { kind: "unknown", reason: facts.change.reason };
  if (person.permission.status === "unavailable") return { kind: "unknown", reason: person.permission.reason };
  if (input.classification.tier !== "high-stakes") {
    const may = mayReview(person, input);
    return may.may ? ready(account, "clear", input) : { kind: "may-not", reason: may.reason };
  }
  const panel = reviewsOf(input).panel;
  if (panel.outcome === "split") {
    const may = mayDecide(person, input);
    if (may.may) return ready(account, "clear", input);
    return {
      kind: "closed",
      text: `${sayPanelStands(panel, account) ?? ""} Not you, because your account ${may.reason}.`,
    };
  }
  const closed = sayPanelStands(panel, account);
  if (closed !== null) return { kind: "closed", text: closed };
  const may = maySitBeside(person, panel, input);
  return may.may ? ready(account, "sealed", input) : { kind: "may-not", reason: may.reason };
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

/** The same for somebody who has asked for nothing yet. */
function sayPanelStands(panel: Panel, account: Account): string | null {
  return sayPanelState(panel, account)?.stands ?? null;
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
