// One bare git repository. Every write goes through this class, so refs are known without asking git.
import { mkdir, rm } from "node:fs/promises";
import { type ChangedFile, diffFiles, diffPatches, diffText } from "./diff.js";
import { type DatedCommit, fastImport, type Person } from "./fast-import.js";
import { linearRange } from "./linear-range.js";
import { type GitObject, ObjectReader } from "./object-reader.js";
import { type CommitObject, parseCommit, parseTree, type TreeEntry } from "./parse-commit.js";
import { runGit } from "./run-git.js";

export interface CommitIdentity {
  readonly author: Person;
  readonly committer: Person;
  readonly authoredAtSeconds?: number;
  readonly atSeconds: number;
}

export class GitRepository {
  readonly directory: string;
  readonly refs = new Map<string, string>();
  /** Commits that GitHub made itself and signed. */
  readonly signed = new Set<string>();
  readonly #objects: ObjectReader;
  // Everything kept here is addressed by commit ids, so it can never become stale.
  readonly #cache = new Map<string, Promise<unknown>>();
  #writes: Promise<unknown> = Promise.resolve();

  private constructor(directory: string) {
    this.directory = directory;
    this.#objects = new ObjectReader(directory);
  }

  static async create(directory: string): Promise<GitRepository> {
    await mkdir(directory, { recursive: true });
    await runGit(directory, ["init", "--bare", "--quiet", "."]);
    await runGit(directory, ["config", "gc.auto", "0"]);
    return new GitRepository(directory);
  }

  async close(): Promise<void> {
    await this.#writes.catch(() => {});
    this.#objects.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  branch(name: string): string | undefined {
    return this.refs.get(`refs/heads/${name}`);
  }

  async commit(ref: string, parent: string | null, commits: readonly DatedCommit[]): Promise<string[]> {
    return this.#exclusively(async () => {
      const oids = await fastImport(this.directory, { ref, parent }, commits);
      this.refs.set(ref, oids.at(-1) as string);
      return oids;
    });
  }

  async updateRef(ref: string, oid: string | null): Promise<void> {
    await this.#exclusively(async () => {
      await runGit(this.directory, oid ? ["update-ref", ref, oid] : ["update-ref", "-d", ref]);
      if (oid) this.refs.set(ref, oid);
      else this.refs.delete(ref);
    });
  }

  /** Brings objects of another repository of the network in, and points a ref at them. */
  async fetch(other: GitRepository, oid: string, ref: string): Promise<void> {
    if (other !== this) {
      await this.#exclusively(async () => {
        await other.updateRef(`refs/transfer/${oid}`, oid);
        await runGit(this.directory, [
          "fetch",
          "--quiet",
          "--no-tags",
          other.directory,
          `+refs/transfer/${oid}:${ref}`,
        ]);
      });
    }
    for (const signed of other.signed) this.signed.add(signed);
    // Nothing is ever collected, so a ref to what is here already need not be known to git.
    this.refs.set(ref, oid);
  }

  /** The merged tree, or null on conflict. */
  async mergeTree(ours: string, theirs: string): Promise<string | null> {
    const args = ["merge-tree", "--write-tree", "--allow-unrelated-histories", ours, theirs];
    const { stdout, exitCode } = await runGit(this.directory, args, { allow: [1] });
    return exitCode === 0 ? (stdout.toString().trim().split("\n")[0] ?? null) : null;
  }

  async commitTree(tree: string, parents: readonly string[], message: string, by: CommitIdentity): Promise<string> {
    const env = {
      GIT_AUTHOR_NAME: by.author.name,
      GIT_AUTHOR_EMAIL: by.author.email,
      GIT_AUTHOR_DATE: `${by.authoredAtSeconds ?? by.atSeconds} +0000`,
      GIT_COMMITTER_NAME: by.committer.name,
      GIT_COMMITTER_EMAIL: by.committer.email,
      GIT_COMMITTER_DATE: `${by.atSeconds} +0000`,
    };
    const args = ["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent])];
    const { stdout } = await runGit(this.directory, args, { input: message, env });
    return stdout.toString().trim();
  }

  object(name: string): Promise<GitObject | null> {
    return this.#objects.read(name);
  }

  async commitObject(oid: string): Promise<CommitObject | null> {
    return this.#remember(`commit ${oid}`, async () => {
      const object = await this.object(oid);
      return object?.type === "commit" ? parseCommit(object.oid, object.content) : null;
    });
  }

  /** Null when there is no such folder. The root is "". */
  async tree(commit: string, path = ""): Promise<TreeEntry[] | null> {
    return this.#remember(`tree ${commit}:${path}`, async () => {
      const object = await this.object(`${commit}:${path}`);
      return object?.type === "tree" ? parseTree(object.content) : null;
    });
  }

  async entry(commit: string, path: string): Promise<TreeEntry | null> {
    const slash = path.lastIndexOf("/");
    const siblings = await this.tree(commit, slash < 0 ? "" : path.slice(0, slash));
    return siblings?.find((entry) => entry.name === path.slice(slash + 1)) ?? null;
  }

  mergeBase(a: string, b: string): Promise<string | null> {
    return this.#remember(`merge-base ${a} ${b}`, async () => {
      if (await linearRange((oid) => this.commitObject(oid), a, b)) return a;
      const { stdout } = await runGit(this.directory, ["merge-base", a, b], { allow: [1] });
      return stdout.toString().trim() || null;
    });
  }

  diff(from: string, to: string): Promise<ChangedFile[]> {
    return this.#remember(`diff ${from} ${to}`, () => diffFiles(this.directory, from, to));
  }

  patches(from: string, to: string): Promise<Map<string, string>> {
    return this.#remember(`patches ${from} ${to}`, async () =>
      diffPatches(this.directory, { from, to }, await this.diff(from, to)),
    );
  }

  diffText(from: string, to: string): Promise<string> {
    return diffText(this.directory, from, to);
  }

  /** Commits reachable from `to` and not from `from`, oldest first. */
  commitsBetween(from: string, to: string): Promise<string[]> {
    return this.#remember(`range ${from} ${to}`, async () => {
      const linear = await linearRange((oid) => this.commitObject(oid), from, to);
      if (linear) return linear;
      const { stdout } = await runGit(this.directory, ["rev-list", "--reverse", "--topo-order", to, `^${from}`]);
      return stdout.toString().split("\n").filter(Boolean);
    });
  }

  /** Newest first. */
  history(from: string, path?: string): Promise<string[]> {
    return this.#remember(`history ${from} ${path ?? ""}`, async () => {
      const { stdout } = await runGit(this.directory, ["rev-list", from, ...(path ? ["--", path] : [])]);
      return stdout.toString().split("\n").filter(Boolean);
    });
  }

  async listTree(treeish: string, recursive: boolean): Promise<(TreeEntry & { size: number | null })[]> {
    const args = ["ls-tree", "-z", "-l", ...(recursive ? ["-r", "-t"] : []), treeish];
    const { stdout } = await runGit(this.directory, args);
    return stdout
      .toString("utf8")
      .split("\0")
      .filter(Boolean)
      .map((line) => {
        const tab = line.indexOf("\t");
        const [mode = "", type = "blob", oid = "", size = "-"] = line.slice(0, tab).split(/ +/);
        return {
          mode,
          type: type as TreeEntry["type"],
          oid,
          name: line.slice(tab + 1),
          size: size === "-" ? null : Number(size),
        };
      });
  }

  async resolve(name: string): Promise<string | null> {
    const byRef =
      this.refs.get(name) ?? this.refs.get(`refs/${name}`) ?? this.branch(name) ?? this.refs.get(`refs/tags/${name}`);
    if (byRef) return byRef;
    if (!/^[0-9a-f]{7,40}$/.test(name)) return null;
    const object = await this.object(name);
    return object?.type === "commit" ? object.oid : null;
  }

  #remember<T>(key: string, load: () => Promise<T>): Promise<T> {
    const known = this.#cache.get(key);
    if (known) return known as Promise<T>;
    const loading = load();
    this.#cache.set(key, loading);
    // An object that is missing today may be pushed tomorrow.
    loading.then(
      (value) => value === null && this.#cache.delete(key),
      () => this.#cache.delete(key),
    );
    return loading;
  }

  #exclusively<T>(write: () => Promise<T>): Promise<T> {
    const result = this.#writes.then(write, write);
    this.#writes = result.catch(() => {});
    return result;
  }
}
