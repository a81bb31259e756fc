// How the pipeline learns who could be asked for a review, what waits for them, and who is out of office.
import type { Absence, Collaborator, FileHistory, RosterFiles, Workload } from "../core/assign/roster.js";
import type { Account } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import type { PullRef, RepositoryRef } from "../core/facts/work.js";

/** Implemented by github/; what was read is remembered for an hour. Throws AppError for an outage or a limit, which pass; what GitHub refuses is `unavailable`. */
export interface RosterReader {
  /** People who may push here. Of very many the first thousand. */
  listCollaborators(ref: RepositoryRef): Promise<Source<readonly Collaborator[]>>;
  /** `team` as `org/slug`. A team that does not exist, or that the App may not see, has nobody in it. */
  listTeamMembers(ref: RepositoryRef, team: string): Promise<Source<readonly Account[]>>;
  /**
   * CODEOWNERS and the lists of who is away, at the tip of the branch and of the organisation's `.github` repository; and the last
   * commits to these files on the branch, of ten files at most.
   */
  loadRosterFiles(
    ref: RepositoryRef,
    branch: string,
    paths: readonly string[],
  ): Promise<RosterFiles & { readonly history: Source<readonly FileHistory[]> }>;
}

export interface WorkloadQuery {
  /** Whose installation is looked at, and which pull request is left out. */
  readonly ref: PullRef;
  /** Numeric account ids. */
  readonly people: readonly number[];
  /** ISO 8601 UTC: sessions that ended before are over. */
  readonly at: string;
  /** ISO 8601 UTC: approvals before are not counted. */
  readonly approvedSince: string;
}

/** Implemented by db/workload.ts. */
export interface WorkloadStore {
  /** By account id; who is not in it has nothing. */
  loadWorkload(query: WorkloadQuery): Promise<ReadonlyMap<number, Workload>>;
  /** The newest word of each of these people, whether it still holds or not. */
  loadAbsences(installationId: number, people: readonly number[]): Promise<readonly Absence[]>;
}
