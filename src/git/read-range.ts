// Reads a local git range as a change: the same facts that GitHub gives of a pull request, without a network.
import type { Change, ChangedFile } from "../core/facts/facts.js";
import { assembleFiles } from "./assemble-files.js";
import { readCommits } from "./commits.js";
import { GitError, runGit } from "./run-git.js";

export interface Range {
  /** The folder of the repository, or any folder inside it. */
  readonly repository: string;
  readonly base: string;
  readonly head: string;
}

export interface RangeReading {
  readonly change: Change;
  readonly headSha: string;
  /** Tip of the base, where the policy is read. */
  readonly baseSha: string;
}

/** What the head adds since it left the base, as a pull request shows it. @throws GitError */
export async function readRange({ repository, base, head }: Range): Promise<RangeReading> {
  const baseSha = await commitOf(repository, base, "base");
  const headSha = await commitOf(repository, head, "head");
  const start = (await runGit(repository, ["merge-base", baseSha, headSha]).catch(() => "")).trim();
  if (start === "") throw new GitError(`\`${base}\` and \`${head}\` share no history; name another base with --base`);
  const [files, commits, branch] = await Promise.all([
    readFiles(repository, start, headSha),
    readCommits(repository, `${baseSha}..${headSha}`),
    branchOf(repository, head),
  ]);
  const change = { files, gaps: [], commits, branch, title: "", body: "", author: null, requesters: [], pushers: [] };
  return { change, headSha, baseSha };
}

/** Where a branch usually leaves: the remote's default branch, else main or master. @throws GitError */
export async function defaultBase(repository: string): Promise<string> {
  await runGit(repository, ["rev-parse", "--git-dir"]);
  for (const name of ["origin/HEAD", "origin/main", "origin/master", "main", "master"]) {
    const sha = await runGit(repository, ["rev-parse", "--verify", "--quiet", `${name}^{commit}`]).catch(() => "");
    if (sha !== "") return name;
  }
  throw new GitError("found no branch to compare with; name one with --base, for example `--base develop`");
}

/** The text of a file at a commit, or null when it is not there. */
export async function readFileAt(repository: string, commit: string, path: string): Promise<string | null> {
  const listed = await runGit(repository, ["ls-tree", "--full-tree", "-z", commit, "--", path]);
  if (!/^100(?:644|755) blob /.test(listed)) return null;
  return runGit(repository, ["show", `${commit}:${path}`]);
}

async function commitOf(repository: string, name: string, side: string): Promise<string> {
  // `--end-of-options`: a name that starts with a dash is a name.
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
  const sha = await runGit(repository, args).catch((cause: unknown) => {
    if (cause instanceof GitError && /git (?:cannot|ended)/.test(cause.message)) return "";
    throw cause;
  });
  if (!/^[0-9a-f]{40,64}$/.test(sha.trim()))
    throw new GitError(
      `the ${side} \`${name}\` is no commit of this repository; fetch it, or name another, for example \`--${side} origin/main\``,
    );
  return sha.trim();
}

const DIFF = ["diff", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames=50%", "-l3000", "--full-index"];

async function readFiles(repository: string, from: string, to: string): Promise<readonly ChangedFile[]> {
  const [raw, numstat, patch] = await Promise.all([
    runGit(repository, [...DIFF, "--raw", "--no-abbrev", "-z", from, to, "--"]),
    runGit(repository, [...DIFF, "--numstat", "-z", from, to, "--"]),
    runGit(repository, [...DIFF, "--patch", "--unified=3", from, to, "--"]),
  ]);
  return assembleFiles({ raw, numstat, patch });
}

/** The head's branch, without a remote's name; empty for a detached head or a commit id. */
async function branchOf(repository: string, head: string): Promise<string> {
  const name = await runGit(repository, ["rev-parse", "--symbolic-full-name", "--end-of-options", head]).catch(
    () => "",
  );
  const full = head === "HEAD" ? await runGit(repository, ["symbolic-ref", "--quiet", "HEAD"]).catch(() => "") : name;
  return full
    .trim()
    .replace(/^refs\/(?:heads|remotes\/[^/]+)\//, "")
    .replace(/^HEAD$/, "");
}
