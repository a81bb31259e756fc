// The queue's rules over its table: who may take what, for how long, and when it comes back
// (docs/decisions/0001-work-queue.md).
import { randomUUID } from "node:crypto";
import type { Failure, LeasedWork, QueueStats, WorkStore } from "../ports/work-store.js";
import type { Clock, WorkQueue } from "../ports.js";
import type { Turn } from "./installations.js";
import { createLease, LEASE_MS, type OwnLease } from "./lease.js";
import { intervalMs, PERIODIC_ITEMS } from "./periodic.js";
import { toFailure } from "./retry.js";

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
export const REST_MS = 2_000;

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
