// Turns a change into the webhook payload that GitHub would send for it.
import { renderCheckRun, renderCheckSuite } from "../render/check.js";
import { renderCommit } from "../render/commit.js";
import { renderComment, renderIssue, renderReview } from "../render/conversation.js";
import { renderLineComment } from "../render/line-comment.js";
import { iso } from "../render/primitives.js";
import { renderFullPull } from "../render/pull.js";
import type {
  Account,
  CheckRun,
  CheckSuite,
  Comment,
  CommitStatus,
  Issue,
  LineComment,
  MergeGroup,
  Pull,
  Repository,
  Review,
} from "./model.js";
import type { World } from "./world.js";

type Extra = Record<string, unknown>;

export function emitRepositoryEvent(
  world: World,
  event: string,
  repo: Repository,
  sender: Account,
  payload: Extra,
): void {
  world.emit({ event, account: repo.owner, repo, sender, payload });
}

export async function emitPull(world: World, action: string, pull: Pull, sender: Account, extra: Extra = {}) {
  const pull_request = await renderFullPull(world, pull);
  emitRepositoryEvent(world, "pull_request", pull.repo, sender, {
    action,
    number: pull.number,
    pull_request,
    ...extra,
  });
}

export function emitIssue(world: World, action: string, issue: Issue, sender: Account, extra: Extra = {}): void {
  emitRepositoryEvent(world, "issues", issue.repo, sender, { action, issue: renderIssue(world, issue), ...extra });
}

export function emitComment(world: World, action: string, comment: Comment, sender: Account, extra: Extra = {}): void {
  const payload = {
    action,
    issue: renderIssue(world, comment.issue),
    comment: renderComment(world, comment),
    ...extra,
  };
  emitRepositoryEvent(world, "issue_comment", comment.repo, sender, payload);
}

export async function emitReview(world: World, action: string, review: Review, sender: Account, extra: Extra = {}) {
  // The short shape: a review's webhook carries no counts, and spells the state in lower case.
  const { additions, deletions, changed_files, commits, mergeable, ...pull_request } = await renderFullPull(
    world,
    review.pull,
  );
  const rendered = { ...renderReview(world, review), state: review.state.toLowerCase() };
  const payload = { action, review: rendered, pull_request, ...extra };
  emitRepositoryEvent(world, "pull_request_review", review.repo, sender, payload);
}

export async function emitLineComment(
  world: World,
  action: string,
  comment: LineComment,
  sender: Account,
  extra: Extra = {},
) {
  const { pull } = comment.review;
  const { additions, deletions, changed_files, commits, mergeable, ...pull_request } = await renderFullPull(
    world,
    pull,
  );
  const payload = { action, comment: renderLineComment(world, comment), pull_request, ...extra };
  emitRepositoryEvent(world, "pull_request_review_comment", comment.repo, sender, payload);
}

export function emitCheckRun(world: World, action: string, run: CheckRun, sender: Account, extra: Extra = {}): void {
  const rendered = { ...renderCheckRun(world, run), check_suite: renderCheckSuite(world, run.suite) };
  emitRepositoryEvent(world, "check_run", run.repo, sender, { action, check_run: rendered, ...extra });
}

export function emitCheckSuite(world: World, action: string, suite: CheckSuite, sender: Account): void {
  const payload = { action, check_suite: renderCheckSuite(world, suite) };
  emitRepositoryEvent(world, "check_suite", suite.repo, sender, payload);
}

export async function emitStatus(world: World, status: CommitStatus): Promise<void> {
  const commit = await status.repo.git.commitObject(status.sha);
  const { id, sha, state, context, description } = status;
  emitRepositoryEvent(world, "status", status.repo, status.creator, {
    id,
    sha,
    name: `${status.repo.owner.login}/${status.repo.name}`,
    target_url: status.targetUrl,
    context,
    description,
    state,
    commit: commit ? renderCommit(world, status.repo, commit) : null,
    branches: [],
    created_at: iso(status.createdAtMs),
    updated_at: iso(status.createdAtMs),
  });
}

export async function emitMergeGroup(
  world: World,
  action: "checks_requested" | "destroyed",
  group: MergeGroup,
  sender: Account,
  reason?: string,
): Promise<void> {
  const commit = await group.repo.git.commitObject(group.headSha);
  emitRepositoryEvent(world, "merge_group", group.repo, sender, {
    action,
    ...(reason ? { reason } : {}),
    merge_group: {
      head_sha: group.headSha,
      head_ref: group.headRef,
      base_sha: group.baseSha,
      base_ref: `refs/heads/${group.base}`,
      head_commit: {
        id: group.headSha,
        tree_id: commit?.tree ?? "",
        message: commit?.message ?? "",
        timestamp: iso(commit?.committer.atMs ?? 0),
        author: { name: commit?.author.name ?? "", email: commit?.author.email ?? "" },
        committer: { name: commit?.committer.name ?? "", email: commit?.committer.email ?? "" },
      },
    },
  });
}

export interface PushEvent {
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly forced: boolean;
}

const MAX_PUSHED_COMMITS = 20;

export async function emitPush(world: World, repo: Repository, push: PushEvent, sender: Account): Promise<void> {
  const isCreated = /^0+$/.test(push.before);
  const isDeleted = /^0+$/.test(push.after);
  const oids = isCreated || isDeleted ? [] : await repo.git.commitsBetween(push.before, push.after);
  const head = isDeleted ? null : await pushedCommit(repo, push.after);
  emitRepositoryEvent(world, "push", repo, sender, {
    ...push,
    created: isCreated,
    deleted: isDeleted,
    base_ref: null,
    compare: `${world.baseUrl}/${repo.owner.login}/${repo.name}/compare/${push.before}...${push.after}`,
    commits: await Promise.all(oids.slice(-MAX_PUSHED_COMMITS).map((oid) => pushedCommit(repo, oid))),
    head_commit: head,
    pusher: { name: sender.login, email: sender.email },
  });
}

async function pushedCommit(repo: Repository, oid: string) {
  const commit = await repo.git.commitObject(oid);
  if (!commit) return null;
  const parent = commit.parents[0];
  const files = parent ? await repo.git.diff(parent, oid) : [];
  const paths = (...states: string[]) => files.filter((file) => states.includes(file.status)).map((file) => file.path);
  return {
    id: oid,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message.replace(/\n+$/, ""),
    timestamp: iso(commit.committer.atMs),
    author: { name: commit.author.name, email: commit.author.email },
    committer: { name: commit.committer.name, email: commit.committer.email },
    added: paths("added", "renamed"),
    removed: [...paths("removed"), ...files.flatMap((file) => file.previousPath ?? [])],
    modified: paths("modified", "changed"),
  };
}
