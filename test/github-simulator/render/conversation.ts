// REST shapes of issues, comments, reviews and reactions.
import { type Comment, type Issue, isPull, type Pull, type Reaction, type Review } from "../world/model.js";
import type { World } from "../world/world.js";
import { association, iso, isoOrNull, nodeId, pageUrl, renderAccount, renderApp, repoUrl } from "./primitives.js";

const REACTIONS = ["+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes"];

export function renderIssue(world: World, issue: Issue | Pull) {
  const { repo } = issue;
  const url = repoUrl(world, repo, `/issues/${issue.number}`);
  const kind = isPull(issue) ? "pull" : "issues";
  const page = pageUrl(world, repo, `/${kind}/${issue.number}`);
  return {
    url,
    repository_url: repoUrl(world, repo),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    id: issue.id,
    node_id: nodeId(isPull(issue) ? "PullRequest" : "Issue", issue.id),
    number: issue.number,
    title: issue.title,
    user: renderAccount(world, issue.author),
    labels: renderLabels(world, issue),
    state: issue.state,
    locked: false,
    ...renderAssignees(world, issue),
    milestone: null,
    comments: issue.comments.length,
    created_at: iso(issue.createdAtMs),
    updated_at: iso(issue.updatedAtMs),
    closed_at: isoOrNull(issue.closedAtMs),
    author_association: association(repo, issue.author),
    active_lock_reason: null,
    body: issue.body === "" ? null : issue.body,
    closed_by: null,
    timeline_url: `${url}/timeline`,
    performed_via_github_app: issue.viaApp ? renderApp(world, issue.viaApp) : null,
    state_reason: null,
    reactions: summarizeReactions(url, []),
    ...(isPull(issue) ? { draft: issue.isDraft, pull_request: pullLinks(world, issue, page) } : {}),
  };
}

function pullLinks(world: World, pull: Pull, page: string) {
  return {
    url: repoUrl(world, pull.repo, `/pulls/${pull.number}`),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    merged_at: isoOrNull(pull.mergedAtMs),
  };
}

export function renderLabels(world: World, issue: Issue | Pull) {
  return [...issue.labels].map((name) => ({
    id: [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000_007, 7),
    node_id: nodeId("Label", name),
    url: repoUrl(world, issue.repo, `/labels/${encodeURIComponent(name)}`),
    name,
    color: "ededed",
    default: false,
    description: "",
  }));
}

export function renderComment(world: World, comment: Comment) {
  const { repo, issue } = comment;
  const url = repoUrl(world, repo, `/issues/comments/${comment.id}`);
  const kind = isPull(issue) ? "pull" : "issues";
  return {
    url,
    html_url: pageUrl(world, repo, `/${kind}/${issue.number}#issuecomment-${comment.id}`),
    issue_url: repoUrl(world, repo, `/issues/${issue.number}`),
    id: comment.id,
    node_id: nodeId("IssueComment", comment.id),
    user: renderAccount(world, comment.author),
    created_at: iso(comment.createdAtMs),
    updated_at: iso(comment.updatedAtMs),
    author_association: association(repo, comment.author),
    body: comment.body,
    reactions: summarizeReactions(url, comment.reactions),
    performed_via_github_app: comment.viaApp ? renderApp(world, comment.viaApp) : null,
  };
}

function summarizeReactions(url: string, reactions: readonly Reaction[]) {
  const counts = REACTIONS.map((content) => [content, reactions.filter((one) => one.content === content).length]);
  return { url: `${url}/reactions`, total_count: reactions.length, ...Object.fromEntries(counts) };
}

export function renderReaction(world: World, reaction: Reaction) {
  return {
    id: reaction.id,
    node_id: nodeId("Reaction", reaction.id),
    user: renderAccount(world, reaction.user),
    content: reaction.content,
    created_at: iso(reaction.createdAtMs),
  };
}

export function renderReview(world: World, review: Review) {
  const { pull, repo } = review;
  const page = pageUrl(world, repo, `/pull/${pull.number}`);
  const html = `${page}#pullrequestreview-${review.id}`;
  const pullUrl = repoUrl(world, repo, `/pulls/${pull.number}`);
  return {
    id: review.id,
    node_id: nodeId("PullRequestReview", review.id),
    user: renderAccount(world, review.author),
    body: review.body,
    state: review.state as string,
    html_url: html,
    pull_request_url: pullUrl,
    author_association: association(repo, review.author),
    _links: { html: { href: html }, pull_request: { href: pullUrl } },
    submitted_at: iso(review.createdAtMs),
    updated_at: iso(review.updatedAtMs),
    commit_id: review.commitSha,
  };
}

/** Also as a pull request shows it. */
export function renderAssignees(world: World, { assignees }: Issue | Pull) {
  const all = [...assignees].map((account) => renderAccount(world, account));
  return { assignee: all[0] ?? null, assignees: all };
}
