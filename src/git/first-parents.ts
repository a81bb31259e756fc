// The first-parent history of a branch: what was merged into it, newest first, one commit for each time it moved.
import { GitError, runGit } from "./run-git.js";

export interface HistoryRange {
  readonly repository: string;
  /** Where the history ends: a branch or commit. */
  readonly head: string;
  /** Only commits from this moment on; null: all. */
  readonly since: Date | null;
  /** At most so many, the newest. */
  readonly most: number;
}

export interface HistoryCommit {
  readonly sha: string;
  readonly parents: readonly [string, ...string[]];
}

export interface FirstParents {
  readonly headSha: string;
  readonly commits: readonly HistoryCommit[];
  /** The copy was made with a depth: what lies before is not in it, and its oldest commit shows no difference. */
  readonly shallow: boolean;
}

/** A commit without a parent is the beginning, not a change to something. @throws GitError */
export async function listFirstParents({ repository, head, since, most }: HistoryRange): Promise<FirstParents> {
  const headSha = (
    await runGit(repository, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${head}^{commit}`]).catch(
      () => "",
    )
  ).trim();
  if (headSha === "") {
    throw new GitError(`\`${head}\` is no commit of this repository; name another, for example \`--head origin/main\``);
  }
  const limits = [`--max-count=${most}`, ...(since === null ? [] : [`--since=${since.toISOString()}`])];
  const [listed, shallow] = await Promise.all([
    runGit(repository, ["rev-list", "--first-parent", "--parents", ...limits, headSha, "--"]),
    runGit(repository, ["rev-parse", "--is-shallow-repository"]),
  ]);
  const commits: HistoryCommit[] = [];
  for (const line of listed.split("\n")) {
    const [sha = "", first, ...others] = line.split(" ");
    if (first !== undefined) commits.push({ sha, parents: [first, ...others] });
  }
  return { headSha, commits, shallow: shallow.trim() === "true" };
}
