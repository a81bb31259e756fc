// Writes what the outbox holds for a pull request: replies, reactions, issues, removals and requests, each exactly once. An answer that was lost
// on the way is found again on GitHub by its marker.

import type { IssueEffect, ReplyEffect } from "../core/case/effect.js";
import type { Source } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import type { OutboxEffect, PullSnapshot } from "../ports.js";
import type { Assessment } from "./assess.js";
import type { PipelineDependencies } from "./dependencies.js";
import { Isolated } from "./isolated.js";
import { isRequest, type RequestEffect, sendRequest } from "./send-request.js";

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
