// How the pipeline learns what waits for people and who is out of office. Implemented by db/workload.ts.
import type { Absence, Workload } from "../core/assign/roster.js";
import type { PullRef } from "../core/facts/work.js";

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

export interface WorkloadStore {
  /** By account id; who is not in it has nothing. */
  loadWorkload(query: WorkloadQuery): Promise<ReadonlyMap<number, Workload>>;
  /** The newest word of each of these people, whether it still holds or not. */
  loadAbsences(installationId: number, people: readonly number[]): Promise<readonly Absence[]>;
}
