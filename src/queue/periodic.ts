// Work that comes back by itself. One row each for all replicas: its next run is planned when this one is done.
import type { WorkItem, WorkKind } from "../core/facts/work.js";

const MINUTE = 60_000;

/** How long after a run the next one starts (DESIGN §8). Longer: a missed webhook heals later; shorter: more API calls. */
const INTERVALS_MS: { readonly [Kind in WorkKind]?: number } = {
  sweep: 3 * MINUTE,
  "full-sweep": 60 * MINUTE,
  redeliver: 10 * MINUTE,
};

export const PERIODIC_ITEMS: readonly WorkItem[] = [{ kind: "sweep" }, { kind: "full-sweep" }, { kind: "redeliver" }];

/** Null: done once and gone. */
export function intervalMs(kind: WorkKind): number | null {
  return INTERVALS_MS[kind] ?? null;
}
