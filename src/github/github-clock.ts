// How far this machine's clock is from GitHub's, by the `Date` of its answers. GitHub refuses tokens that were signed minutes off, and
// times that people's comments carry are GitHub's.
import type { Clock, Logger } from "../ports.js";

/** Answers that are remembered. The one in the middle decides, so that a single odd one moves nothing. */
const REMEMBERED = 5;
const NEEDED = 3;
/** What is less is left alone: `Date` has whole seconds, and answers take time. */
const TOLERATED_MS = 30_000;
/** The `Date` of an answer lies somewhere in the time that it took. */
const SLOW_MS = 10_000;

export class GithubClock implements Clock {
  readonly #ours: () => Date;
  readonly #logger: Logger;
  readonly #seen: number[] = [];
  #aheadMs = 0;

  constructor(ours: () => Date, logger: Logger) {
    this.#ours = ours;
    this.#logger = logger;
  }

  /** GitHub's time. */
  now(): Date {
    return new Date(this.#ours().getTime() - this.#aheadMs);
  }

  /** By how many milliseconds this machine's clock is ahead; negative: behind; 0: it is right, or nobody knows. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  /** `date`: of an answer that came now and took `tookMs`. */
  observe(date: string | undefined, tookMs: number): void {
    const theirs = Date.parse(date ?? "");
    if (Number.isNaN(theirs) || tookMs > SLOW_MS) return;
    this.#seen.push(this.#ours().getTime() - tookMs / 2 - (theirs + 500));
    if (this.#seen.length > REMEMBERED) this.#seen.shift();
    if (this.#seen.length >= NEEDED) this.#settle(middleOf(this.#seen));
  }

  #settle(aheadMs: number): void {
    const wasOff = this.#aheadMs !== 0;
    this.#aheadMs = Math.abs(aheadMs) < TOLERATED_MS ? 0 : Math.round(aheadMs);
    const isOff = this.#aheadMs !== 0;
    if (isOff === wasOff) return;
    if (isOff) this.#logger.warn({ aheadSeconds: Math.round(aheadMs / 1_000) }, "this machine's clock is not GitHub's");
    else this.#logger.info({}, "this machine's clock is right again");
  }
}

function middleOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
