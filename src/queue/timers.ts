// Waiting, in one place, so that tests need not wait.
export interface Timers {
  /** Calls `run` every so many milliseconds until the answer is called. */
  every(ms: number, run: () => unknown): () => void;
  /** Resolves when `work` does, or after so many milliseconds. */
  atMost(ms: number, work: Promise<unknown>): Promise<void>;
}

export const SYSTEM_TIMERS: Timers = {
  every(ms, run) {
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  },
  async atMost(ms, work) {
    let timer: NodeJS.Timeout | undefined;
    const expired = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([work, expired]);
    clearTimeout(timer);
  },
};

/** Longer: work that comes in a burst starts later; shorter: more statements beside the webhooks' own. */
const SIGNAL_GAP_MS = 25;
const NEVER = new Promise<never>(() => undefined);

/**
 * Signals that there may be work come with every webhook, and each look costs a statement. The first signal is passed on at once, those of
 * the next moment as one.
 */
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
