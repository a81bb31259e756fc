// The queue's rules over its table: who may take what, for how long, and when it comes back (docs/decisions/0001-work-queue.md). Nothing is
// ever given up: a pull request whose evaluation fails stays blocked, so the next success must come by itself.
import { randomUUID } from "node:crypto";
import type { WorkItem, WorkKind } from "../core/facts/work.js";
import { AppError, type ErrorCode } from "../errors.js";
import type { Failure, Lease, LeasedWork, QueueStats, WorkStore } from "../ports/work-store.js";
import type { Clock, WorkQueue } from "../ports.js";
import type { Turn } from "./installations.js";

export interface Claim {
  readonly work: LeasedWork;
  readonly lease: OwnLease;
}

export interface Queue extends WorkQueue {
  /** Frees what a dead process held of an embedded database, and makes sure that the periodic work exists. */
  prepare(): Promise<void>;
  /** The next due work of those whose turn it is; null when nothing is due. */
  claim(turn: Turn): Promise<Claim | null>;
  complete(work: LeasedWork): Promise<void>;
  /** When it will be tried again. */
  fail(work: LeasedWork, error: unknown): Promise<Failure>;
  /** Confirms the leases; those that are gone are lost from now on. */
  prolong(claims: readonly Claim[]): Promise<void>;
  /** Gives work back; its leases are lost first. */
  release(claims: readonly Claim[]): Promise<void>;
  subscribe(onWork: () => void): Promise<() => Promise<void>>;
  stats(): Promise<QueueStats>;
}

/**
 * What was asked for again during its run waits so long before the next one. Longer: people wait after a burst of events;
 * shorter: a pull request with many checks is evaluated for each of them. Chosen, not measured.
 */
const REST_MS = 2_000;

export function createQueue(store: WorkStore, clock: Clock, restMs = REST_MS): Queue {
  return {
    enqueue: (items, options) => store.enqueue(items, options),
    async prepare() {
      await store.reclaim();
      await store.ensure(PERIODIC_ITEMS);
    },
    async claim(turn) {
      const askedAt = clock.now();
      const work = await store.claim({ token: randomUUID(), ms: LEASE_MS, ...turn });
      return work === null ? null : { work, lease: createLease(clock, askedAt) };
    },
    async complete({ token, item }) {
      const afterMs = intervalMs(item.kind) ?? undefined;
      // A lease that was lost means that somebody else does it again, which changes nothing.
      await store.complete(token, { afterMs, restMs });
    },
    async fail({ token, attempts }, error) {
      const failure = toFailure(error, attempts, clock.now());
      await store.fail(token, failure);
      return failure;
    },
    async prolong(claims) {
      const askedAt = clock.now();
      const held = claims.filter(({ lease }) => lease.stillHeld());
      if (held.length === 0) return;
      const ours = await store.extend(
        held.map(({ work }) => work.token),
        LEASE_MS,
      );
      for (const { work, lease } of held) {
        if (ours.has(work.token)) lease.prolong(askedAt);
        else lease.lose();
      }
    },
    async release(claims) {
      for (const { lease } of claims) lease.lose();
      await store.release(claims.map(({ work }) => work.token));
    },
    subscribe: (onWork) => store.subscribe(onWork),
    stats: () => store.stats(),
  };
}

const MINUTE = 60_000;

/** How long after a run of periodic work the next one starts, one row for all replicas (DESIGN §8). Longer: a missed webhook heals later; shorter: more API calls. */
const INTERVALS_MS: { readonly [Kind in WorkKind]?: number } = {
  sweep: 3 * MINUTE,
  "full-sweep": 60 * MINUTE,
  redeliver: 10 * MINUTE,
};

const PERIODIC_ITEMS: readonly WorkItem[] = [{ kind: "sweep" }, { kind: "full-sweep" }, { kind: "redeliver" }];

/** Null: done once and gone. */
function intervalMs(kind: WorkKind): number | null {
  return INTERVALS_MS[kind] ?? null;
}

/** How long the database keeps others away. Longer: a dead replica's work waits longer; shorter: a pause loses more work. */
export const LEASE_MS = 30_000;
/** One heartbeat may fail without the lease being lost. */
export const HEARTBEAT_MS = 10_000;
/** What starts while the lease is held has this long to reach GitHub before anybody else may begin. Chosen, not measured. */
export const SAFETY_MS = 5_000;

/** The right to write to GitHub for one piece of work, as this process sees it. */
interface OwnLease extends Lease {
  /** It was confirmed; `askedAt` is when the confirmation was asked for, so the database's term ends later than ours. */
  prolong(askedAt: Date): void;
  lose(): void;
}

/** INVARIANT: counted from before the database was asked, and shorter by SAFETY_MS, so it ends before another's can begin. */
export function createLease(clock: Clock, askedAt: Date): OwnLease {
  const lost = new AbortController();
  let heldUntilMs = 0;
  const prolong = (from: Date) => {
    heldUntilMs = from.getTime() + LEASE_MS - SAFETY_MS;
  };
  const stillHeld = () => {
    if (!lost.signal.aborted && clock.now().getTime() >= heldUntilMs) lost.abort();
    return !lost.signal.aborted;
  };
  prolong(askedAt);
  return {
    signal: lost.signal,
    stillHeld,
    assertHeld() {
      if (!stillHeld()) throw new AppError("LEASE_LOST", "the work may belong to another replica by now");
    },
    prolong,
    lose: () => lost.abort(),
  };
}

const SECOND = 1_000;
const FIRST_DELAY_MS = SECOND;
/** The longest a mended outage goes unnoticed: people who wrote something have their answer a minute after it. */
export const MAX_DELAY_MS = 45 * SECOND;
/** What failed so often, for half an hour at least, is mended by a person, if at all. */
const LASTING_ATTEMPTS = 40;
const LASTING_DELAY_MS = 15 * MINUTE;
/** Others are down. They come back without a word, also after hours, and trying costs little meanwhile. */
const OUTAGES: readonly ErrorCode[] = ["GITHUB_UNAVAILABLE", "DATABASE_UNAVAILABLE"];
/** GitHub's primary limits reset within the hour; a later moment is a fault in what we were told. */
export const MAX_FIRM_DELAY_MS = 60 * MINUTE;

/**
 * 1 s, 2 s, 4 s … 45 s, and 15 min for what does not mend itself. Without chance: replicas never try the same work, so nothing has
 * to be spread.
 */
export function backoffMs(attemptsBefore: number, code: ErrorCode): number {
  if (attemptsBefore >= LASTING_ATTEMPTS && !OUTAGES.includes(code)) return LASTING_DELAY_MS;
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attemptsBefore, 30));
}

/** `attemptsBefore`: how often this work had failed before this failure. */
export function toFailure(error: unknown, attemptsBefore: number, now: Date): Failure {
  const code = error instanceof AppError ? error.code : "INTERNAL";
  const delayMs = backoffMs(attemptsBefore, code);
  if (!(error instanceof AppError)) return { code, delayMs, firm: false };
  if (error.retryAt === null) return { code: error.code, delayMs, firm: false };
  const askedMs = Math.min(MAX_FIRM_DELAY_MS, error.retryAt.getTime() - now.getTime());
  return { code: error.code, delayMs: Math.max(delayMs, askedMs), firm: true };
}
