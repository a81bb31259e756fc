// The two reviewers of one version of a high-stakes change: who sits, who does not count and why, and, once both reviews are
// revealed, what came of it. Everything is computed anew from the records; nothing about a panel is stored as such.
//
// INVARIANT: while a panel is open or complete, nothing here depends on what a sealed review says.

import type { NotCounted } from "../case/decision.js";
import type { GateInput } from "../case/input.js";
import { type Account, isSamePerson, latestOfEach, type PersonFacts } from "../facts/facts.js";
import { compareSources, type RevealedReview, type SealedReview } from "../facts/submission.js";
import { momentOf } from "../ground/time.js";
import { faultOfInvolvement, type MayReview } from "../people/independence.js";
import { loginNow, personNow } from "../people/person-of.js";
import { faultOfAccess, unknownOfAccess } from "../people/rights.js";
import { expertTeams, faultOfExposure, maySit } from "./may-sit.js";

export const SEATS = 2;

export type PanelOutcome = "approved" | "rejected" | "split";

export interface Panel {
  readonly round: number;
  /** `open`: 0 or 1 seats taken · `complete`: both taken, about to be revealed · `revealed`: with an outcome. */
  readonly state: "open" | "complete" | "revealed";
  /** Those that count, in order of receipt; two at most. */
  readonly seats: readonly SealedReview[];
  /** Null until it is revealed. */
  readonly outcome: PanelOutcome | null;
  readonly notCounted: readonly NotCounted[];
  /** Sealed for the panel that is under way, and not among its seats. They are shown at the reveal as well. */
  readonly aside: readonly SetAside[];
  /** What has to be known of a revealed panel's members and is not; null when all is known. Nothing passes meanwhile. */
  readonly unknown: string | null;
}

export interface SetAside {
  readonly review: SealedReview;
  /** Reads on behind the person's name. */
  readonly reason: string;
}

/** The latest panel of this version that was revealed and still stands, else the one that is under way. */
export function panelOf(input: GateInput): Panel {
  const reviews = input.records.sealed.filter(({ fingerprint }) => fingerprint === input.fingerprint).sort(byReceipt);
  const rounds = [...new Set(reviews.map(({ round }) => round))].sort((a, b) => b - a);
  const dropped: NotCounted[] = [];
  const fallen: SealedReview[] = [];
  const alone: SealedReview[] = [];
  const shownAside = latestOfEach(reviews.filter(isShownAside)).map((review) =>
    toNotCounted(review, review.voided?.reason ?? "", input),
  );
  let open = rounds[0] ?? 1;
  for (const round of rounds) {
    const members = latestOfEach(
      reviews.filter((one): one is Revealed => one.round === round && one.voided === null && one.revealed !== null),
    );
    if (members.length === 0) continue;
    open = Math.max(open, round + 1);
    if (members.length < SEATS) {
      alone.push(...members);
      continue;
    }
    const judged = judgeRevealed(members, round, input);
    if (judged.outcome !== null || judged.unknown !== null) {
      return { ...judged, notCounted: [...judged.notCounted, ...shownAside] };
    }
    dropped.push(...judged.notCounted);
    fallen.push(...judged.seats);
  }
  const present = latestOfEach(reviews.filter(({ round, voided }) => round === open && voided === null));
  const under = seat(present, input);
  /** Whoever sealed anew is told about that review only. */
  const left = (earlier: readonly SealedReview[], reason: string) =>
    latestOfEach([...earlier].sort(byReceipt))
      .filter(({ reviewer }) => !isAmong(reviewer, present))
      .map((review) => toNotCounted(review, reason, input));
  return {
    round: open,
    state: under.seats.length < SEATS ? "open" : "complete",
    outcome: null,
    unknown: null,
    seats: under.seats,
    aside: under.aside,
    notCounted: [
      ...under.aside.map(({ review, reason }) => toNotCounted(review, reason, input)),
      ...dropped,
      ...left(fallen, FELL),
      ...left(alone, ALONE),
      ...shownAside.filter(({ login }) => !present.some(({ reviewer }) => loginNow(reviewer, input.facts) === login)),
    ],
  };
}

/** It became known with a panel on which it did not count, and never will. */
function isShownAside({ voided, revealed }: SealedReview): boolean {
  return voided !== null && revealed !== null;
}

/** Everybody who ever had a seat in a panel of this version that was revealed. */
export function isOnRevealedPanel(accountId: number | null, { records, fingerprint }: GateInput): boolean {
  return records.sealed.some(
    (review) =>
      review.fingerprint === fingerprint &&
      review.revealed !== null &&
      review.reviewer.id === (accountId ?? Number.NaN),
  );
}

/** May this person take a seat, as far as the other member's presence goes? One's own earlier review may be replaced. */
export function maySitBeside(person: PersonFacts, { seats }: Panel, input: GateInput): MayReview {
  const others = othersOn(seats, person).map(({ reviewer }) => personNow(reviewer, input));
  return maySit(person, others, input);
}

export function othersOn(seats: Panel["seats"], { account }: PersonFacts): Panel["seats"] {
  return seats.filter(({ reviewer }) => !isSamePerson(reviewer, account));
}

/** Whether a sealed review of this person sits on the panel that is under way. */
export function isMemberSeated(account: Account, input: GateInput): boolean {
  const { state, seats } = panelOf(input);
  return state !== "revealed" && seats.some(({ reviewer }) => isSamePerson(reviewer, account));
}

/** Fills the seats in the order of `reviews`. Whoever may not sit now is left out, whoever may takes the next seat. */
function seat(reviews: readonly SealedReview[], input: GateInput): Pick<Panel, "seats" | "aside"> {
  const seats: SealedReview[] = [];
  const people: PersonFacts[] = [];
  const aside: SetAside[] = [];
  for (const review of reviews) {
    const person = personNow(review.reviewer, input);
    const may = seats.length === SEATS ? TAKEN : maySit(person, people, input);
    if (may.may) {
      seats.push(review);
      people.push(person);
    } else {
      aside.push({ review, reason: `sealed a review, but ${may.reason}` });
    }
  }
  return { seats, aside };
}

const TAKEN: MayReview = { may: false, reason: "both seats were taken" };

type Revealed = SealedReview & { readonly revealed: RevealedReview };

const FELL = "sat on a panel of this version that lost a member since, so two new reviews are needed";
/** An administrator may have had reviews opened that no panel was complete with. */
const ALONE = "sealed a review that was opened before its panel was complete";

/**
 * INVARIANT: a rejection stands until its author loses the right to review here; an approval falls with its author's
 * independence. What counts less than two of them is no outcome, but for a rejection, which only a specialist overrules.
 *
 * `members`: two at least, each person once.
 */
function judgeRevealed(members: readonly Revealed[], round: number, input: GateInput): Panel {
  const seats: Revealed[] = [];
  const notCounted: NotCounted[] = [];
  const unknown: string[] = [];
  for (const member of members) {
    const person = personNow(member.reviewer, input);
    const missing = whatIsUnknown(person, input);
    if (missing !== null) unknown.push(missing);
    const faults = faultsOfMember(member, person, input);
    if (faults.length === 0) seats.push(member);
    else notCounted.push(toNotCounted(member, faults.join("; "), input));
  }
  const rejections = seats.filter(({ revealed }) => revealed.verdict === "reject").length;
  return {
    round,
    state: "revealed",
    seats,
    outcome: outcomeOf(seats.length, rejections),
    aside: [],
    notCounted,
    unknown: unknown[0] ?? null,
  };
}

function faultsOfMember({ revealed }: Revealed, person: PersonFacts, input: GateInput): string[] {
  const access = faultOfAccess(person, input, expertTeams(input).flat());
  if (revealed.verdict === "reject") return access;
  const exposure = faultOfExposure(person, input, revealed.at);
  return [...access, ...faultOfInvolvement(person, input), ...(exposure === null ? [] : [exposure])];
}

function outcomeOf(counted: number, rejections: number): PanelOutcome | null {
  if (rejections >= SEATS) return "rejected";
  if (rejections > 0) return "split";
  return counted >= SEATS ? "approved" : null;
}

function whatIsUnknown(person: PersonFacts, input: GateInput): string | null {
  const { login } = person.account;
  const { change } = input.facts;
  const access = unknownOfAccess(person, input, expertTeams(input).flat());
  if (access !== null) return `the ${access.what} of ${login}: ${access.reason}`;
  return change.status === "unavailable" ? `the change: ${change.reason}` : null;
}

function isAmong(account: Account, reviews: readonly SealedReview[]): boolean {
  return reviews.some(({ reviewer }) => isSamePerson(reviewer, account));
}

function toNotCounted({ reviewer, url }: SealedReview, reason: string, { facts }: GateInput): NotCounted {
  return { login: loginNow(reviewer, facts), reason, url };
}

function byReceipt(a: SealedReview, b: SealedReview): number {
  return momentOf(a.receivedAt) - momentOf(b.receivedAt) || compareSources(a.source, b.source);
}
