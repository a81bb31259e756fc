// What is known about people who could be asked: read by the pipeline, cached for an hour, weighed by choose.ts. Plain data.
// Every text of a file in here is hostile: whoever may push to the base branch wrote it.
import type { Account, Permission, PersonFacts } from "../facts/facts.js";
import type { Source } from "../facts/source.js";
import type { Tier } from "../ground/tier.js";
import type { Owner } from "./codeowners.js";

/** Somebody with access to the repository. */
export interface Collaborator {
  readonly account: Account;
  readonly permission: Permission;
}

/** One commit to a file, as far as GitHub knows whose it is. */
export interface FileCommit {
  readonly sha: string;
  /** Numeric ids of the people who wrote it; empty when GitHub links it to nobody. */
  readonly authors: readonly number[];
  /** ISO 8601; chosen by whoever made the commit, so it may lie anywhere. */
  readonly at: string;
}

export interface FileHistory {
  readonly path: string;
  /** Newest first, the last twenty. */
  readonly commits: readonly FileCommit[];
}

/** A text file at the base branch or in the organisation's `.github` repository. */
export interface RosterFile {
  /** Such as `acme/shop: CODEOWNERS`. */
  readonly name: string;
  readonly text: Source<string>;
}

/** What the repository's and the organisation's files say about people; null where a file does not exist. */
export interface RosterFiles {
  /** The first of GitHub's three places that has one. */
  readonly codeowners: RosterFile | null;
  readonly away: readonly RosterFile[];
}

/** Until when somebody is away, by their own word or by a file. */
export interface Away {
  /** Lower case. */
  readonly login: string;
  readonly accountId: number | null;
  /** Both ends ISO 8601; away from the first moment, back at the second. */
  readonly from: string;
  readonly until: string;
}

export interface Roster {
  /** Each person once. `teams` holds those of the policy's teams that matter for this change. */
  readonly people: readonly PersonFacts[];
  /** Of each changed file, of a large change the first ones, whom CODEOWNERS gives it to. */
  readonly owners: readonly (readonly Owner[])[];
  /** Numeric ids of the members of teams that own something, by `org/slug` in lower case. */
  readonly ownerTeams: ReadonlyMap<string, ReadonlySet<number>>;
  readonly history: readonly FileHistory[];
  readonly away: readonly Away[];
  /** By account id. */
  readonly workload: ReadonlyMap<number, Workload>;
  /** What could not be read or was not used, in words. */
  readonly notes: readonly string[];
}

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
