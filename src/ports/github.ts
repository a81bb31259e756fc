// How the pipeline sees GitHub: one snapshot to read, effects to write. Implemented by github/.

import type { OwnName } from "../core/case/decision.js";
import type { Annotation, CheckRunEffect, IssueEffect } from "../core/case/effect.js";
import type {
  Account,
  ChangedFile,
  CheckResult,
  Comment,
  Commit,
  LineComment,
  LinkedIssue,
  NativeReview,
  Permission,
  Pull,
  Repository,
  Sibling,
} from "../core/facts/facts.js";
import type { ActionRefQuery, ActionRepository } from "../core/facts/package-facts.js";
import type { Source } from "../core/facts/source.js";
import type { PullRef, RepositoryRef } from "../core/facts/work.js";
import type { PolicyText } from "../core/policy/schema.js";
import type { SideText } from "./examiner.js";

/** Our check run as it stands on GitHub. */
export interface PublishedCheck {
  readonly id: number;
  readonly name: OwnName;
  readonly status: "queued" | "in_progress" | "completed";
  readonly conclusion: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
  readonly detailsUrl: string | null;
}

/** Everything one call tells of a pull request. */
export interface PullSnapshot {
  readonly readAt: string;
  readonly repository: Repository;
  readonly pull: Pull;
  readonly title: string;
  readonly body: string;
  readonly author: Account | null;
  readonly branch: string;
  /** GitHub's own counts, for the completeness check. */
  readonly counts: {
    readonly files: number;
    readonly additions: number;
    readonly deletions: number;
    readonly commits: number;
  };
  /** The commit that the change is a difference to, when the snapshot's source tells it; else the reader finds it out. */
  readonly mergeBaseSha?: string | null;
  readonly commits: Source<readonly Commit[]>;
  readonly comments: Source<readonly Comment[]>;
  readonly reviews: Source<readonly NativeReview[]>;
  readonly lineComments: Source<readonly LineComment[]>;
  /** Checks and statuses of the head SHA except our own. */
  readonly checks: Source<readonly CheckResult[]>;
  readonly linkedIssues: Source<readonly LinkedIssue[]>;
  /** Linked issues that the App may not see. */
  readonly unseenIssues: number;
  readonly siblings: Source<readonly Sibling[]>;
  /** People who are asked for a review now; bots and teams are left out. */
  readonly requested: Source<readonly Account[]>;
  /** People whom GitHub shows as having asked for it: assignees, and who assigned an agent here or in a linked issue. */
  readonly requesters: readonly Account[];
  /** Heads that forced pushes took away; absent or empty: none, or the snapshot's source does not tell. */
  readonly formerHeads?: readonly string[];
  /** The policy file at the tip of the pull request's base branch. */
  readonly policy: PolicyText;
  /** The policy file at the tip of the default branch. */
  readonly defaultPolicy: PolicyText;
  /** The organisation's floor. */
  readonly floor: PolicyText;
  /** Our check runs on the head SHA, oldest first. More than one of a name is a fault that publishing mends. */
  readonly publishedChecks: readonly PublishedCheck[];
}

/** What the changed files are read by: enough of a pull request to know which difference is meant. */
export interface FilesQuery extends Pick<PullSnapshot, "counts" | "mergeBaseSha"> {
  readonly pull: Pick<Pull, "headSha" | "baseSha">;
}

/** A pull request that was merged, as it was then. Its `baseSha` is the base's tip at the merge. */
export interface MergedPull extends FilesQuery, Pick<PullSnapshot, "title" | "body" | "author" | "branch"> {
  readonly number: number;
  readonly mergedAt: string;
  /** Unavailable when GitHub did not list them all. */
  readonly commits: Source<readonly Commit[]>;
}

/** What can change between the snapshot and the moment before `success` is written. */
export interface Freshness {
  readonly headSha: string;
  readonly baseRef: string;
  readonly state: Pull["state"];
  readonly defaultBranch: string;
  readonly policy: PolicyText;
  readonly defaultPolicy: PolicyText;
  readonly floor: PolicyText;
}

export interface FilesAnswer {
  readonly files: readonly ChangedFile[];
  /** What is missing from `files`, in words; empty when complete. */
  readonly gaps: readonly string[];
  /**
   * Texts of the blobs worth reading, by blob id. Given with the files when they are first read; empty when the files come
   * from the adapter's memory, as the same objects as before.
   */
  readonly texts: ReadonlyMap<string, SideText>;
}

/** A list of changed files that was begun before the snapshot was read. What it holds is the adapter's own. */
export interface FilesListing {
  /** Never rejects: a failure comes out with the files. */
  readonly firstPage: Promise<unknown>;
}

/** `since`: where very many are open, those that nobody touched since need not be named; absent: all are. ISO 8601. */
export type AskedRepository = RepositoryRef & { readonly since?: string };

export interface ListedPull extends Pick<Pull, "number" | "baseRef" | "headSha"> {
  readonly open: boolean;
  readonly updatedAt: string;
}

/** Those that are open; unless `whole` those touched since, closed ones too, and perhaps others. `open`: how many are open in all. */
export interface PullList {
  readonly pulls: readonly ListedPull[];
  readonly whole: boolean;
  readonly open: number;
}

/** `repository` as `owner/name`. */
export type IssueRef = Pick<LinkedIssue, "id" | "repository" | "number">;

/** Reads GitHub. Throws AppError (GITHUB_*); a source that fails alone is `unavailable` inside the answer. */
export interface GithubReader {
  /** Null when the pull request or repository does not exist or the App cannot see it. `baseRefHint` saves a call when right. */
  loadPull(ref: PullRef, hints: { readonly baseRef: string | null }): Promise<PullSnapshot | null>;
  /** Begins to list the changed files while the snapshot is read: for a pull request whose files nobody can remember. */
  startFiles(ref: PullRef): FilesListing;
  loadFiles(ref: PullRef, of: FilesQuery, begun?: FilesListing | undefined): Promise<Source<FilesAnswer>>;
  /**
   * What `headSha` adds to `baseSha`, also once no branch leads there any more. `total` counts those that are not listed, too.
   * Null: GitHub does not have it any more.
   */
  loadCommits(
    ref: RepositoryRef,
    baseSha: string,
    headSha: string,
  ): Promise<Source<{ readonly commits: readonly Commit[]; readonly total: number } | null>>;
  loadPermission(
    ref: RepositoryRef,
    login: string,
  ): Promise<Source<{ permission: Permission; account: Account | null }>>;
  /** Those of `teams` (as org/slug) that the person is an active member of. */
  loadTeams(ref: RepositoryRef, login: string, teams: readonly string[]): Promise<Source<readonly string[]>>;
  /** Was this comment made through an App's user token? */
  loadViaApp(ref: RepositoryRef, commentId: number): Promise<Source<boolean>>;
  /** Was this issue, of any repository, written through an App's user token? Asked of GitHub once: it does not change. */
  loadIssueViaApp(ref: RepositoryRef, issue: IssueRef): Promise<Source<boolean>>;
  /** What the account with this number is called now; null: it is gone. */
  loadLogin(ref: RepositoryRef, accountId: number): Promise<Source<string | null>>;
  /** Who watches the repository, is assigned or asked on the pull request, or is in one of these teams (as org/slug). */
  loadAudience(ref: PullRef, mentionedTeams: readonly string[]): Promise<Source<readonly Account[]>>;
  loadFreshness(ref: PullRef, baseRef: string): Promise<Freshness | null>;
  /**
   * What is open in these repositories of one installation, by repository id, with as few calls as GitHub allows. A repository that
   * could not be read is unavailable and keeps no other.
   */
  listPulls(repositories: readonly AskedRepository[]): Promise<ReadonlyMap<number, Source<PullList>>>;
  /** Pull requests merged into the branch: of those that were touched last, at most `most`, the latest merge first. */
  listMergedPulls(ref: RepositoryRef, baseRef: string, most: number): Promise<readonly MergedPull[]>;
  /** The policy file in a commit. */
  loadPolicyAt(ref: RepositoryRef, sha: string): Promise<PolicyText>;
  listInstallations(): Promise<readonly { installationId: number; suspended: boolean }[]>;
  listRepositories(installationId: number): Promise<readonly RepositoryRef[]>;
  /** Open pull requests with this head. */
  listPullsOfCommit(
    ref: RepositoryRef,
    sha: string,
  ): Promise<
    readonly { number: number; state: "open" | "closed"; merged: boolean; baseRef: string; headSha: string }[]
  >;
  /** Pull requests of a merge group, from the queue itself; null when the group is gone. */
  listMergeGroup(
    ref: RepositoryRef,
    baseRef: string,
    headSha: string,
  ): Promise<readonly { number: number; headSha: string }[] | null>;
  /**
   * The repository of an action that a workflow of `ref` names, and what its ref stands for there. Null: it does not exist, or
   * is not visible to the App or to those who read `ref`.
   */
  loadActionRef(ref: RepositoryRef, query: ActionRefQuery): Promise<Source<ActionRepository | null>>;
  /** Do the branch's rules require our check, and is it bound to this App? A rule that is bound to another App asks for theirs. */
  loadEnforcement(ref: RepositoryRef, branch: string): Promise<Source<{ required: boolean; pinned: boolean }>>;
}

/** A check run of ours by its id. `unsent`: annotations that it lacks; absent: none. */
export interface UpdatedRun {
  readonly id: number;
  readonly unsent?: readonly Annotation[];
}

/** Writes GitHub. Every call throws AppError when the write is not confirmed. */
export interface GithubWriter {
  createCheckRun(ref: RepositoryRef, effect: CheckRunEffect): Promise<number>;
  /**
   * Adds `unsent` to the run's annotations (GitHub appends). The id of the run that stands now: another one, with all of
   * the effect's annotations, where GitHub did not let the old one change.
   */
  updateCheckRun(ref: RepositoryRef, run: UpdatedRun, effect: CheckRunEffect): Promise<number>;
  /**
   * Makes a success history (see MERGED_NAME), so that no other pull request with this commit is born green, with another text. Where
   * GitHub keeps the name, the run is cancelled.
   */
  retireCheckRun(ref: RepositoryRef, run: PublishedCheck, text: string): Promise<void>;
  /** Another text for a run that goes on saying what it says: neither status nor conclusion is sent. */
  editCheckRunText(ref: RepositoryRef, run: PublishedCheck, text: string): Promise<void>;
  /** Our check runs on a SHA, oldest first. */
  listCheckRuns(ref: RepositoryRef, sha: string): Promise<readonly PublishedCheck[]>;
  createComment(ref: PullRef, body: string): Promise<{ id: number }>;
  updateComment(ref: RepositoryRef, id: number, body: string): Promise<void>;
  /** @throws AppError GITHUB_NOT_FOUND when it is gone already. */
  deleteComment(ref: RepositoryRef, id: number): Promise<void>;
  /** The same for a comment on a line of the diff. */
  deleteLineComment(ref: RepositoryRef, id: number): Promise<void>;
  /** Asks for reviews; who was asked before is asked again. Teams as `org/slug`. */
  requestReviews(
    ref: PullRef,
    asked: { readonly users: readonly string[]; readonly teams: readonly string[] },
  ): Promise<void>;
  /** Nobody who was asked before is notified. Who is not asked any more, or has reviewed, is no error. */
  withdrawRequests(ref: PullRef, users: readonly string[]): Promise<void>;
  addReaction(ref: RepositoryRef, commentId: number, content: "+1" | "confused"): Promise<void>;
  /** Opens the issue unless one with its marker exists; the number either way. */
  openIssue(ref: RepositoryRef, effect: IssueEffect): Promise<number>;
}

/** Failed deliveries, App-level. */
export interface GithubDeliveries {
  /** Asks GitHub to redeliver what failed since `since`, newest first; the number asked for. */
  redeliverFailed(since: Date): Promise<number>;
}
