// Makes the commit that a merge button makes, without moving the branch.
import { replayCommits } from "../git/replay-commits.js";
import type { Account, Pull } from "./model.js";
import { pullCommits } from "./pull-content.js";
import type { World } from "./world.js";

export type MergeMethod = "merge" | "squash" | "rebase";

/** @throws when the branches conflict. */
export async function mergeCommit(world: World, pull: Pull, by: Account, method: MergeMethod): Promise<string> {
  const { git } = pull.repo;
  const base = git.branch(pull.base.ref) ?? pull.base.sha;
  const atSeconds = Math.floor(world.now() / 1000);
  if (method === "rebase") return replayCommits(git, await pullCommits(pull), base, atSeconds);
  const tree = await git.mergeTree(base, pull.head.sha);
  if (!tree) throw new Error(`pull request #${pull.number} conflicts with ${pull.base.ref}`);
  const author = { name: by.name, email: by.email };
  const identity = { author, committer: { name: "GitHub", email: "noreply@github.com" }, atSeconds };
  const merged = `Merge pull request #${pull.number} from ${pull.head.owner.login}/${pull.head.ref}\n\n${pull.title}\n`;
  const oid =
    method === "squash"
      ? await git.commitTree(tree, [base], `${pull.title} (#${pull.number})\n`, identity)
      : await git.commitTree(tree, [base, pull.head.sha], merged, identity);
  git.signed.add(oid);
  return oid;
}
