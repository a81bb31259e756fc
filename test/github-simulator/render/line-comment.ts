// The REST shape of a comment on a line of the diff.
import type { LineComment } from "../world/model.js";
import type { World } from "../world/world.js";
import { association, iso, nodeId, pageUrl, renderAccount, repoUrl } from "./primitives.js";

export function renderLineComment(world: World, comment: LineComment) {
  const { repo, review, inReplyTo } = comment;
  const { pull } = review;
  const url = repoUrl(world, repo, `/pulls/comments/${comment.id}`);
  const html = pageUrl(world, repo, `/pull/${pull.number}#discussion_r${comment.id}`);
  const pullUrl = repoUrl(world, repo, `/pulls/${pull.number}`);
  return {
    url,
    pull_request_review_id: review.id,
    id: comment.id,
    node_id: nodeId("PullRequestReviewComment", comment.id),
    diff_hunk: "@@ -1 +1 @@",
    path: comment.path,
    line: comment.line,
    original_line: comment.line,
    start_line: null,
    original_start_line: null,
    start_side: null,
    side: "RIGHT",
    position: comment.line,
    original_position: comment.line,
    subject_type: "line",
    commit_id: pull.head.sha,
    original_commit_id: review.commitSha,
    ...(inReplyTo ? { in_reply_to_id: inReplyTo.id } : {}),
    user: renderAccount(world, comment.author),
    body: comment.body,
    created_at: iso(comment.createdAtMs),
    updated_at: iso(comment.updatedAtMs),
    html_url: html,
    pull_request_url: pullUrl,
    author_association: association(repo, comment.author),
    _links: { self: { href: url }, html: { href: html }, pull_request: { href: pullUrl } },
  };
}
