// Repositories and everything that moves a branch.
import { join } from "node:path";
import type { DatedCommit, NewCommit, Person } from "../git/fast-import.js";
import { GitRepository } from "../git/git-repository.js";
import { replayCommits } from "../git/replay-commits.js";
import { emitPush, emitRepositoryEvent } from "./events.js";
import { type Account, fullName, type Repository } from "./model.js";
import { noticePush } from "./notice-push.js";
import type { AccountRef, RepositoryRef, World } from "./world.js";

export interface CommitInput extends Omit<NewCommit, "author" | "committer"> {
  readonly author?: Person | AccountRef;
  readonly committer?: Person | AccountRef;
  /** Who pushes; the author when that is an account. */
  readonly by?: AccountRef;
  /** Made on GitHub's pages, and signed by GitHub. */
  readonly signed?: boolean;
}

interface NewRepository {
  readonly owner: AccountRef;
  readonly name: string;
  readonly files?: Readonly<Record<string, string | Buffer>>;
  readonly private?: boolean;
  readonly defaultBranch?: string;
  readonly id?: number;
}

export const NO_COMMIT = "0".repeat(40);

export function repositoryActions(world: World) {
  return {
    async createRepository(given: NewRepository): Promise<Repository> {
      const repo = await addRepository(world, given, null);
      const content = { files: given.files ?? { "README.md": `# ${given.name}\n` }, message: "Initial commit" };
      await writeCommits(world, repo, repo.defaultBranch, [content]);
      emitRepositoryEvent(world, "repository", repo, repo.owner, { action: "created" });
      return repo;
    },

    async fork(parent: RepositoryRef, owner: AccountRef): Promise<Repository> {
      const source = world.repository(parent);
      const { name, defaultBranch, isPrivate } = source;
      const repo = await addRepository(world, { owner, name, defaultBranch, private: isPrivate }, source);
      for (const [ref, oid] of source.git.refs) {
        if (ref.startsWith("refs/heads/")) await repo.git.fetch(source.git, oid, ref);
      }
      return repo;
    },

    /** Commits onto a branch (made from the default branch when new) and pushes. Returns the new commit's id. */
    async commit(repo: RepositoryRef, branch: string, input: CommitInput): Promise<string> {
      return (await pushCommits(world, world.repository(repo), branch, [input])).at(-1) as string;
    },

    /** Several commits in one push. */
    commitMany: (repo: RepositoryRef, branch: string, inputs: readonly CommitInput[]): Promise<string[]> =>
      pushCommits(world, world.repository(repo), branch, inputs),

    /** Points a branch at a commit, whatever it held; makes it when new. */
    forcePush: (repo: RepositoryRef, branch: string, oid: string, by: AccountRef) =>
      moveBranch(world, world.repository(repo), { branch, oid, by: world.account(by), forced: true }),

    async createBranch(ref: RepositoryRef, branch: string, from?: string): Promise<string> {
      const repo = world.repository(ref);
      const oid = await repo.git.resolve(from ?? repo.defaultBranch);
      if (!oid) throw new Error(`no commit ${from} in ${fullName(repo)}`);
      await moveBranch(world, repo, { branch, oid, by: repo.owner, forced: false });
      return oid;
    },

    async deleteBranch(ref: RepositoryRef, branch: string, by: AccountRef): Promise<void> {
      await moveBranch(world, world.repository(ref), { branch, oid: null, by: world.account(by), forced: false });
    },

    /** Replays the branch's own commits onto another branch or commit. @throws on conflict. */
    async rebase(ref: RepositoryRef, branch: string, onto: string, by: AccountRef): Promise<string> {
      const repo = world.repository(ref);
      const target = await tip(repo, onto);
      const commits = await repo.git.commitsBetween(target, await tip(repo, branch));
      const oid = await replayCommits(repo.git, commits, target, Math.floor(world.now() / 1000));
      await moveBranch(world, repo, { branch, oid, by: world.account(by), forced: true });
      return oid;
    },

    /** Merges a branch into another with a merge commit. @throws on conflict. */
    async merge(ref: RepositoryRef, from: string, into: string, by: AccountRef): Promise<string> {
      const repo = world.repository(ref);
      const account = world.account(by);
      const parents = [await tip(repo, into), await tip(repo, from)];
      const tree = await repo.git.mergeTree(parents[0] as string, parents[1] as string);
      if (!tree) throw new Error(`${from} conflicts with ${into}`);
      const person = { name: account.name, email: account.email };
      const atSeconds = Math.floor(world.now() / 1000);
      const message = `Merge branch '${from}' into ${into}`;
      const oid = await repo.git.commitTree(tree, parents, message, { author: person, committer: person, atSeconds });
      await moveBranch(world, repo, { branch: into, oid, by: account, forced: false });
      return oid;
    },

    renameRepository(ref: RepositoryRef, name: string): void {
      const repo = world.repository(ref);
      const from = repo.name;
      world.repositories.delete(fullName(repo).toLowerCase());
      repo.name = name;
      world.repositories.set(fullName(repo).toLowerCase(), repo);
      const changes = { repository: { name: { from } } };
      emitRepositoryEvent(world, "repository", repo, repo.owner, { action: "renamed", changes });
    },
  };
}

async function addRepository(world: World, given: NewRepository, parent: Repository | null): Promise<Repository> {
  const owner = world.account(given.owner);
  const id = given.id ?? world.nextId();
  const repo: Repository = {
    id,
    owner,
    name: given.name,
    isPrivate: given.private ?? false,
    isArchived: false,
    defaultBranch: given.defaultBranch ?? "main",
    createdAtMs: world.now(),
    git: await GitRepository.create(join(world.directory, `${id}.git`)),
    parent,
    permissions: new Map(),
    watchers: new Set(),
    issues: new Map(),
    checkSuites: [],
    checkRuns: [],
    statuses: [],
    mergeGroups: [],
    rules: new Map(),
    protection: new Map(),
    nextNumber: 1,
  };
  const key = fullName(repo).toLowerCase();
  if (world.repositories.has(key)) throw new Error(`repository ${key} exists already`);
  world.repositories.set(key, repo);
  world.repositoriesById.set(id, repo);
  return repo;
}

async function tip(repo: Repository, name: string): Promise<string> {
  const oid = await repo.git.resolve(name);
  if (!oid) throw new Error(`no branch or commit ${name} in ${fullName(repo)}`);
  return oid;
}

export async function pushCommits(
  world: World,
  repo: Repository,
  branch: string,
  inputs: readonly CommitInput[],
): Promise<string[]> {
  const before = repo.git.branch(branch) ?? NO_COMMIT;
  const oids = await writeCommits(world, repo, branch, inputs);
  const push = { ref: `refs/heads/${branch}`, before, after: oids.at(-1) as string, forced: false };
  await afterPush(world, repo, push, pusherOf(world, repo, inputs.at(-1)));
  return oids;
}

function pusherOf(world: World, repo: Repository, input: CommitInput | undefined): Account {
  if (input?.by) return world.account(input.by);
  const author = input?.author;
  return typeof author === "string" || (author && "login" in author) ? world.account(author) : repo.owner;
}

async function writeCommits(
  world: World,
  repo: Repository,
  branch: string,
  inputs: readonly CommitInput[],
): Promise<string[]> {
  const parent = repo.git.branch(branch) ?? repo.git.branch(repo.defaultBranch) ?? null;
  const commits = await Promise.all(inputs.map((input) => completeCommit(world, repo, parent, input)));
  const oids = await repo.git.commit(`refs/heads/${branch}`, parent, commits);
  for (const [index, oid] of oids.entries()) if (inputs[index]?.signed) repo.git.signed.add(oid);
  return oids;
}

async function completeCommit(
  world: World,
  repo: Repository,
  parent: string | null,
  input: CommitInput,
): Promise<DatedCommit> {
  const author = person(world, input.author ?? input.by ?? repo.owner);
  const committer = input.committer ? person(world, input.committer) : author;
  const existing: Record<string, string> = {};
  for (const path of Object.keys(input.mode ?? {})) {
    const entry = input.files?.[path] === undefined && parent ? await repo.git.entry(parent, path) : null;
    if (entry) existing[path] = entry.oid;
  }
  const atSeconds = Math.floor(world.now() / 1000);
  return { ...input, author, committer, existing, atSeconds, message: input.message ?? "Change files" };
}

function person(world: World, given: Person | AccountRef): Person {
  const found = typeof given === "string" ? world.account(given) : given;
  return { name: found.name, email: found.email };
}

export interface BranchMove {
  readonly branch: string;
  readonly oid: string | null;
  readonly by: Account;
  readonly forced: boolean;
}

export async function moveBranch(world: World, repo: Repository, move: BranchMove): Promise<void> {
  const ref = `refs/heads/${move.branch}`;
  const before = repo.git.branch(move.branch) ?? NO_COMMIT;
  await repo.git.updateRef(ref, move.oid);
  await afterPush(world, repo, { ref, before, after: move.oid ?? NO_COMMIT, forced: move.forced }, move.by);
}

async function afterPush(
  world: World,
  repo: Repository,
  push: { readonly ref: string; readonly before: string; readonly after: string; readonly forced: boolean },
  by: Account,
): Promise<void> {
  if (push.before === push.after) return;
  await emitPush(world, repo, push, by);
  await noticePush(world, repo, push, by);
}
