// The right to write to GitHub for one piece of work, as this process sees it.
import { AppError } from "../errors.js";
import type { Lease } from "../ports/work-store.js";
import type { Clock } from "../ports.js";

/** How long the database keeps others away. Longer: a dead replica's work waits longer; shorter: a pause loses more work. */
export const LEASE_MS = 30_000;
/** One heartbeat may fail without the lease being lost. */
export const HEARTBEAT_MS = 10_000;
/** What starts while the lease is held has this long to reach GitHub before anybody else may begin. Chosen, not measured. */
export const SAFETY_MS = 5_000;

export interface OwnLease extends Lease {
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
