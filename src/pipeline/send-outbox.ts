// Writes what the outbox holds for a pull request: replies, reactions and issues, each exactly once. An answer that was lost
// on the way is found again on GitHub by its marker.
import type { Comment } from "../core/facts.js";
import type { IssueEffect, ReplyEffect } from "../core/gate/effect.js";
import type { PullRef } from "../core/work.js";
import { AppError } from "../errors.js";
import type { OutboxEffect } from "../ports.js";
import type { Assessment } from "./assess.js";
import type { PipelineDependencies } from "./dependencies.js";

export async function sendOutbox(
  ref: PullRef,
  { snapshot }: Pick<Assessment, "snapshot">,
  dependencies: PipelineDependencies,
): Promise<void> {
  const pending = await dependencies.store.loadOutbox(ref.repositoryId, ref.number);
  if (pending.length === 0) {
    return;
  }
  if (snapshot.comments.status === "unavailable") {
    throw new AppError("GITHUB_UNAVAILABLE", "comments could not be read, so replies wait");
  }
  const ours = snapshot.comments.value.filter((comment) => comment.ours);
  for (const outgoing of pending) {
    if (!isThere(outgoing, ours)) {
      await send(ref, outgoing, dependencies);
    }
    await dependencies.store.markSent(ref, outgoing.key);
  }
}

/**
 * A reaction may be added again. INVARIANT: the marker opens the body. Further down it may be a quotation of somebody who
 * wants us to keep silent.
 */
function isThere({ effect }: OutboxEffect, ours: readonly Comment[]): boolean {
  return effect.kind !== "reaction" && ours.some(({ body }) => body.startsWith(effect.marker));
}

async function send(
  ref: PullRef,
  { effect }: OutboxEffect,
  { writer, metrics, logger }: PipelineDependencies,
): Promise<void> {
  switch (effect.kind) {
    case "reply":
      await comment(ref, effect, writer);
      break;
    case "issue":
      try {
        await writer.openIssue(ref, effect);
      } catch (error) {
        if (!isMissing(error)) {
          throw error;
        }
        // The repository has its issues switched off: the demand is made where the override was asked for.
        await comment(ref, effect, writer);
      }
      break;
    case "reaction":
      try {
        await writer.addReaction(ref, effect.commentId, effect.content);
      } catch (error) {
        // A comment that is gone takes no reaction; its command was judged all the same.
        if (!isMissing(error)) {
          throw error;
        }
        logger.info({ pull: ref.number, repository: ref.repositoryId }, "the comment to react to is gone");
      }
      break;
  }
  metrics.wrote(effect.kind);
}

async function comment(
  ref: PullRef,
  { marker, body }: ReplyEffect | IssueEffect,
  writer: PipelineDependencies["writer"],
): Promise<void> {
  await writer.createComment(ref, body.startsWith(marker) ? body : `${marker}\n${body}`);
}

function isMissing(error: unknown): boolean {
  return error instanceof AppError && error.code === "GITHUB_NOT_FOUND";
}
