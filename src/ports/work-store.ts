// How webhook calls and the work that they ask for are kept, and how the queue sees its table. Implemented by db/. All times are given as delays, so that only the
// database's clock decides who may run what: replicas need not agree on the time.

import type { Account } from "../core/facts/facts.js";
import type { PullRef, WorkItem } from "../core/facts/work.js";

/** Failures in a row, about a minute of them, after which a person should look. Chosen, not measured. */
export const STUCK_AFTER_ATTEMPTS = 6;

/** A piece of work under lease. */
export interface ClaimedWork {
  readonly key: string;
  readonly item: WorkItem;
  readonly attempts: number;
  /** How long it waited since it was first asked for, in milliseconds. */
  readonly waitedMs: number;
}

/** Work with the proof that it is ours. */
export interface LeasedWork extends ClaimedWork {
  /** Unique per claim: whoever does not hold it can neither finish nor prolong the work. */
  readonly token: string;
  /** Null for work that belongs to no installation. */
  readonly installationId: number | null;
}

/** The right to write to GitHub for one piece of work. Once lost it never comes back. */
export interface Lease {
  /** Aborted when the lease is lost. */
  readonly signal: AbortSignal;
  /** INVARIANT: false from some seconds before anybody else can be given the work. */
  stillHeld(): boolean;
  /** @throws AppError LEASE_LOST when the work may belong to somebody else by now. */
  assertHeld(): void;
}

export interface EnqueueOptions {
  /** Not before this many milliseconds from now; default 0. */
  readonly delayMs?: number;
  /** Nobody waits for it (sweeps): what people and agents wait for is claimed first, for some minutes. */
  readonly background?: boolean;
}

export interface Completion {
  /** Periodic work: it comes back this long from now. Absent: done and gone. */
  readonly afterMs?: number;
  /** When it was wanted again meanwhile: not before this long from now, so that a burst becomes one more run; default 0. */
  readonly restMs?: number;
}

export interface Failure {
  readonly code: string;
  readonly delayMs: number;
  /** True: GitHub named the moment, so a new request must not make us try earlier. */
  readonly firm: boolean;
}

export interface QueueStats {
  /** Due, and nobody works on it. */
  readonly ready: number;
  /** Wanted later: delayed, periodic or waiting after a failure. */
  readonly delayed: number;
  readonly running: number;
  /** Failed so often that a person should look; it is still retried. */
  readonly stuck: number;
  /** How long the oldest ready work waits, in milliseconds; 0 when there is none. */
  readonly oldestReadyMs: number;
}

/** Implemented by db/work.ts, used by queue/. */
export interface WorkStore {
  enqueue(items: readonly WorkItem[], options?: EnqueueOptions): Promise<void>;
  /** Makes sure that a periodic item exists; an existing one keeps its time. */
  ensure(items: readonly WorkItem[]): Promise<void>;
  /**
   * The next due work under a new lease: of installations that are not in `last` first, oldest first, and none of those in `except`.
   * 0 stands for work that belongs to no installation. Null: nothing is due.
   */
  claim(lease: {
    readonly token: string;
    readonly ms: number;
    readonly except: readonly number[];
    readonly last: readonly number[];
  }): Promise<LeasedWork | null>;
  /** Ends the lease. Gone, unless it was wanted again meanwhile or `againAfterMs` is set. False: the lease was lost. */
  complete(token: string, then?: Completion): Promise<boolean>;
  /** Ends the lease and keeps the work for later. False: the lease was lost. */
  fail(token: string, failure: Failure): Promise<boolean>;
  /** Prolongs leases; answers the tokens that are still ours. */
  extend(tokens: readonly string[], ms: number): Promise<ReadonlySet<string>>;
  /** Gives work back untouched: it is due at once. */
  release(tokens: readonly string[]): Promise<void>;
  /** Embedded database: ends the leases of a dead process, since only one process can own the database. The number freed. */
  reclaim(): Promise<number>;
  /** Calls back when work may be due: ours at once, that of other replicas where the database can tell. */
  subscribe(onWork: () => void): Promise<() => Promise<void>>;
  stats(): Promise<QueueStats>;
}

/** A push to a pull request, as a delivery tells it. */
export interface PushSeen {
  readonly repositoryId: number;
  readonly number: number;
  readonly headSha: string;
  readonly sender: Account;
  /** The head before this one. Absent: there was none, or the payload does not say. */
  readonly replaced?: string;
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
  /** A person who took the App's authorization back: their sessions of the web pages are over. Null: nobody. */
  readonly signsOut: { readonly personId: number } | null;
  /** Base branch and head of pull requests as the payload states them: hints that save a call, never facts. */
  readonly hints: readonly {
    readonly ref: PullRef;
    readonly baseRef: string;
    readonly headSha: string;
    readonly open: boolean;
  }[];
}

/** Implemented by db/deliveries.ts; deliveries come from github/parse-delivery.ts. */
export interface DeliveryStore {
  /** Persists the delivery and its work in one transaction. False: this id was received before and nothing was done. */
  receive(delivery: Delivery): Promise<boolean>;
  /** Writes as much as some deliveries would, and takes it back. @throws when the database keeps nothing, as with a full disk. */
  tryToKeep(): Promise<void>;
}
