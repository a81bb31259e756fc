// What the simulated GitHub holds. Plain mutable state: only world/*.ts and the REST and GraphQL writes change it.
import type { GitRepository } from "../git/git-repository.js";

export type Permission = "admin" | "maintain" | "write" | "triage" | "read" | "none";
export type CheckStatus = "queued" | "in_progress" | "completed";
export type Conclusion =
  | "action_required"
  | "cancelled"
  | "failure"
  | "neutral"
  | "success"
  | "skipped"
  | "stale"
  | "timed_out";
export type ReviewState = "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";
export type StatusState = "error" | "failure" | "pending" | "success";

export interface Account {
  readonly id: number;
  /** As REST shows it: a bot has its `[bot]`. */
  login: string;
  readonly type: "User" | "Organization" | "Bot";
  name: string;
  email: string;
  /** A bot's App slug, which is its login in GraphQL. */
  readonly slug: string | null;
}

export interface App {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly bot: Account;
  readonly owner: Account;
}

export interface Team {
  readonly id: number;
  readonly organization: Account;
  readonly name: string;
  readonly slug: string;
  readonly members: Map<Account, "member" | "maintainer">;
  readonly repositories: Map<Repository, Permission>;
}

export interface Organization {
  readonly account: Account;
  readonly members: Map<Account, "member" | "admin">;
  readonly teams: Map<string, Team>;
}

export interface Repository {
  readonly id: number;
  readonly owner: Account;
  name: string;
  isPrivate: boolean;
  isArchived: boolean;
  defaultBranch: string;
  readonly createdAtMs: number;
  readonly git: GitRepository;
  readonly parent: Repository | null;
  readonly permissions: Map<Account, Permission>;
  readonly watchers: Set<Account>;
  readonly issues: Map<number, Issue | Pull>;
  readonly checkSuites: CheckSuite[];
  readonly checkRuns: CheckRun[];
  readonly statuses: CommitStatus[];
  readonly mergeGroups: MergeGroup[];
  /** Ruleset rules by branch, in the shape of `GET /rules/branches/{branch}`. */
  readonly rules: Map<string, object[]>;
  /** Classic protection's required checks by branch. */
  readonly protection: Map<string, { context: string; app_id: number | null }[]>;
  nextNumber: number;
}

export interface ContentEdit {
  readonly id: number;
  readonly atMs: number;
  readonly editor: Account;
  /** The whole text after the edit, which is what GitHub calls `diff`. */
  readonly diff: string;
}

export interface Written {
  readonly id: number;
  readonly repo: Repository;
  readonly author: Account;
  /** The App through which it was written, if any. */
  readonly viaApp: App | null;
  body: string;
  readonly createdAtMs: number;
  updatedAtMs: number;
  lastEditedAtMs: number | null;
  editor: Account | null;
  readonly edits: ContentEdit[];
}

export interface Issue extends Written {
  readonly kind: "issue" | "pull";
  readonly number: number;
  title: string;
  state: "open" | "closed";
  closedAtMs: number | null;
  readonly labels: Set<string>;
  readonly assignees: Set<Account>;
  readonly comments: Comment[];
  readonly timeline: TimelineEvent[];
}

export interface Pull extends Issue {
  readonly kind: "pull";
  /** The owner is known even when the fork is gone. */
  readonly head: { repo: Repository | null; readonly owner: Account; readonly ref: string; sha: string };
  readonly base: { ref: string; sha: string };
  isDraft: boolean;
  merged: boolean;
  mergedAtMs: number | null;
  mergedBy: Account | null;
  mergeCommitSha: string | null;
  readonly reviews: Review[];
  readonly requestedReviewers: Set<Account>;
  readonly requestedTeams: Set<Team>;
  /** Issues linked by hand; those named in the body come on top. */
  readonly linkedIssues: Set<Issue>;
}

export interface Comment extends Written {
  readonly issue: Issue | Pull;
  readonly reactions: Reaction[];
  minimizedReason: string | null;
}

export interface Reaction {
  readonly id: number;
  readonly content: string;
  readonly user: Account;
  readonly createdAtMs: number;
}

export interface Review extends Written {
  readonly pull: Pull;
  state: ReviewState;
  readonly commitSha: string;
  /** On lines of the diff. */
  readonly comments: LineComment[];
}

/** Also an answer in a thread: each belongs to a review of its own or of several. */
export interface LineComment extends Written {
  readonly review: Review;
  readonly path: string;
  readonly line: number;
  readonly inReplyTo: LineComment | null;
}

export interface TimelineEvent {
  readonly id: number;
  readonly type: "CommentDeletedEvent" | "HeadRefForcePushedEvent" | "AssignedEvent" | "UnassignedEvent";
  readonly actor: Account;
  readonly createdAtMs: number;
  readonly deletedCommentAuthor?: Account;
  readonly assignee?: Account;
  readonly before?: string;
  readonly after?: string;
}

export interface CheckSuite {
  readonly id: number;
  readonly repo: Repository;
  readonly app: App;
  readonly headSha: string;
  readonly createdAtMs: number;
}

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: string;
  readonly message: string;
  readonly title?: string;
  readonly raw_details?: string;
}

export interface CheckRun {
  readonly id: number;
  readonly suite: CheckSuite;
  readonly repo: Repository;
  readonly headSha: string;
  readonly app: App;
  name: string;
  status: CheckStatus;
  conclusion: Conclusion | null;
  startedAtMs: number;
  completedAtMs: number | null;
  externalId: string;
  detailsUrl: string;
  output: { title: string | null; summary: string | null; text: string | null };
  readonly annotations: Annotation[];
  actions: object[];
}

export interface CommitStatus {
  readonly id: number;
  readonly repo: Repository;
  readonly sha: string;
  readonly context: string;
  readonly state: StatusState;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: Account;
  readonly createdAtMs: number;
}

export interface MergeGroup {
  readonly repo: Repository;
  readonly base: string;
  readonly baseSha: string;
  readonly headSha: string;
  readonly headRef: string;
  /** In queue order; each with the commit that holds it and everything before it. */
  readonly entries: readonly {
    readonly id: number;
    readonly pull: Pull;
    readonly headSha: string;
    readonly baseSha: string;
  }[];
}

export interface Installation {
  readonly id: number;
  readonly account: Account;
  /** Null means all of the account's repositories. */
  repositories: Set<Repository> | null;
  suspendedAtMs: number | null;
  readonly createdAtMs: number;
  permissions: Record<string, string>;
}

export function fullName(repo: Repository): string {
  return `${repo.owner.login}/${repo.name}`;
}

export function isPull(issue: Issue | Pull | undefined): issue is Pull {
  return issue?.kind === "pull";
}
