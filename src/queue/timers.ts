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
