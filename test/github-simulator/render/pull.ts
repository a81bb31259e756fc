// REST shapes of a pull request: the short one of lists and webhooks, and the full one with its counts.
import type { Pull, Repository } from "../world/model.js";
import { pullChanges, pullCommits } from "../world/pull-content.js";
import type { World } from "../world/world.js";
import { renderAssignees, renderLabels } from "./conversation.js";
import { association, iso, isoOrNull, nodeId, pageUrl, renderAccount, renderTeam, repoUrl } from "./primitives.js";
import { renderRepository } from "./repository.js";

export function renderPull(world: World, pull: Pull) {
  const { repo } = pull;
  const url = repoUrl(world, repo, `/pulls/${pull.number}`);
  const issueUrl = repoUrl(world, repo, `/issues/${pull.number}`);
  const page = pageUrl(world, repo, `/pull/${pull.number}`);
  const statusesUrl = repoUrl(world, repo, `/statuses/${pull.head.sha}`);
  return {
    url,
    id: pull.id,
    node_id: nodeId("PullRequest", pull.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issueUrl,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: renderAccount(world, pull.author),
    body: pull.body === "" ? null : pull.body,
    created_at: iso(pull.createdAtMs),
    updated_at: iso(pull.updatedAtMs),
    closed_at: isoOrNull(pull.closedAtMs),
    merged_at: isoOrNull(pull.mergedAtMs),
    merge_commit_sha: pull.mergeCommitSha,
    ...renderAssignees(world, pull),
    requested_reviewers: [...pull.requestedReviewers].map((user) => renderAccount(world, user)),
    requested_teams: [...pull.requestedTeams].map((team) => renderTeam(world, team)),
    labels: renderLabels(world, pull),
    milestone: null,
    draft: pull.isDraft,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: repoUrl(world, repo, "/pulls/comments{/number}"),
    comments_url: `${issueUrl}/comments`,
    statuses_url: statusesUrl,
    head: renderSide(world, pull.head),
    base: renderSide(world, { ...pull.base, repo, owner: repo.owner }),
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issueUrl },
      comments: { href: `${issueUrl}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: repoUrl(world, repo, "/pulls/comments{/number}") },
      commits: { href: `${url}/commits` },
      statuses: { href: statusesUrl },
    },
    author_association: association(repo, pull.author),
    auto_merge: null,
    active_lock_reason: null,
  };
}

function renderSide(world: World, side: Pull["head"]) {
  return {
    label: `${side.owner.login}:${side.ref}`,
    ref: side.ref,
    sha: side.sha,
    user: renderAccount(world, side.owner),
    repo: side.repo ? renderRepository(world, side.repo) : null,
  };
}

export async function renderFullPull(world: World, pull: Pull) {
  const files = await pullChanges(pull);
  const commits = await pullCommits(pull);
  const isOpen = pull.state === "open";
  return {
    ...renderPull(world, pull),
    merged: pull.merged,
    mergeable: isOpen ? true : null,
    rebaseable: isOpen ? true : null,
    mergeable_state: isOpen ? (pull.isDraft ? "draft" : "clean") : "unknown",
    merged_by: pull.mergedBy ? renderAccount(world, pull.mergedBy) : null,
    comments: pull.comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commits.length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

/** How check payloads name a pull request. Empty for forks, as on GitHub. */
export function renderPullReferences(world: World, repo: Repository, sha: string) {
  const pulls = world.pulls(repo).filter((pull) => pull.state === "open" && pull.head.sha === sha);
  return pulls
    .filter((pull) => pull.head.repo === repo)
    .map((pull) => ({
      url: repoUrl(world, repo, `/pulls/${pull.number}`),
      id: pull.id,
      number: pull.number,
      head: { ref: pull.head.ref, sha: pull.head.sha, repo: referenceRepo(world, repo) },
      base: { ref: pull.base.ref, sha: pull.base.sha, repo: referenceRepo(world, repo) },
    }));
}

function referenceRepo(world: World, repo: Repository) {
  return { id: repo.id, url: repoUrl(world, repo), name: repo.name };
}
