// When failed work is tried again. Nothing is ever given up: a pull request whose evaluation fails stays blocked, so the next
// success must come by itself.
import { AppError } from "../errors.js";
import type { Failure } from "../ports/work-store.js";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const FIRST_DELAY_MS = SECOND;
/** The longest a mended outage goes unnoticed. Chosen, not measured. */
export const MAX_DELAY_MS = 15 * MINUTE;
/** GitHub's primary limits reset within the hour; a later moment is a fault in what we were told. */
export const MAX_FIRM_DELAY_MS = 60 * MINUTE;

/** 1 s, 2 s, 4 s … 15 min. Without chance: replicas never try the same work, so nothing has to be spread. */
export function backoffMs(attemptsBefore: number): number {
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attemptsBefore, 30));
}

/** `attemptsBefore`: how often this work had failed before this failure. */
export function toFailure(error: unknown, attemptsBefore: number, now: Date): Failure {
  const delayMs = backoffMs(attemptsBefore);
  if (!(error instanceof AppError)) return { code: "INTERNAL", delayMs, firm: false };
  if (error.retryAt === null) return { code: error.code, delayMs, firm: false };
  const askedMs = Math.min(MAX_FIRM_DELAY_MS, error.retryAt.getTime() - now.getTime());
  return { code: error.code, delayMs: Math.max(delayMs, askedMs), firm: true };
}
