// Who was asked to review which version, why, and how that ended. Data without free text: the words are made from it each time.

import type { Tier } from "../ground/tier.js";
import type { Account } from "./facts.js";

/** On a behavior-changing change always 1; on a panel 2 is asked for once the first review is sealed. */
export type Seat = 1 | 2;

export type ReviewedTier = Exclude<Tier, "format-safe">;

/**
 * `answered`: their review was taken · `reassigned`: handed on by a command · `refused`: GitHub does not let them be asked ·
 * `timed-out`: no review in time, and no session of theirs that holds the time (see settle.ts) · `superseded`: another version or
 * another request took its place · `unneeded`: no review is wanted any more.
 */
export const END_KINDS = ["answered", "reassigned", "refused", "timed-out", "superseded", "unneeded"] as const;
export type EndKind = (typeof END_KINDS)[number];

/** What follows on a time that passed; the first time it is always `escalate`. */
export const TIMEOUT_OUTCOMES = ["escalate", "deny", "approve-with-log"] as const;
export type TimeoutOutcome = (typeof TIMEOUT_OUTCOMES)[number];

export interface RequestEnd {
  readonly at: string;
  readonly how: EndKind;
  /** Null unless `timed-out`. */
  readonly outcome: TimeoutOutcome | null;
}

export interface ReviewRequest {
  /** The version that they were asked about. */
  readonly fingerprint: string;
  /** 1, 2, 3, …: the requests of one version in their order. */
  readonly roll: number;
  readonly seat: Seat;
  readonly tier: ReviewedTier;
  /** Null: nobody was suitable. The time runs all the same, and the next look may find somebody. */
  readonly person: Account | null;
  /** The moment of the snapshot that it was decided from. */
  readonly askedAt: string;
  readonly why: Why;
  /** Null: they are still asked. */
  readonly ended: RequestEnd | null;
}

/** That a request ended; found by its version and roll. */
export interface EndedRequest {
  readonly request: Pick<ReviewRequest, "fingerprint" | "roll" | "person">;
  readonly end: RequestEnd;
}

/**
 * Why somebody is not asked, the first reason that applies. `access`: may not review here at all · `involved`: had a hand in the
 * change · `expertise`: is from none of the teams that have to review it · `exposed`: gave or knew a verdict on this version ·
 * `seated`: sits on the panel · `asked-before`: was asked for this version · `away` · `busy`: `max_open` · `cool-down`.
 */
export const SET_ASIDE = [
  "access",
  "involved",
  "expertise",
  "exposed",
  "seated",
  "asked-before",
  "away",
  "busy",
  "cool-down",
] as const;
export type SetAside = (typeof SET_ASIDE)[number];

/** What spoke for a person, and what waits for them. */
export interface Fit {
  /** Teams of `reviewers.experts` for these files that they are a member of. */
  readonly expertOf: readonly string[];
  /** Changed files that CODEOWNERS gives to them, of `files`. */
  readonly owned: number;
  readonly files: number;
  /** Their commits to the changed files that were looked at, each commit once. */
  readonly commits: number;
  readonly lastCommitAt: string | null;
  /** Reviews that wait for them elsewhere. */
  readonly open: number;
  /** Minutes that these take to read with care, heavier tiers counted more. */
  readonly waitingMinutes: number;
}

export interface Why {
  /** Somebody had asked this person on GitHub; the request was taken over. */
  readonly adopted: boolean;
  /** Null where nobody was weighed: taken over, or nobody suitable. */
  readonly fit: Fit | null;
  /** How many people could have been asked. */
  readonly suitable: number;
  readonly setAside: Readonly<Partial<Record<SetAside, number>>>;
  /** What could not be read, or was not used, each in words. May hold fragments of others' texts: neutralise on output. */
  readonly notes: readonly string[];
}

/** Two requests with the same version and roll are one. */
export function isSameRequest(
  a: Pick<ReviewRequest, "fingerprint" | "roll">,
  b: Pick<ReviewRequest, "fingerprint" | "roll">,
): boolean {
  return a.fingerprint === b.fingerprint && a.roll === b.roll;
}
