// Issues, comments and reviews.

import { appBySlug } from "./accounts.js";
import { emitComment, emitIssue, emitReview } from "./events.js";
import type { Account, App, Comment, Issue, Pull, Repository, Review, ReviewState } from "./model.js";
import type { AccountRef, PullRef, RepositoryRef, World } from "./world.js";
import { recordEdit, writtenNow } from "./written.js";

export interface NewIssue {
  readonly repo: RepositoryRef;
  readonly author: AccountRef;
  readonly title: string;
  readonly body?: string;
  readonly labels?: readonly string[];
  /** The slug of the App whose user token wrote it. */
  readonly viaApp?: string;
}

export function conversationActions(world: World) {
  return {
    createIssue: (given: NewIssue): Issue =>
      addIssue(world, world.repository(given.repo), {
        author: world.account(given.author),
        viaApp: given.viaApp ? appBySlug(world, given.viaApp) : null,
        title: given.title,
        body: given.body ?? "",
        labels: given.labels ?? [],
      }),

    editIssue(issue: Issue, by: AccountRef, body: string): void {
      const from = issue.body;
      recordEdit(world, issue, world.account(by), body);
      emitIssue(world, "edited", issue, world.account(by), { changes: { body: { from } } });
    },

    /** `viaApp` is the slug of the App whose user token wrote it. */
    comment(on: PullRef | Issue, author: AccountRef, body: string, more: { readonly viaApp?: string } = {}): Comment {
      const viaApp = more.viaApp ? appBySlug(world, more.viaApp) : null;
      const issue = world.repository(on.repo).issues.get(on.number);
      if (!issue) throw new Error(`no issue ${on.number}`);
      return addComment(world, issue, { author: world.account(author), body, viaApp });
    },

    editComment: (comment: Comment, editor: AccountRef, body: string) =>
      changeComment(world, comment, world.account(editor), body),

    deleteComment: (comment: Comment, by: AccountRef) => removeComment(world, comment, world.account(by)),

    async submitReview(ref: PullRef, author: AccountRef, state: ReviewState, body = ""): Promise<Review> {
      return addReview(world, world.pull(ref), { author: world.account(author), state, body });
    },

    async editReview(review: Review, editor: AccountRef, body: string): Promise<void> {
      const from = review.body;
      recordEdit(world, review, world.account(editor), body);
      await emitReview(world, "edited", review, world.account(editor), { changes: { body: { from } } });
    },

    async dismissReview(review: Review, by: AccountRef): Promise<void> {
      review.state = "DISMISSED";
      review.updatedAtMs = world.now();
      await emitReview(world, "dismissed", review, world.account(by));
    },
  };
}

export function addIssue(
  world: World,
  repo: Repository,
  given: {
    readonly author: Account;
    readonly viaApp: App | null;
    readonly title: string;
    readonly body: string;
    readonly labels: readonly string[];
  },
): Issue {
  const { author, viaApp, body } = given;
  const issue: Issue = {
    kind: "issue",
    ...writtenNow(world, "pull", { repo, author, body, viaApp }),
    number: repo.nextNumber++,
    title: given.title,
    state: "open",
    closedAtMs: null,
    labels: new Set(given.labels),
    assignees: new Set(),
    comments: [],
    timeline: [],
  };
  repo.issues.set(issue.number, issue);
  emitIssue(world, "opened", issue, author);
  return issue;
}

export function addComment(
  world: World,
  issue: Issue | Pull,
  given: { readonly author: Account; readonly body: string; readonly viaApp: App | null },
): Comment {
  const written = writtenNow(world, "comment", { ...given, repo: issue.repo });
  const comment: Comment = { ...written, issue, reactions: [], minimizedReason: null };
  issue.comments.push(comment);
  issue.updatedAtMs = comment.createdAtMs;
  emitComment(world, "created", comment, given.author);
  return comment;
}

export function changeComment(world: World, comment: Comment, editor: Account, body: string): void {
  const from = comment.body;
  recordEdit(world, comment, editor, body);
  emitComment(world, "edited", comment, editor, { changes: { body: { from } } });
}

export function removeComment(world: World, comment: Comment, by: Account): void {
  const { issue } = comment;
  issue.comments.splice(issue.comments.indexOf(comment), 1);
  issue.timeline.push({
    id: world.nextId(),
    type: "CommentDeletedEvent",
    actor: by,
    createdAtMs: world.now(),
    deletedCommentAuthor: comment.author,
  });
  emitComment(world, "deleted", comment, by);
}

export async function addReview(
  world: World,
  pull: Pull,
  given: { readonly author: Account; readonly state: ReviewState; readonly body: string },
): Promise<Review> {
  const { author, state, body } = given;
  const written = writtenNow(world, "review", { repo: pull.repo, author, body, viaApp: null });
  const review: Review = { ...written, pull, state, commitSha: pull.head.sha, comments: [] };
  pull.reviews.push(review);
  // A submitted review answers the request for it, without an event of its own.
  pull.requestedReviewers.delete(author);
  pull.updatedAtMs = review.createdAtMs;
  await emitReview(world, "submitted", review, author);
  return review;
}
