// Writes what the outbox holds for a pull request: replies, reactions, issues, removals and requests, each exactly once. An answer that was lost
// on the way is found again on GitHub by its marker.

import type { IssueEffect, ReplyEffect, RequestWithdrawalEffect, ReviewRequestEffect } from "../core/case/effect.js";
import { NO_CHANGES } from "../core/facts/records.js";
import type { Source } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import { AppError, type ErrorCode } from "../errors.js";
import type { OutboxEffect, PullSnapshot } from "../ports.js";
import type { Assessment } from "./assess.js";
import type { PipelineDependencies } from "./dependencies.js";
import { Isolated } from "./isolated.js";

/**
 * Tries everything that waits, whatever became of the rest: a reply does not wait for a reaction.
 * @throws the first failure, so that the work is done again.
 */
export async function sendOutbox(
  { ref, snapshot }: Pick<Assessment, "ref" | "snapshot">,
  dependencies: PipelineDependencies,
): Promise<void> {
  const pending = await dependencies.store.loadOutbox(ref.repositoryId, ref.number);
  const isolated = new Isolated();
  for (const { key, effect } of pending) {
    await isolated.attempt(async () => {
      const isSent = isRequest(effect)
        ? await sendRequest(ref, effect, dependencies)
        : await sendAnswer(effect, { ref, snapshot }, dependencies);
      if (isSent) await dependencies.store.markSent(ref, key);
    });
  }
  isolated.settle();
}

/** What somebody waits for: written, or the work is done again. */
type AnswerEffect = Exclude<OutboxEffect["effect"], RequestEffect>;

async function sendAnswer(
  effect: AnswerEffect,
  { ref, snapshot }: Pick<Assessment, "ref" | "snapshot">,
  { writer, metrics }: PipelineDependencies,
): Promise<true> {
  const { comments } = snapshot;
  switch (effect.kind) {
    case "reply":
      if (isThere(effect, comments)) return true;
      await comment(ref, effect, writer);
      break;
    case "issue":
      if (isThere(effect, comments)) return true;
      // The repository may have its issues switched off: then the demand is made where the override was asked for.
      if (await isMissing(() => writer.openIssue(ref, effect))) await comment(ref, effect, writer);
      break;
    case "reaction":
      await unlessGone(effect.commentId, comments, () => writer.addReaction(ref, effect.commentId, effect.content));
      break;
    case "removal":
      if (effect.onLine === true) {
        await unlessGone(effect.commentId, snapshot.lineComments, () =>
          writer.deleteLineComment(ref, effect.commentId),
        );
      } else {
        await unlessGone(effect.commentId, comments, () => writer.deleteComment(ref, effect.commentId));
      }
      break;
  }
  metrics.wrote(effect.kind);
  return true;
}

/**
 * INVARIANT: the marker opens the body. Further down it may be a quotation of somebody who wants us to keep silent.
 * @throws AppError when it cannot be told, so that nothing is written twice.
 */
function isThere({ marker }: ReplyEffect | IssueEffect, comments: PullSnapshot["comments"]): boolean {
  if (comments.status === "unavailable") {
    throw new AppError("GITHUB_UNAVAILABLE", "comments could not be read, so replies wait");
  }
  return comments.value.some(({ ours, body }) => ours && body.startsWith(marker));
}

/** A comment that is gone takes no reaction and need not be removed. One that GitHub still lists is tried again. */
async function unlessGone(
  commentId: number,
  comments: Source<readonly { readonly id: number }[]>,
  write: () => Promise<void>,
): Promise<void> {
  if (!(await isMissing(write))) return;
  const isListed = comments.status === "unavailable" || comments.value.some(({ id }) => id === commentId);
  if (isListed) throw new AppError("GITHUB_UNAVAILABLE", "GitHub lists a comment and says that there is none");
}

async function isMissing(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return false;
  } catch (error) {
    if (error instanceof AppError && error.code === "GITHUB_NOT_FOUND") return true;
    throw error;
  }
}

async function comment(
  ref: PullRef,
  { marker, body }: ReplyEffect | IssueEffect,
  writer: PipelineDependencies["writer"],
): Promise<void> {
  await writer.createComment(ref, body.startsWith(marker) ? body : `${marker}\n${body}`);
}

// Asks people and teams on GitHub for a review, and takes that back. A courtesy: what is not written now is written with a later
// evaluation, and neither the gate nor anybody's reply waits for it.

type RequestEffect = ReviewRequestEffect | RequestWithdrawalEffect;

/** After an outage. The hourly look at everything would come too. */
const TRY_AGAIN_MS = 2 * 60_000;
/** Trying again does not mend these. */
const FINAL: readonly ErrorCode[] = ["GITHUB_NOT_FOUND", "GITHUB_FORBIDDEN", "GITHUB_REJECTED"];

function isRequest(effect: OutboxEffect["effect"]): effect is RequestEffect {
  return effect.kind === "review_request" || effect.kind === "request_withdrawal";
}

/** False: it is not done, and stays in the outbox. */
async function sendRequest(ref: PullRef, effect: RequestEffect, dependencies: PipelineDependencies): Promise<boolean> {
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
