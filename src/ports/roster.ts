// How the pipeline learns who could be asked for a review. Implemented by github/; what was read is remembered for an hour.
import type { Collaborator, FileHistory, RosterFiles } from "../core/assign/roster.js";
import type { Account } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import type { RepositoryRef } from "../core/facts/work.js";

/** Reads GitHub. Throws AppError for an outage or a limit, which pass; what GitHub refuses is `unavailable`. */
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
