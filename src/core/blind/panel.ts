// The two reviewers of one version of a high-stakes change: who sits, who does not count and why, and, once both reviews are
// revealed, what came of it. Everything is computed anew from the records; nothing about a panel is stored as such.
//
// INVARIANT: while a panel is open or complete, nothing here depends on what a sealed review says.
import type { Account, PersonFacts } from "../facts.js";
import type { NotCounted } from "../gate/decision.js";
import type { GateInput } from "../gate/input.js";
import { faultOfInvolvement, type MayReview } from "../review/independence.js";
import { isSamePerson } from "../review/person.js";
import { personNow } from "../review/person-of.js";
import { faultOfAccess } from "../review/rights.js";
import { momentOf } from "../review/time.js";
import { expertTeams } from "./experts.js";
import { maySit } from "./may-sit.js";
import type { RevealedReview, SealedReview } from "./sealed-review.js";

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
  /** What has to be known of a revealed panel's members and is not; null when all is known. Nothing passes meanwhile. */
  readonly unknown: string | null;
}

/** The latest panel of this version that was revealed and still stands, else the one that is under way. */
export function panelOf(input: GateInput): Panel {
  const reviews = input.records.sealed.filter(({ fingerprint }) => fingerprint === input.fingerprint);
  const rounds = [...new Set(reviews.map(({ round }) => round))].sort((a, b) => b - a);
  const dropped: NotCounted[] = [];
  let open = rounds[0] ?? 1;
  for (const round of rounds) {
    const members = reviews.filter((review): review is Revealed => review.round === round && review.revealed !== null);
    if (members.length === 0) continue;
    const judged = judgeRevealed(members, round, input);
    if (judged.outcome !== null || judged.unknown !== null) return judged;
    dropped.push(...judged.notCounted);
    open = Math.max(open, round + 1);
  }
  const under = seat(
    reviews.filter(({ round, voided }) => round === open && voided === null),
    input,
  );
  return {
    round: open,
    state: under.seats.length < SEATS ? "open" : "complete",
    outcome: null,
    unknown: null,
    seats: under.seats,
    notCounted: [...under.notCounted, ...dropped],
  };
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

interface Seated {
  readonly seats: readonly SealedReview[];
  readonly notCounted: readonly NotCounted[];
}

/** Fills the seats in order of receipt. Whoever may not sit now is left out, whoever may takes the next seat. */
function seat(reviews: readonly SealedReview[], input: GateInput): Seated {
  const seats: SealedReview[] = [];
  const people: PersonFacts[] = [];
  const notCounted: NotCounted[] = [];
  for (const review of [...reviews].sort(byReceipt)) {
    if (seats.length === SEATS) break;
    const person = personNow(review.reviewer, input);
    const may = maySit(person, people, input);
    if (may.may) {
      seats.push(review);
      people.push(person);
    } else {
      notCounted.push({ login: person.account.login, reason: `sealed a review, but ${may.reason}`, url: review.url });
    }
  }
  return { seats, notCounted };
}

type Revealed = SealedReview & { readonly revealed: RevealedReview };

/**
 * INVARIANT: a rejection stands until its author loses the right to review here; an approval falls with its author's
 * independence. What counts less than two of them is no outcome, but for a rejection, which only a specialist overrules.
 */
function judgeRevealed(members: readonly Revealed[], round: number, input: GateInput): Panel {
  const seats: Revealed[] = [];
  const notCounted: NotCounted[] = [];
  const unknown: string[] = [];
  for (const member of [...members].sort(byReceipt)) {
    const person = personNow(member.reviewer, input);
    const missing = whatIsUnknown(person, input);
    if (missing !== null) unknown.push(missing);
    const faults = [
      ...faultOfAccess(person, input, expertTeams(input).flat()),
      ...(member.revealed.verdict === "reject" ? [] : faultOfInvolvement(person, input)),
    ];
    if (faults.length === 0) seats.push(member);
    else notCounted.push({ login: person.account.login, reason: faults.join("; "), url: member.url });
  }
  const rejections = seats.filter(({ revealed }) => revealed.verdict === "reject").length;
  return {
    round,
    state: "revealed",
    seats,
    outcome: outcomeOf(members.length, seats.length, rejections),
    notCounted,
    unknown: unknown[0] ?? null,
  };
}

function outcomeOf(members: number, counted: number, rejections: number): PanelOutcome | null {
  if (members < SEATS) return null;
  if (rejections >= SEATS) return "rejected";
  if (rejections > 0) return "split";
  return counted >= SEATS ? "approved" : null;
}

function whatIsUnknown({ account, permission, teams }: PersonFacts, input: GateInput): string | null {
  const asked = input.policy.policy.reviewers.teams.length > 0;
  if (asked && teams.status === "unavailable") return `the teams of ${account.login}: ${teams.reason}`;
  if (!asked && permission.status === "unavailable") return `the permission of ${account.login}: ${permission.reason}`;
  return input.facts.change.status === "unavailable" ? `the change: ${input.facts.change.reason}` : null;
}

function byReceipt(a: SealedReview, b: SealedReview): number {
  return momentOf(a.receivedAt) - momentOf(b.receivedAt) || a.source.id - b.source.id;
}
