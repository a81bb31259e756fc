// How far this machine's clock is from GitHub's, by the `Date` of its answers. GitHub refuses tokens that were signed minutes off, and
// times that people's comments carry are GitHub's.
import type { Clock, Logger } from "../ports.js";

/** Answers that are remembered. The one in the middle decides, so that a single odd one moves nothing. */
const REMEMBERED = 5;
const NEEDED = 3;
/** What is less is left alone: `Date` has whole seconds, and answers take time. */
const TOLERATED_MS = 30_000;
/** What was off has to come this near to be right again, so that a clock at the border is not told of with every answer. */
const RIGHT_MS = 15_000;
/** The `Date` of an answer lies somewhere in the time that it took. */
const SLOW_MS = 10_000;

/** Null: it is right, or off by as little as GitHub puts up with. */
export function sayClock(aheadMs: number): string | null {
  // A difference that was corrected may be told until it is small again.
  if (Math.abs(aheadMs) < RIGHT_MS) return null;
  const seconds = Math.round(Math.abs(aheadMs) / 1_000);
  return `this machine's clock is ${seconds} s ${aheadMs > 0 ? "ahead of" : "behind"} GitHub's; set it right`;
}

export class GithubClock implements Clock {
  readonly #ours: () => Date;
  readonly #logger: Logger;
  readonly #seen: number[] = [];
  #aheadMs = 0;
  /** What was logged last. */
  #toldMs = 0;

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
    const limit = this.#aheadMs === 0 ? TOLERATED_MS : RIGHT_MS;
    this.#aheadMs = Math.abs(aheadMs) < limit ? 0 : Math.round(aheadMs);
    const isOff = this.#aheadMs !== 0;
    const isNews = isOff !== (this.#toldMs !== 0) || Math.abs(this.#aheadMs - this.#toldMs) >= TOLERATED_MS;
    if (!isNews) return;
    this.#toldMs = this.#aheadMs;
    if (isOff) this.#logger.warn({ aheadSeconds: Math.round(aheadMs / 1_000) }, "this machine's clock is not GitHub's");
    else this.#logger.info({}, "this machine's clock is right again");
  }
}

function middleOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
