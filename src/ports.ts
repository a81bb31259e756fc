// The interfaces through which the pipeline sees the world. Adapters in github/, db/ and queue/ implement them; main.ts
// wires them. All times are Dates or ISO 8601 strings in UTC.
import type { AuditEntry, AuditEvent } from "./core/audit/event.js";
import type {
  Account,
  ChangedFile,
  CheckResult,
  Comment,
  Commit,
  LinkedIssue,
  NativeReview,
  Permission,
  Pull,
  Repository,
  Sibling,
  Source,
} from "./core/facts.js";
import type { Decision } from "./core/gate/decision.js";
import type { Annotation, CheckRunEffect, IssueEffect, ReactionEffect, ReplyEffect } from "./core/gate/effect.js";
import type { PolicyText } from "./core/policy/schema.js";
import type { RecordChanges, Records } from "./core/records.js";
import type { PullRef, RepositoryRef, WorkItem } from "./core/work.js";

export interface Clock {
  now(): Date;
}

/** Structured log: a static message and fields. Never bodies, tokens, headers, form text or config values. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Our check run as it stands on GitHub. */
export interface PublishedCheck {
  readonly id: number;
  readonly status: "queued" | "in_progress" | "completed";
  readonly conclusion: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
  readonly detailsUrl: string | null;
}

/** Everything one call tells of a pull request. */
export interface PullSnapshot {
  readonly readAt: string;
  readonly repository: Repository;
  readonly pull: Pull;
  readonly title: string;
  readonly body: string;
  readonly author: Account | null;
  readonly branch: string;
  /** GitHub's own counts, for the completeness check. */
  readonly counts: {
    readonly files: number;
    readonly additions: number;
    readonly deletions: number;
    readonly commits: number;
  };
  /** The commit that the change is a difference to, when the snapshot's source tells it; else the reader finds it out. */
  readonly mergeBaseSha?: string | null;
  readonly commits: Source<readonly Commit[]>;
  readonly comments: Source<readonly Comment[]>;
  readonly reviews: Source<readonly NativeReview[]>;
  /** Checks and statuses of the head SHA except our own. */
  readonly checks: Source<readonly CheckResult[]>;
  readonly linkedIssues: Source<readonly LinkedIssue[]>;
  readonly siblings: Source<readonly Sibling[]>;
  /** The policy file at the tip of the pull request's base branch. */
  readonly policy: PolicyText;
  /** The organisation's floor. */
  readonly floor: PolicyText;
  /** Our check runs of this name on the head SHA, oldest first. More than one is a fault that publishing mends. */
  readonly publishedChecks: readonly PublishedCheck[];
}

/** What can change between the snapshot and the moment before `success` is written. */
export interface Freshness {
  readonly headSha: string;
  readonly baseRef: string;
  readonly state: Pull["state"];
  readonly policy: PolicyText;
  readonly floor: PolicyText;
}

export interface FilesAnswer {
  readonly files: readonly ChangedFile[];
  /** What is missing from `files`, in words; empty when complete. */
  readonly gaps: readonly string[];
}

/** Reads GitHub. Throws AppError (GITHUB_*); a source that fails alone is `unavailable` inside the answer. */
export interface GithubReader {
  /** Null when the pull request or repository does not exist or the App cannot see it. `baseRefHint` saves a call when right. */
  loadPull(ref: PullRef, hints: { readonly baseRef: string | null }): Promise<PullSnapshot | null>;
  loadFiles(ref: PullRef, snapshot: PullSnapshot): Promise<Source<FilesAnswer>>;
  loadPermission(
    ref: RepositoryRef,
    login: string,
  ): Promise<Source<{ permission: Permission; account: Account | null }>>;
  /** Those of `teams` (as org/slug) that the person is an active member of. */
  loadTeams(ref: RepositoryRef, login: string, teams: readonly string[]): Promise<Source<readonly string[]>>;
  /** Was this comment made through an App's user token? */
  loadViaApp(ref: RepositoryRef, commentId: number): Promise<Source<boolean>>;
  loadFreshness(ref: PullRef, baseRef: string): Promise<Freshness | null>;
  listOpenPulls(
    ref: RepositoryRef,
  ): Promise<readonly { number: number; baseRef: string; headSha: string; updatedAt: string }[]>;
  listInstallations(): Promise<readonly { installationId: number; suspended: boolean }[]>;
  listRepositories(installationId: number): Promise<readonly RepositoryRef[]>;
  /** Open pull requests with this head. */
  listPullsOfCommit(
    ref: RepositoryRef,
    sha: string,
  ): Promise<
    readonly { number: number; state: "open" | "closed"; merged: boolean; baseRef: string; headSha: string }[]
  >;
  /** Pull requests of a merge group, from the queue itself; null when the group is gone. */
  listMergeGroup(
    ref: RepositoryRef,
    baseRef: string,
    headSha: string,
  ): Promise<readonly { number: number; headSha: string }[] | null>;
  /** Is our check required on this branch? */
  loadEnforcement(ref: RepositoryRef, branch: string): Promise<Source<{ required: boolean; pinned: boolean }>>;
}

/** Writes GitHub. Every call throws AppError when the write is not confirmed. */
export interface GithubWriter {
  createCheckRun(ref: RepositoryRef, effect: CheckRunEffect): Promise<number>;
  /**
   * Adds `unsent` to the run's annotations (GitHub appends). The id of the run that stands now: another one, with all of
   * the effect's annotations, where GitHub did not let the old one change.
   */
  updateCheckRun(
    ref: RepositoryRef,
    id: number,
    effect: CheckRunEffect,
    unsent: readonly Annotation[],
  ): Promise<number>;
  /** Our check runs on a SHA, oldest first. */
  listCheckRuns(ref: RepositoryRef, sha: string): Promise<readonly PublishedCheck[]>;
  createComment(ref: PullRef, body: string): Promise<{ id: number }>;
  updateComment(ref: RepositoryRef, id: number, body: string): Promise<void>;
  addReaction(ref: RepositoryRef, commentId: number, content: "+1" | "confused"): Promise<void>;
  /** Opens the issue unless one with its marker exists; the number either way. */
  openIssue(ref: RepositoryRef, effect: IssueEffect): Promise<number>;
}

/** Failed deliveries, App-level. */
export interface GithubDeliveries {
  /** Asks GitHub to redeliver what failed since `since`, newest first; the number asked for. */
  redeliverFailed(since: Date): Promise<number>;
}

/** What the App remembers of a pull request between evaluations. */
export interface PullState {
  readonly ref: PullRef;
  readonly baseRef: string | null;
  readonly headSha: string | null;
  readonly open: boolean;
  readonly decision: Decision | null;
  readonly published: Published | null;
}

/** What we wrote to GitHub last, for the time in which GitHub's reads do not show it yet. */
export interface Published {
  readonly headSha: string;
  readonly checkRunId: number | null;
  readonly briefingId: number | null;
  /** Keys of the annotations sent to that check run: GitHub appends, so none may be sent twice. */
  readonly annotations: readonly string[];
}

/** An open pull request as the store knows it. */
export interface OpenPull {
  readonly ref: PullRef;
  readonly headSha: string | null;
  /** When its last evaluation was saved; null when never. */
  readonly evaluatedAt: Date | null;
}

/** An effect that must reach GitHub once, even over a crash: `key` is the marker of a reply or issue, or `reaction:<comment>:<content>`. */
export interface OutboxEffect {
  readonly key: string;
  readonly effect: ReplyEffect | ReactionEffect | IssueEffect;
}

export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

export interface PullStore {
  loadState(repositoryId: number, number: number): Promise<PullState | null>;
  /** By the repository's present name, for the web pages. Names are compared without case. */
  findPull(owner: string, name: string, number: number): Promise<PullState | null>;
  loadRecords(repositoryId: number, number: number): Promise<Records>;
  /**
   * Adds the changes, appends the audit events and puts `outbox` (replies, reactions, issues still to be written to
   * GitHub) into the outbox table, in one transaction. Adding the same thing twice changes nothing.
   */
  record(
    ref: PullRef,
    changes: RecordChanges,
    events: readonly AuditEvent[],
    outbox: readonly OutboxEffect[],
  ): Promise<void>;
  /** Effects of this pull request that were recorded and not yet confirmed as written, oldest first. */
  loadOutbox(repositoryId: number, number: number): Promise<readonly OutboxEffect[]>;
  /** The effect with this key is on GitHub. */
  markSent(ref: PullRef, key: string): Promise<void>;
  /**
   * Saves the decision and the time; appends `events` in the same transaction. Answers the newest audit entry that
   * belongs to this pull request (not the chain's newest: an unchanged decision must give the same text again).
   */
  saveDecision(
    ref: PullRef,
    saved: { baseRef: string; headSha: string; open: boolean; decision: Decision },
    events: readonly AuditEvent[],
  ): Promise<AuditHead | null>;
  savePublished(ref: PullRef, published: Published): Promise<void>;
  /** Other open pull requests of the repository with this head SHA, and their last decision for it. */
  loadSiblings(
    repositoryId: number,
    headSha: string,
    except: number,
  ): Promise<readonly { number: number; decision: Decision | null }[]>;
  /** Open pull requests known with this head SHA. */
  findByHead(repositoryId: number, headSha: string): Promise<readonly PullRef[]>;
  listOpen(repositoryId: number): Promise<readonly OpenPull[]>;
  /** Repositories that have open pull requests. */
  listRepositories(): Promise<readonly RepositoryRef[]>;
  /**
   * Marks the pull request as closed. Only when it was open until now: appends `events` and fills the outbox, in the same
   * transaction, so that a merge is recorded once. True when it was open.
   */
  markClosed(ref: PullRef, events: readonly AuditEvent[], outbox: readonly OutboxEffect[]): Promise<boolean>;
}

export interface AuditLog {
  append(installationId: number, events: readonly AuditEvent[]): Promise<AuditEntry | null>;
  /** The newest entry of the chain; null when it is empty. */
  head(installationId: number): Promise<AuditEntry | null>;
  read(installationId: number, from: number, limit: number): Promise<readonly AuditEntry[]>;
  installations(): Promise<readonly number[]>;
}

export interface PushSeen {
  readonly repositoryId: number;
  readonly number: number;
  readonly headSha: string;
  readonly sender: Account;
}

/** A webhook call whose signature holds. The payload is still to be checked. */
export interface SignedDelivery {
  readonly id: string;
  readonly event: string;
  readonly payload: unknown;
}

/** One webhook call, reduced to what it asks for. Nothing a person wrote is in it. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly action: string | null;
  readonly work: readonly WorkItem[];
  readonly push: PushSeen | null;
  /** Base branch and head of pull requests as the payload states them: hints that save a call, never facts. */
  readonly hints: readonly {
    readonly ref: PullRef;
    readonly baseRef: string;
    readonly headSha: string;
    readonly open: boolean;
  }[];
}

export interface DeliveryStore {
  /** Persists the delivery and its work in one transaction. False: this id was received before and nothing was done. */
  receive(delivery: Delivery): Promise<boolean>;
}

/** A piece of work under lease. */
export interface ClaimedWork {
  readonly key: string;
  readonly item: WorkItem;
  readonly attempts: number;
  /** How long it waited since it was first asked for, in milliseconds. */
  readonly waitedMs: number;
}

export interface WorkQueue {
  /** `background`: nobody waits for it; what people and agents wait for goes first, for some minutes. */
  enqueue(
    items: readonly WorkItem[],
    options?: { readonly delayMs?: number; readonly background?: boolean },
  ): Promise<void>;
}
