// What waits for a person, and how much they approved lately, over the whole installation. Loaded from the store.
// INVARIANT: of blind reviews only those that were revealed count as approvals: who is asked must tell nobody what is sealed.
import type { Tier } from "../ground/tier.js";

export interface WaitingReview {
  /** Lines that count of the pull request; 0 when not known. */
  readonly lines: number;
  readonly tier: Tier;
}

export interface Workload {
  /** Open requests and open sessions of other pull requests, each pull request once. */
  readonly waiting: readonly WaitingReview[];
  /** Within `reviewers.cool_down.within`. */
  readonly approvals: number;
}

export const NO_WORK: Workload = { waiting: [], approvals: 0 };

/** That somebody is out of office. Of one account the newest word counts. */
export interface Absence {
  readonly accountId: number;
  readonly login: string;
  /** When it was said, GitHub's clock. */
  readonly saidAt: string;
  /** Not away any more from this moment on. */
  readonly until: string;
}
