// Comments on lines of the diff, and answers to them. Each comes with a review, which GitHub makes where nobody wrote one.
import { addReview } from "./conversation.js";
import { emitLineComment } from "./events.js";
import type { Account, LineComment, Pull } from "./model.js";
import type { AccountRef, PullRef, World } from "./world.js";
import { recordEdit, writtenNow } from "./written.js";

export interface NewLineComment {
  readonly body: string;
  /** By default the first line of the first file that anybody commented on. */
  readonly path?: string;
  readonly line?: number;
  readonly inReplyTo?: LineComment;
}

export function lineCommentActions(world: World) {
  return {
    /** A review that only comments, without words of its own, with these comments in it. */
    async commentOnLines(ref: PullRef, author: AccountRef, given: readonly NewLineComment[]): Promise<LineComment[]> {
      const pull = world.pull(ref);
      const by = world.account(author);
      const review = await addReview(world, pull, { author: by, state: "COMMENTED", body: "" });
      for (const { body, path = "README.md", line = 1, inReplyTo = null } of given) {
        const written = writtenNow(world, "comment", { repo: pull.repo, author: by, body, viaApp: null });
        review.comments.push({ ...written, review, path, line, inReplyTo });
      }
      for (const comment of review.comments) await emitLineComment(world, "created", comment, by);
      return review.comments;
    },

    async editLineComment(comment: LineComment, editor: AccountRef, body: string): Promise<void> {
      const from = comment.body;
      recordEdit(world, comment, world.account(editor), body);
      await emitLineComment(world, "edited", comment, world.account(editor), { changes: { body: { from } } });
    },
  };
}

export function lineCommentsOf(pull: Pull): LineComment[] {
  return pull.reviews.flatMap((review) => review.comments);
}

export async function removeLineComment(world: World, comment: LineComment, by: Account): Promise<void> {
  const { comments } = comment.review;
  comments.splice(comments.indexOf(comment), 1);
  await emitLineComment(world, "deleted", comment, by);
}
