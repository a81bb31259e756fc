// Signals that there may be work come with every webhook, and each look costs a statement. The first signal is passed on at
// once, those of the next moment as one.
import type { Timers } from "./timers.js";

/** Longer: work that comes in a burst starts later; shorter: more statements beside the webhooks' own. */
export const SIGNAL_GAP_MS = 25;
const NEVER = new Promise<never>(() => undefined);

export function gatherSignals(pass: () => void, timers: Pick<Timers, "atMost">): () => void {
  let resting = false;
  let missed = false;
  return function signal(): void {
    if (resting) {
      missed = true;
      return;
    }
    resting = true;
    pass();
    void timers.atMost(SIGNAL_GAP_MS, NEVER).then(() => {
      resting = false;
      if (!missed) return;
      missed = false;
      signal();
    });
  };
}
