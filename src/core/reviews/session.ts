// The clock of a review session: how long a careful look takes at least, and when a session ends by itself.

import type { Session } from "../facts/submission.js";
import { addSeconds, durationSeconds, isAtOrAfter } from "../ground/time.js";
import type { Policy } from "../policy/schema.js";

const SECONDS_PER_HOUR = 3_600;

/**
 * Seconds that must pass from `start` to the submission: `min_seconds`, or the time for the counted lines at
 * `max_lines_per_hour` when that is more, capped by `max_required_seconds`. The cap never goes below `min_seconds`.
 */
export function requiredSeconds(review: Policy["review"], countedLines: number): number {
  const reading = Math.ceil((countedLines / review.max_lines_per_hour) * SECONDS_PER_HOUR);
  const cap = Math.max(review.max_required_seconds, review.min_seconds);
  return Math.min(Math.max(review.min_seconds, reading), cap);
}

/** Faster than the pace at which defects are still found: accepted, and recorded as fast. */
export function isFast(review: Policy["review"], countedLines: number, seconds: number): boolean {
  return seconds < (countedLines / review.careful_lines_per_hour) * SECONDS_PER_HOUR;
}

export function expiryOf(review: Policy["review"], startedAt: string): string {
  return addSeconds(startedAt, durationSeconds(review.session_expires));
}

/** The last moment of a session still belongs to it. */
export function isExpired(session: Session, at: string): boolean {
  return !isAtOrAfter(session.expiresAt, at);
}
