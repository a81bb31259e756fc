// When failed work is tried again. Nothing is ever given up: a pull request whose evaluation fails stays blocked, so the next
// success must come by itself.
import { AppError, type ErrorCode } from "../errors.js";
import type { Failure } from "../ports/work-store.js";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
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
