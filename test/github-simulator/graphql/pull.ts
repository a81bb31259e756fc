// The GraphQL view of a pull request.
import type { ChangedFile } from "../git/diff.js";
import { isoOrNull, nodeId, pageUrl } from "../render/primitives.js";
import { closingIssues } from "../world/closing-issues.js";
import type { Pull, Review } from "../world/model.js";
import { pullChanges, pullCommits } from "../world/pull-content.js";
import { accountOrNull, accountView, teamView } from "./actors.js";
import { rollupView } from "./checks.js";
import { connection, type PageArguments } from "./connection.js";
import { issueView, reviewView, threadView, writtenView } from "./conversation.js";
import { commitView } from "./git-objects.js";
import { mergeQueueView, queueEntriesOf } from "./merge-queue.js";
import { refView, repositoryView } from "./repository.js";
import { canSee, type Viewer } from "./viewer.js";

const CHANGE_TYPES = {
  added: "ADDED",
  removed: "DELETED",
  modified: "MODIFIED",
  renamed: "RENAMED",
  changed: "CHANGED",
} as const;

export function pullView(viewer: Viewer, pull: Pull) {
  const { world } = viewer;
  const { repo, head, base } = pull;
  const url = pageUrl(world, repo, `/pull/${pull.number}`);
  const sum = async (key: "additions" | "deletions") =>
    (await pullChanges(pull)).reduce((total, file) => total + file[key], 0);
  return {
    ...writtenView(viewer, pull),
    ...threadView(viewer, pull),
    ...reviewFields(viewer, pull),
    ...queueFields(viewer, pull),
    __typename: "PullRequest",
    id: nodeId("PullRequest", pull.id),
    url,
    permalink: url,
    resourcePath: new URL(url).pathname,
    state: pull.merged ? "MERGED" : pull.state.toUpperCase(),
    isDraft: pull.isDraft,
    isCrossRepository: head.repo !== repo,
    maintainerCanModify: false,
    merged: pull.merged,
    mergedAt: isoOrNull(pull.mergedAtMs),
    mergedBy: () => accountOrNull(viewer, pull.mergedBy),
    mergeCommit: () => (pull.mergeCommitSha ? commitView(viewer, repo, pull.mergeCommitSha) : null),
    potentialMergeCommit: null,
    mergeable: pull.state === "open" ? "MERGEABLE" : "UNKNOWN",
    mergeStateStatus: pull.isDraft ? "DRAFT" : "CLEAN",
    autoMergeRequest: null,
    headRefName: head.ref,
    headRefOid: head.sha,
    headRef: () => (head.repo?.git.branch(head.ref) ? refView(viewer, head.repo, `refs/heads/${head.ref}`) : null),
    headRepository: () => (head.repo ? repositoryView(viewer, head.repo) : null),
    headRepositoryOwner: () => accountView(viewer, head.owner),
    baseRefName: base.ref,
    baseRefOid: base.sha,
    baseRef: () => (repo.git.branch(base.ref) ? refView(viewer, repo, `refs/heads/${base.ref}`) : null),
    baseRepository: () => repositoryView(viewer, repo),
    additions: () => sum("additions"),
    deletions: () => sum("deletions"),
    changedFiles: async () => (await pullChanges(pull)).length,
    // The lists are cut; their totals are not.
    files: async (args: PageArguments) => {
      const files = await pullChanges(pull);
      const listed = connection(args, files.slice(0, world.limits.pullFiles), fileView);
      return { ...listed, totalCount: files.length };
    },
    commits: async (args: PageArguments) => {
      const oids = await pullCommits(pull);
      const listed = connection(args, oids.slice(0, world.limits.pullCommits), (oid) =>
        pullCommitView(viewer, pull, oid),
      );
      return { ...listed, totalCount: oids.length };
    },
    statusCheckRollup: () => rollupView(viewer, repo, head.sha),
    closingIssuesReferences: (args: PageArguments) =>
      connection(
        args,
        closingIssues(world, pull).filter((issue) => canSee(viewer, issue.repo)),
        (issue) => issueView(viewer, issue),
      ),
  };
}

function pullCommitView(viewer: Viewer, pull: Pull, oid: string) {
  const url = pageUrl(viewer.world, pull.repo, `/pull/${pull.number}/commits/${oid}`);
  return {
    __typename: "PullRequestCommit",
    id: nodeId("PullRequestCommit", `${pull.id}:${oid}`),
    url,
    resourcePath: new URL(url).pathname,
    commit: () => commitView(viewer, pull.repo, oid),
    pullRequest: () => pullView(viewer, pull),
  };
}

function fileView(file: ChangedFile) {
  return {
    path: file.path,
    additions: file.additions,
    deletions: file.deletions,
    changeType: CHANGE_TYPES[file.status],
    viewerViewedState: "UNVIEWED",
  };
}

function reviewFields(viewer: Viewer, pull: Pull) {
  const view = (review: Review) => reviewView(viewer, review);
  return {
    reviewDecision: null,
    reviews: (args: PageArguments & { states?: string[]; author?: string }) => {
      const wanted = pull.reviews
        .filter((review) => !args.states || args.states.includes(review.state))
        .filter((review) => !args.author || review.author.login === args.author);
      return connection(args, wanted, view);
    },
    latestReviews: (args: PageArguments) => connection(args, latestOf(pull.reviews), view),
    latestOpinionatedReviews: (args: PageArguments) =>
      connection(args, latestOf(pull.reviews.filter((review) => review.state !== "COMMENTED")), view),
    reviewThreads: (args: PageArguments) => connection(args, [], () => null),
    reviewRequests: (args: PageArguments) => {
      const reviewers = [
        ...[...pull.requestedReviewers].map((user) => accountView(viewer, user)),
        ...[...pull.requestedTeams].map((team) => teamView(viewer, team)),
      ];
      return connection(args, reviewers, (requestedReviewer) => ({
        id: nodeId("ReviewRequest", `${pull.id}:${requestedReviewer.id}`),
        databaseId: null,
        asCodeOwner: false,
        requestedReviewer,
        pullRequest: () => pullView(viewer, pull),
      }));
    },
  };
}

function latestOf(reviews: readonly Review[]): Review[] {
  return [...new Map(reviews.map((review) => [review.author, review])).values()];
}

function queueFields(viewer: Viewer, pull: Pull) {
  return {
    isInMergeQueue: queueEntriesOf(viewer, pull.repo, pull.base.ref).some((entry) => entry.pull === pull),
    isMergeQueueEnabled: pull.repo.mergeGroups.length > 0,
    mergeQueue: () => mergeQueueView(viewer, pull.repo, pull.base.ref),
    mergeQueueEntry: () =>
      queueEntriesOf(viewer, pull.repo, pull.base.ref).find((entry) => entry.pull === pull)?.view ?? null,
  };
}
