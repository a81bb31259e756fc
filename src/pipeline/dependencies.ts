// What the pipeline's functions are given. Built once in wire.ts; replaced by fakes in tests.
import type {
  AuditLog,
  Clock,
  Examiner,
  FormStore,
  GithubDeliveries,
  GithubReader,
  GithubWriter,
  Logger,
  OutboxEffect,
  PackageSource,
  PullStore,
  ReplayStore,
  RosterReader,
  Seals,
  WorkloadStore,
  WorkQueue,
} from "../ports.js";
import type { ExamineFiles } from "./load-examined-files.js";

/** Counts what the pipeline did, for /metrics. Labels never hold names of repositories or people. */
export interface PipelineMetrics {
  evaluated(tier: string, conclusion: string): void;
  wrote(what: "check_run" | "briefing" | OutboxEffect["effect"]["kind"]): void;
  bypassed(): void;
  /** A review came from somebody who was asked. `within`: the tightest objective of the policy that it met. */
  answered(tier: string, hours: number, within: "median" | "p95" | "late"): void;
  /** A time passed: the next one was asked. */
  escalated(tier: string): void;
  /** A time passed for good. */
  timedOut(tier: string, outcome: "deny" | "approve-with-log"): void;
}

export interface PipelineDependencies {
  readonly reader: GithubReader;
  readonly writer: GithubWriter;
  readonly deliveries: GithubDeliveries;
  readonly roster: RosterReader;
  readonly examiner: Pick<Examiner, "prepare">;
  readonly examine: ExamineFiles;
  readonly packages: PackageSource;
  readonly store: PullStore;
  readonly workload: WorkloadStore;
  readonly replays: ReplayStore;
  readonly forms: FormStore;
  readonly seals: Seals;
  readonly audit: AuditLog;
  readonly queue: WorkQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: PipelineMetrics;
  /** Base of every link that is posted, without a slash at the end. */
  readonly publicUrl: string;
  /** People can sign in to the App's pages. */
  readonly signIn: boolean;
}

/** What one piece of work is given: the dependencies, and its right to publish. */
export interface Leased extends PipelineDependencies {
  readonly lease: Lease;
}

/** The right to publish for one piece of work. Lost when another replica took the work over. */
export interface Lease {
  /** @throws AppError LEASE_LOST when the work belongs to somebody else now. */
  assertHeld(): void;
}
