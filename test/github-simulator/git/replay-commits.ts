// Rebases without a work tree: each commit is merged three-way onto the new base.
import type { GitRepository } from "./git-repository.js";

/** Returns the new tip. @throws when a commit conflicts. */
export async function replayCommits(
  git: GitRepository,
  commits: readonly string[],
  onto: string,
  atSeconds: number,
): Promise<string> {
  let tip = onto;
  for (const oid of commits) {
    const commit = await git.commitObject(oid);
    if (!commit) throw new Error(`no commit ${oid}`);
    const [parent] = commit.parents;
    // A rebase drops merges, and a root commit has nothing to be compared with.
    if (commit.parents.length !== 1 || !parent) continue;
    const tree = await cherryPick(git, { oid, parent }, tip, atSeconds);
    if (!tree) throw new Error(`commit ${oid} conflicts with ${onto}`);
    tip = await git.commitTree(tree, [tip], commit.message, {
      author: commit.author,
      authoredAtSeconds: commit.author.atMs / 1000,
      committer: commit.committer,
      atSeconds,
    });
  }
  return tip;
}

// `merge-tree` takes its merge base from history, so the tip's tree is dressed up as a child of the commit's parent.
async function cherryPick(
  git: GitRepository,
  commit: { readonly oid: string; readonly parent: string },
  tip: string,
  atSeconds: number,
): Promise<string | null> {
  const person = { name: "rebase", email: "rebase@example.com" };
  const tipTree = (await git.commitObject(tip))?.tree ?? "";
  const ours = await git.commitTree(tipTree, [commit.parent], "rebase", {
    author: person,
    committer: person,
    atSeconds,
  });
  return git.mergeTree(ours, commit.oid);
}
