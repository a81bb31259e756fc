// The session behind a submission, and whether enough time passed in it.

import type { Session } from "../facts/submission.js";
import { addSeconds, secondsBetween } from "../ground/time.js";
import { requiredSeconds } from "../reviews/session.js";
import { findSession } from "./find-session.js";
import type { Turn } from "./ruling.js";
import { saySessionFault, sayTooFast } from "./say-form.js";

export interface CheckedSession {
  /** Null when there is none that is open for this change. */
  readonly session: Session | null;
  /** Since its start; 0 without one. */
  readonly seconds: number;
  /** What speaks against the submission, each a sentence; empty when nothing does. */
  readonly reasons: readonly string[];
}

const ALREADY_SEALED =
  "Your session has its review already. To replace it, comment `/countersign start` and seal a new one; what was sealed before is not opened.";

export function checkSession(turn: Turn): CheckedSession {
  const { input, at } = turn;
  const found = findSession(turn);
  if (!found.found) {
    const isSealed = input.classification.tier === "high-stakes" && found.fault === "submitted";
    const fault = isSealed ? ALREADY_SEALED : saySessionFault(found.fault, found.last?.expiresAt ?? null);
    return { session: null, seconds: 0, reasons: [fault] };
  }
  const { session } = found;
  const seconds = secondsBetween(session.startedAt, at);
  const required = requiredSeconds(input.policy.policy.review, input.size.counted);
  const tooFast = seconds < required;
  const reasons = tooFast ? [sayTooFast(seconds, required, addSeconds(session.startedAt, required))] : [];
  return { session, seconds, reasons };
}
