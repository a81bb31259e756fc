// Asks people and teams on GitHub for a review, and takes that back. A courtesy: what is not written now is written with a later
// evaluation, and neither the gate nor anybody's reply waits for it.

import type { RequestWithdrawalEffect, ReviewRequestEffect } from "../core/case/effect.js";
import { NO_CHANGES } from "../core/facts/records.js";
import type { PullRef } from "../core/facts/work.js";
import { AppError, type ErrorCode } from "../errors.js";
import type { OutboxEffect } from "../ports.js";
import type { PipelineDependencies } from "./dependencies.js";

export type RequestEffect = ReviewRequestEffect | RequestWithdrawalEffect;

/** After an outage. The hourly look at everything would come too. */
const TRY_AGAIN_MS = 2 * 60_000;
/** Trying again does not mend these. */
const FINAL: readonly ErrorCode[] = ["GITHUB_NOT_FOUND", "GITHUB_FORBIDDEN", "GITHUB_REJECTED"];

export function isRequest(effect: OutboxEffect["effect"]): effect is RequestEffect {
  return effect.kind === "review_request" || effect.kind === "request_withdrawal";
}

/** False: it is not done, and stays in the outbox. */
export async function sendRequest(
  ref: PullRef,
  effect: RequestEffect,
  dependencies: PipelineDependencies,
): Promise<boolean> {
  const { writer, metrics, logger, queue } = dependencies;
  try {
    if (effect.kind === "review_request") await writer.requestReviews(ref, effect);
    else await writer.withdrawRequests(ref, effect.users);
    metrics.wrote(effect.kind);
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const isFinal = FINAL.includes(error.code);
    logger.warn(
      { pull: ref.number, repository: ref.repositoryId, code: error.code, isFinal },
      "a request for a review was not made or taken back",
    );
    if (!isFinal) await queue.enqueue([{ ...ref, kind: "pull" }], { delayMs: TRY_AGAIN_MS, background: true });
    else if (effect.kind === "review_request") await passOn(ref, effect, dependencies);
    return isFinal;
  }
}

/** Whoever GitHub does not let us ask, such as a member of a team without access here, never hears of it: the next one is asked. */
async function passOn(
  ref: PullRef,
  { request }: ReviewRequestEffect,
  { store, queue, clock }: PipelineDependencies,
): Promise<void> {
  if (request === undefined) return;
  const at = clock.now().toISOString();
  const changes = { ...NO_CHANGES, endedRequests: [{ request, end: { at, how: "refused", outcome: null } as const }] };
  await store.record(ref, { changes, events: [], outbox: [], boxes: new Map(), answers: [] });
  await queue.enqueue([{ ...ref, kind: "ask" }], { background: true });
}
