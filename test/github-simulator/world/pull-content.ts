// What a pull request changes: always computed from git, three-dot as on GitHub.
import type { ChangedFile } from "../git/diff.js";
import type { Account, Pull, Repository } from "./model.js";
import type { World } from "./world.js";

export async function pullRange(pull: Pull): Promise<{ from: string; to: string }> {
  const from = await pull.repo.git.mergeBase(pull.base.sha, pull.head.sha);
  return { from: from ?? pull.base.sha, to: pull.head.sha };
}

export async function pullChanges(pull: Pull): Promise<ChangedFile[]> {
  const { from, to } = await pullRange(pull);
  return pull.repo.git.diff(from, to);
}

/** All commits, oldest first; callers apply GitHub's cap of 250. */
export function pullCommits(pull: Pull): Promise<string[]> {
  return pull.repo.git.commitsBetween(pull.base.sha, pull.head.sha);
}

/** Open pull requests that hold the commit, and the merged one that brought it; never a closed one. */
export async function pullsOfCommit(world: World, repo: Repository, oid: string): Promise<Pull[]> {
  const found: Pull[] = [];
  for (const pull of world.pulls(repo)) {
    if (pull.state === "closed" && !pull.merged) continue;
    if (pull.mergeCommitSha === oid || (await pullCommits(pull)).includes(oid)) found.push(pull);
  }
  return found;
}

/** The account that GitHub would attribute a commit to, by its e-mail alone. */
export function accountByEmail(world: World, email: string): Account | null {
  const noreply = /^(?:(\d+)\+)?[^@]+@users\.noreply\.github\.com$/i.exec(email);
  for (const account of world.accounts.values()) {
    if (noreply?.[1] ? account.id === Number(noreply[1]) : account.email.toLowerCase() === email.toLowerCase()) {
      return account;
    }
  }
  return null;
}
