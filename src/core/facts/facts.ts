// Everything read about one pull request at one moment, as plain data. Built by pipeline/load-facts.ts and by the
// command line from a git range; read by classify, the requirements and the texts. Never changed after it is built.
// Every string that comes from GitHub or git (titles, bodies, names, paths, messages) is hostile.

import type { ChangedFile } from "./examination.js";
import type { PackageFacts } from "./package-facts.js";
import type { Source } from "./source.js";

export type { ChangedFile, DiffLine, DiffLineKind, FileContent, FileSide, FileStatus, Hunk } from "./examination.js";

export type AccountType = "User" | "Bot" | "Organization" | "Mannequin" | "Unknown";

/** A GitHub account. `id` is the numeric database id; null when GitHub did not say. Logins may be renamed; ids may not. */
export interface Account {
  readonly id: number | null;
  readonly login: string;
  readonly type: AccountType;
}

/** The number of `web-flow`, as which GitHub commits what is done on its pages. In facts only where GitHub's signature says so. */
export const WEB_FLOW_ID = 19864447;

/** A person as a commit names them; `account` is the GitHub account that GitHub says the address belongs to, null when none. */
export interface GitPerson {
  readonly name: string;
  readonly email: string;
  readonly account: Account | null;
}

export interface Commit {
  readonly sha: string;
  readonly message: string;
  readonly author: GitPerson;
  readonly committer: GitPerson;
  /** From `Co-authored-by` trailers, in order. */
  readonly coAuthors: readonly GitPerson[];
}

/** The change itself: what classification sees. Comes from GitHub or from a local git range alike. */
export interface Change {
  readonly files: readonly ChangedFile[];
  /** Empty: every changed file and commit is listed. Else each gap, in words. Any gap means the highest tier. */
  readonly gaps: readonly string[];
  readonly commits: readonly Commit[];
  /** The head branch's name; empty when unknown. */
  readonly branch: string;
  readonly title: string;
  /** The pull request's body; empty when there is none. */
  readonly body: string;
  /** Who opened the pull request; null for a local range. */
  readonly author: Account | null;
  /** Who GitHub shows as having asked for it: assignees, and who assigned an agent here or in a linked issue; empty for a local range. */
  readonly requesters: readonly Account[];
  /** Who pushed to it, as far as we saw it in deliveries; empty for a local range. */
  readonly pushers: readonly Account[];
}

export interface Repository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string;
  readonly installationId: number;
}

export interface Pull {
  readonly number: number;
  readonly url: string;
  readonly state: "open" | "closed" | "merged";
  readonly draft: boolean;
  readonly headSha: string;
  readonly baseRef: string;
  /** Tip of the base branch when the snapshot was taken. */
  readonly baseSha: string;
  /** True when the head lies in a fork. */
  readonly fork: boolean;
  readonly createdAt: string;
  readonly mergedBy: Account | null;
  readonly mergeCommitSha: string | null;
  /** Who last edited the body, when not its author. */
  readonly bodyEditor: Account | null;
}

/** An issue comment of the pull request. Times are ISO 8601 in UTC, GitHub's clock. */
export interface Comment {
  readonly id: number;
  readonly url: string;
  readonly author: Account | null;
  readonly body: string;
  readonly createdAt: string;
  /** Null when never edited. */
  readonly editedAt: string | null;
  /** Who edited it last; null when never edited, or when GitHub does not say who. */
  readonly editor: Account | null;
  /** Made through a GitHub App's user token; null: not looked up (only command comments are). */
  readonly viaApp: boolean | null;
  /** Written by this App. */
  readonly ours: boolean;
}

type NativeReviewState = "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED" | "PENDING";

/** A review submitted with GitHub's own review button. */
export interface NativeReview {
  readonly id: number;
  readonly url: string;
  readonly author: Account | null;
  readonly state: NativeReviewState;
  readonly body: string;
  readonly commitSha: string | null;
  readonly submittedAt: string;
  readonly editedAt: string | null;
  readonly editor: Account | null;
}

/** A comment on a line of the diff, or an answer to one. Like every one it belongs to a review. */
export interface LineComment {
  readonly id: number;
  readonly url: string;
  readonly author: Account | null;
  readonly body: string;
  /** Of the review that it was submitted with. */
  readonly commitSha: string | null;
  /** When everybody could read it: with its review. */
  readonly publishedAt: string;
  readonly editedAt: string | null;
  readonly editor: Account | null;
}

/** One check run or commit status on the head SHA. */
export interface CheckResult {
  readonly name: string;
  readonly kind: "check_run" | "status";
  /** Slug of the App that reported it; of a status, when an App's bot set it. Null: a person did, or GitHub does not say. */
  readonly app: string | null;
  /** The App's number, which only check runs tell. */
  readonly appId: number | null;
  /** The account that reported it, an App's being its bot; null: GitHub does not say. Of a status only the last report is known. */
  readonly reporter: Account | null;
  readonly state: "pending" | "passed" | "failed";
  /** GitHub's own word: `success`, `failure`, `timed_out`, `error`, … */
  readonly outcome: string;
  readonly url: string | null;
}

export interface LinkedIssue {
  /** GitHub's number for it, which stays when a repository's name passes on; null when GitHub did not say. */
  readonly id: number | null;
  readonly repository: string;
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly author: Account | null;
  /** Who edited the body last; null when never edited. */
  readonly editor: Account | null;
  /** Written through a GitHub App's user token; null: not looked up (only the issue that would decide is). */
  readonly viaApp: Source<boolean> | null;
}

export type Permission = "none" | "read" | "triage" | "write" | "maintain" | "admin";

/** What a person may do in this repository now. Keyed by lower-case login in `Facts.people`. */
export interface PersonFacts {
  readonly account: Account;
  readonly permission: Source<Permission>;
  /** Teams of the policy that the person is a member of, as `org/slug`; only teams the policy names are looked up. */
  readonly teams: Source<readonly string[]>;
}

/** Another open pull request with the same head SHA: they share one check run. */
export interface Sibling {
  readonly number: number;
  readonly baseRef: string;
}

export interface Facts {
  /** The moment of the snapshot, ISO 8601 UTC: the only clock that decisions see. */
  readonly readAt: string;
  readonly repository: Repository;
  readonly pull: Pull;
  readonly change: Source<Change>;
  readonly comments: Source<readonly Comment[]>;
  readonly reviews: Source<readonly NativeReview[]>;
  readonly lineComments: Source<readonly LineComment[]>;
  readonly checks: Source<readonly CheckResult[]>;
  readonly linkedIssues: Source<readonly LinkedIssue[]>;
  /** Linked issues that GitHub does not show to the App: they lie in a repository that it is not installed on. */
  readonly unseenIssues: number;
  readonly siblings: Source<readonly Sibling[]>;
  /** People whom GitHub shows as asked for a review, teams left out. Decides nothing; says whom not to ask again. */
  readonly requested: Source<readonly Account[]>;
  readonly people: ReadonlyMap<string, PersonFacts>;
  /** What registries say about the dependencies that the change declares, by `packageKey`; one that is absent was not asked about. */
  readonly packages: ReadonlyMap<string, PackageFacts>;
}

/** The key of a person in `Facts.people`. GitHub compares logins without case. */
export function personKey(login: string): string {
  return login.toLowerCase();
}

/** By id when both are known, else by login: logins can be renamed and taken over. */
export function isSamePerson(a: Account, b: Account): boolean {
  if (a.id !== null && b.id !== null) return a.id === b.id;
  return personKey(a.login) === personKey(b.login);
}

/** Each person once, as the list names them first. */
export function distinctAccounts(accounts: readonly Account[]): readonly Account[] {
  return accounts.filter((account, index) => !accounts.slice(0, index).some((other) => isSamePerson(other, account)));
}

/** Of each reviewer the last in the list. */
export function latestOfEach<Review extends { readonly reviewer: Account }>(
  reviews: readonly Review[],
): readonly Review[] {
  return reviews.filter(
    ({ reviewer }, index) => !reviews.slice(index + 1).some((later) => isSamePerson(later.reviewer, reviewer)),
  );
}

/** From `Co-authored-by` lines, in order, each address once. Whoever made the commit chose them; no account is known from a message. */
export function coAuthorsOf(message: string): readonly GitPerson[] {
  const people = new Map<string, GitPerson>();
  for (const line of message.split(/\r\n|\r|\n/)) {
    const match = /^\s{0,8}co-authored-by:\s*([^<>]{0,200})<([^<>\s]{1,200})>\s*$/i.exec(line);
    const email = match?.[2];
    if (email === undefined || people.has(email.toLowerCase())) continue;
    people.set(email.toLowerCase(), { name: (match?.[1] ?? "").trim(), email, account: null });
  }
  return [...people.values()];
}
