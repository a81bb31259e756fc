// How the pipeline sees what the App remembers: pull requests, records, the outbox, the audit chain, replays. Implemented by db/.
import type { Absence } from "../core/assign/roster.js";
import type { FiledEntry, QuotedEntry } from "../core/audit/chain.js";
import type { CheckName, Decision } from "../core/case/decision.js";
import type { BriefingEffect, CheckRunEffect, Effect } from "../core/case/effect.js";
import type { AuditEntry, AuditEvent, RecordChanges, Records } from "../core/facts/records.js";
import type { RevealedReview } from "../core/facts/submission.js";
import type { PullRef, RepositoryRef } from "../core/facts/work.js";
import type { ReplayReport } from "../core/replay/replay-report.js";

/** What the App remembers of a pull request between evaluations. */
export interface PullState {
  readonly ref: PullRef;
  readonly baseRef: string | null;
  /** The head that `decision` was made for; only while there is no decision is it the head that a delivery named. */
  readonly headSha: string | null;
  /** The head that a delivery named since; absent: none did. A hint that saves time, never a fact. */
  readonly newHeadSha?: string;
  readonly open: boolean;
  readonly decision: Decision | null;
  readonly published: Published | null;
}

/** What we wrote to GitHub last, for the time in which GitHub's reads do not show it yet. */
export interface Published {
  readonly headSha: string;
  /** Absent: written by an earlier version, which knew the one name. */
  readonly name?: CheckName;
  readonly checkRunId: number | null;
  /** What that check run said; null: in progress, or none was written. */
  readonly conclusion: CheckRunEffect["conclusion"];
  /** Base branches that the conclusion was decided for: the pull request's own, and those of others with this head. */
  readonly bases?: readonly string[];
  readonly briefingId: number | null;
  /** Of the briefing's text. Deleted by somebody, it is written anew only when it has something else to say. */
  readonly briefingHash?: string;
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

/**
 * An effect that must reach GitHub once, even over a crash: `key` is the marker of a reply or issue, `reaction:<comment>:<content>`,
 * `removal:<comment>`, or names which request for a review is made or taken back.
 */
export interface OutboxEffect {
  readonly key: string;
  readonly effect: Exclude<Effect, CheckRunEffect | BriefingEffect>;
}

/** Age blocks of what was sealed, by commitment. */
export type SealedBoxes = ReadonlyMap<string, string>;

/** Why reviews that become known with a panel do not count on it, by commitment. */
export type NotSeated = ReadonlyMap<string, { readonly at: string; readonly reason: string }>;

export interface SealedBox {
  readonly commitment: string;
  readonly box: string;
}

/** What one evaluation adds. */
export interface Recorded {
  readonly changes: RecordChanges;
  readonly events: readonly AuditEvent[];
  readonly outbox: readonly OutboxEffect[];
  /** One for each of `changes.sealed`. */
  readonly boxes: SealedBoxes;
  /** Answers to entries of the review page. `answer`: an age block, null when there is nothing to say. */
  readonly answers: readonly { readonly entryId: number; readonly accepted: boolean; readonly answer: string | null }[];
  /** Who said that they are, or are no longer, out of office; absent: nobody. */
  readonly absences?: readonly Absence[];
}

export type AuditHead = QuotedEntry;

/** A success as we wrote it, and whose it is. */
export interface StandingSuccess {
  readonly ref: PullRef;
  readonly open: boolean;
  readonly published: Published;
  /** Base branches that it was earned for. */
  readonly bases: readonly string[];
}

export interface PullStore {
  loadState(repositoryId: number, number: number): Promise<PullState | null>;
  /** By the repository's present name, for the web pages. Names are compared without case. */
  findPull(owner: string, name: string, number: number): Promise<PullState | null>;
  loadRecords(repositoryId: number, number: number): Promise<Records>;
  /**
   * Adds the changes, appends the audit events, puts `outbox` (what is still to be written to GitHub) into the outbox table and
   * answers entries of the review page, in one transaction. Adding the same thing twice changes nothing.
   */
  record(ref: PullRef, recorded: Recorded): Promise<void>;
  /** What was sealed under these commitments, as far as it is still there. */
  loadBoxes(commitments: readonly string[]): Promise<readonly SealedBox[]>;
  /**
   * Makes these sealed reviews known, by commitment, appends `events` and fills the outbox, all or nothing. False: somebody else
   * did it before, or one of them is gone. `aside`: those among them that do not count, by commitment.
   */
  reveal(
    ref: PullRef,
    revealed: ReadonlyMap<string, RevealedReview>,
    events: readonly AuditEvent[],
    outbox: readonly OutboxEffect[],
    aside?: NotSeated,
  ): Promise<boolean>;
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
    saved: { baseRef: string; headSha: string; open: boolean; decision: Decision; countedLines: number },
    events: readonly AuditEvent[],
  ): Promise<AuditHead | null>;
  savePublished(ref: PullRef, published: Published): Promise<void>;
  /** Other open pull requests of the repository with this head SHA, and their last decision for it. */
  loadSiblings(
    repositoryId: number,
    headSha: string,
    except: number,
  ): Promise<readonly { number: number; decision: Decision | null }[]>;
  /**
   * Successes under the name that rules require, on the head that this pull request was last heard to have, whoever earned them and
   * whether their pull request is open or not. Newest word on the asked pull request's own base branch: `base`.
   */
  findSuccesses(
    ref: PullRef,
  ): Promise<{ readonly base: string | null; readonly successes: readonly StandingSuccess[] }>;
  /** Open pull requests known with this head SHA. */
  findByHead(repositoryId: number, headSha: string): Promise<readonly PullRef[]>;
  /** Is or was this branch the base of a pull request that we know? Only such branches have a gate to pass. */
  isBase(repositoryId: number, branch: string): Promise<boolean>;
  /** Is another branch known to be gated, as the base of some pull request? */
  hasOtherGate(repositoryId: number, branch: string): Promise<boolean>;
  listOpen(repositoryId: number): Promise<readonly OpenPull[]>;
  /** Repositories that have open pull requests. */
  listRepositories(): Promise<readonly RepositoryRef[]>;
  /**
   * Marks the pull request as closed. Only when it was open until now: appends `events` and fills the outbox with what may quote the
   * newest entry after that, in the same transaction, so that a merge is recorded once. True when it was open.
   */
  markClosed(
    ref: PullRef,
    events: readonly AuditEvent[],
    outboxFor: (newest: AuditHead | null) => readonly OutboxEffect[],
  ): Promise<boolean>;
  /** The newest entry of the audit chain about this pull request; null: there is none. */
  loadAuditHead(ref: PullRef): Promise<AuditHead | null>;
}

export interface AuditLog {
  append(installationId: number, events: readonly AuditEvent[]): Promise<AuditEntry | null>;
  /** The newest entry of the chain; null when it is empty. */
  head(installationId: number): Promise<AuditEntry | null>;
  read(installationId: number, from: number, limit: number): Promise<readonly FiledEntry[]>;
  installations(): Promise<readonly number[]>;
}

export interface StoredReplay {
  /** Null: it is being made, or what is stored is of another version. */
  readonly report: ReplayReport | null;
  /** When it was begun or, with a report, finished. */
  readonly madeAt: Date;
}

/** What proposed policies would have decided. Implemented by db/replays.ts. */
export interface ReplayStore {
  find(repositoryId: number, key: string): Promise<StoredReplay | null>;
  /** Notes that it is being made from now on. A report that is there goes. */
  begin(repositoryId: number, key: string): Promise<void>;
  finish(repositoryId: number, key: string, report: ReplayReport): Promise<void>;
}
