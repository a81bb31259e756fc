// The life of a pull request, as people and agents drive it.

import { permissionOf } from "./accounts.js";
import { missingChecks } from "./checks.js";
import { emitPull } from "./events.js";
import { type MergeMethod, mergeCommit } from "./merge-commit.js";
import { type Account, fullName, type Issue, type Pull, type Team } from "./model.js";
import { closeAsMerged } from "./pull-state.js";
import { type CommitInput, moveBranch, pushCommits } from "./repositories.js";
import type { AccountRef, PullRef, RepositoryRef, World } from "./world.js";
import { recordEdit, writtenNow } from "./written.js";

export interface NewPull {
  readonly repo: RepositoryRef;
  readonly head: string;
  readonly base?: string;
  readonly title?: string;
  readonly body?: string;
  readonly author: AccountRef;
  readonly draft?: boolean;
  /** The fork that holds the head branch. */
  readonly headRepo?: RepositoryRef;
}

export interface PullMerge {
  readonly by: AccountRef;
  readonly method?: MergeMethod;
  /** An admin merges although required checks do not pass. */
  readonly bypass?: boolean;
}

export function pullActions(world: World) {
  return {
    openPull: (given: NewPull) => openPull(world, given),

    async editPull(ref: PullRef, by: AccountRef, change: { readonly title?: string; readonly body?: string }) {
      const pull = world.pull(ref);
      const editor = world.account(by);
      const changes: Record<string, { from: string }> = {};
      if (change.title !== undefined) changes.title = { from: pull.title };
      if (change.body !== undefined) changes.body = { from: pull.body };
      if (change.title !== undefined) pull.title = change.title;
      if (change.body !== undefined) recordEdit(world, pull, editor, change.body);
      pull.updatedAtMs = world.now();
      await emitPull(world, "edited", pull, editor, { changes });
    },

    /** Changes the base branch. */
    async retarget(ref: PullRef, base: string, by: AccountRef): Promise<void> {
      const pull = world.pull(ref);
      const changes = { base: { ref: { from: pull.base.ref }, sha: { from: pull.base.sha } } };
      pull.base.ref = base;
      pull.base.sha = baseTip(pull, base);
      pull.updatedAtMs = world.now();
      await emitPull(world, "edited", pull, world.account(by), { changes });
    },

    /** Commits onto the pull request's branch. Returns the new head. */
    async pushTo(ref: PullRef, input: CommitInput): Promise<string> {
      const pull = world.pull(ref);
      if (!pull.head.repo) throw new Error("the head repository is gone");
      return (await pushCommits(world, pull.head.repo, pull.head.ref, [input])).at(-1) as string;
    },

    convertToDraft: (ref: PullRef, by: AccountRef) => setDraft(world, world.pull(ref), true, by),
    readyForReview: (ref: PullRef, by: AccountRef) => setDraft(world, world.pull(ref), false, by),

    async closePull(ref: PullRef, by: AccountRef): Promise<void> {
      const pull = world.pull(ref);
      pull.state = "closed";
      pull.closedAtMs = pull.updatedAtMs = world.now();
      await emitPull(world, "closed", pull, world.account(by));
    },

    async reopenPull(ref: PullRef, by: AccountRef): Promise<void> {
      const pull = world.pull(ref);
      if (pull.merged) throw new Error("a merged pull request cannot be reopened");
      pull.state = "open";
      pull.closedAtMs = null;
      pull.updatedAtMs = world.now();
      await emitPull(world, "reopened", pull, world.account(by));
    },

    mergePull: (ref: PullRef, merge: PullMerge) => mergePull(world, world.pull(ref), merge),

    /** A team is named `org/slug`. */
    async requestReviewers(ref: PullRef, by: AccountRef, reviewers: readonly (AccountRef | Team)[]): Promise<void> {
      for (const reviewer of reviewers) {
        const isTeam = typeof reviewer === "string" && reviewer.includes("/");
        const one = isTeam ? world.team(reviewer) : typeof reviewer === "string" ? world.account(reviewer) : reviewer;
        await requestReviewer(world, world.pull(ref), one, world.account(by));
      }
    },

    async setLabels(ref: PullRef, by: AccountRef, labels: readonly string[]): Promise<void> {
      const pull = world.pull(ref);
      const added = labels.filter((label) => !pull.labels.has(label));
      const removed = [...pull.labels].filter((label) => !labels.includes(label));
      for (const name of added) pull.labels.add(name);
      for (const name of removed) pull.labels.delete(name);
      for (const name of added) await emitPull(world, "labeled", pull, world.account(by), { label: { name } });
      for (const name of removed) await emitPull(world, "unlabeled", pull, world.account(by), { label: { name } });
    },

    /** Links an issue by hand, as the sidebar's "Development" does. */
    linkIssue(ref: PullRef, issue: Issue): void {
      world.pull(ref).linkedIssues.add(issue);
    },

    /** The fork behind the pull request is deleted. */
    deleteHeadRepository(ref: PullRef): void {
      world.pull(ref).head.repo = null;
    },
  };
}

async function openPull(world: World, given: NewPull): Promise<Pull> {
  const repo = world.repository(given.repo);
  const headRepo = given.headRepo ? world.repository(given.headRepo) : repo;
  const sha = headRepo.git.branch(given.head);
  const base = given.base ?? repo.defaultBranch;
  const baseSha = repo.git.branch(base);
  if (!sha || !baseSha) throw new Error(`no branch ${sha ? base : given.head} in ${fullName(sha ? repo : headRepo)}`);
  const author = world.account(given.author);
  const pull: Pull = {
    kind: "pull",
    ...writtenNow(world, "pull", { repo, author, body: given.body ?? "", viaApp: null }),
    number: repo.nextNumber++,
    title: given.title ?? given.head,
    state: "open",
    closedAtMs: null,
    labels: new Set(),
    comments: [],
    assignees: new Set(),
    timeline: [],
    head: { repo: headRepo, owner: headRepo.owner, ref: given.head, sha },
    base: { ref: base, sha: baseSha },
    isDraft: given.draft ?? false,
    merged: false,
    mergedAtMs: null,
    mergedBy: null,
    mergeCommitSha: null,
    reviews: [],
    requestedReviewers: new Set(),
    requestedTeams: new Set(),
    linkedIssues: new Set(),
  };
  await repo.git.fetch(headRepo.git, sha, `refs/pull/${pull.number}/head`);
  repo.issues.set(pull.number, pull);
  await emitPull(world, "opened", pull, author);
  return pull;
}

function baseTip(pull: Pull, base: string): string {
  const sha = pull.repo.git.branch(base);
  if (!sha) throw new Error(`no branch ${base} in ${fullName(pull.repo)}`);
  return sha;
}

async function setDraft(world: World, pull: Pull, isDraft: boolean, by: AccountRef): Promise<void> {
  pull.isDraft = isDraft;
  pull.updatedAtMs = world.now();
  await emitPull(world, isDraft ? "converted_to_draft" : "ready_for_review", pull, world.account(by));
}

async function mergePull(world: World, pull: Pull, merge: PullMerge): Promise<string> {
  const by = world.account(merge.by);
  if (pull.state !== "open") throw new Error("the pull request is not open");
  if (pull.isDraft) throw new Error("the pull request is still a draft");
  const missing = missingChecks(pull.repo, pull.base.ref, pull.head.sha);
  const mayBypass = merge.bypass && permissionOf(world, pull.repo, by) === "admin";
  if (missing.length > 0 && !mayBypass) throw new Error(`required status check "${missing[0]}" is expected`);
  const oid = await mergeCommit(world, pull, by, merge.method ?? "merge");
  await closeAsMerged(world, pull, { by, oid });
  await moveBranch(world, pull.repo, { branch: pull.base.ref, oid, by, forced: false });
  return oid;
}

export async function requestReviewer(world: World, pull: Pull, reviewer: Account | Team, by: Account): Promise<void> {
  const isTeam = "organization" in reviewer;
  if (isTeam) pull.requestedTeams.add(reviewer);
  else pull.requestedReviewers.add(reviewer);
  const named = { id: reviewer.id, ...("login" in reviewer ? { login: reviewer.login } : { slug: reviewer.slug }) };
  const extra = isTeam ? { requested_team: named } : { requested_reviewer: named };
  await emitPull(world, "review_requested", pull, by, extra);
}
