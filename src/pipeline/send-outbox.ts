// Writes what the outbox holds for a pull request: replies, reactions, issues, removals and requests, each exactly once. An answer that was lost
// on the way is found again on GitHub by its marker.
import type { Comment } from "../core/facts.js";
import type { IssueEffect, ReplyEffect } from "../core/gate/effect.js";
import type { PullRef } from "../core/work.js";
import { AppError } from "../errors.js";
import type { OutboxEffect } from "../ports.js";
import type { Assessment } from "./assess.js";
import type { PipelineDependencies } from "./dependencies.js";
import { isRequest, type RequestEffect, sendRequest } from "./send-request.js";

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
    const { effect } = outgoing;
    if (isRequest(effect)) {
      if (!(await sendRequest(ref, effect, dependencies))) continue;
    } else if (!isThere(effect, ours)) {
      await send(ref, effect, dependencies);
    }
    await dependencies.store.markSent(ref, outgoing.key);
  }
}

/**
 * A reaction may be added again. INVARIANT: the marker opens the body. Further down it may be a quotation of somebody who
 * wants us to keep silent.
 */
function isThere(effect: AnswerEffect, ours: readonly Comment[]): boolean {
  const isMarked = effect.kind === "reply" || effect.kind === "issue";
  return isMarked && ours.some(({ body }) => body.startsWith(effect.marker));
}

/** What somebody waits for: written, or the work is done again. */
type AnswerEffect = Exclude<OutboxEffect["effect"], RequestEffect>;

async function send(ref: PullRef, effect: AnswerEffect, dependencies: PipelineDependencies): Promise<void> {
  const { writer, metrics, logger } = dependencies;
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
    case "removal":
      await unlessRefused(
        ref,
        () => writer.deleteComment(ref, effect.commentId),
        "a comment was not removed",
        dependencies,
      );
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

/** GitHub's refusal is final and logged: what was recorded counts without it. An outage is tried again. */
async function unlessRefused(
  ref: PullRef,
  write: () => Promise<void>,
  message: string,
  { logger }: PipelineDependencies,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    const isFinal = error instanceof AppError && FINAL.includes(error.code);
    if (!isFinal) throw error;
    logger.warn({ pull: ref.number, repository: ref.repositoryId, code: error.code }, message);
  }
}

const FINAL: readonly string[] = ["GITHUB_NOT_FOUND", "GITHUB_FORBIDDEN", "GITHUB_REJECTED"];

function isMissing(error: unknown): boolean {
  return error instanceof AppError && error.code === "GITHUB_NOT_FOUND";
}
