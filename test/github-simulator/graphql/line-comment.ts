// The GraphQL view of a comment on a line of the diff.
import { iso, nodeId, pageUrl } from "../render/primitives.js";
import type { LineComment } from "../world/model.js";
import { reviewView, writtenView } from "./conversation.js";
import { commitView } from "./git-objects.js";
import type { Viewer } from "./viewer.js";

export function lineCommentView(viewer: Viewer, comment: LineComment) {
  const { review, repo } = comment;
  const url = pageUrl(viewer.world, repo, `/pull/${review.pull.number}#discussion_r${comment.id}`);
  return {
    ...writtenView(viewer, comment),
    __typename: "PullRequestReviewComment",
    id: nodeId("PullRequestReviewComment", comment.id),
    url,
    resourcePath: new URL(url).pathname,
    state: "SUBMITTED",
    path: comment.path,
    line: comment.line,
    publishedAt: iso(review.createdAtMs),
    isMinimized: false,
    minimizedReason: null,
    pullRequestReview: () => reviewView(viewer, review),
    originalCommit: () => commitView(viewer, repo, review.commitSha),
    replyTo: () => (comment.inReplyTo ? lineCommentView(viewer, comment.inReplyTo) : null),
  };
}
