// Merge groups: real merge commits on a queue branch, one for each pull request, stacked.
import { emitMergeGroup, emitPull } from "./events.js";
import { type Account, fullName, type MergeGroup } from "./model.js";
import { closeAsMerged } from "./pull-state.js";
import { moveBranch } from "./repositories.js";
import type { AccountRef, PullRef, RepositoryRef, World } from "./world.js";

export type DestroyReason = "merged" | "invalidated" | "dequeued";

export function mergeQueueActions(world: World) {
  return {
    async createMergeGroup(
      ref: RepositoryRef,
      base: string,
      pulls: readonly PullRef[],
      by?: AccountRef,
    ): Promise<MergeGroup> {
      const group = await buildGroup(world, ref, base, pulls);
      const sender = by ? world.account(by) : group.repo.owner;
      group.repo.mergeGroups.push(group);
      for (const { pull } of group.entries) await emitPull(world, "enqueued", pull, sender);
      await emitMergeGroup(world, "checks_requested", group, sender);
      return group;
    },

    /** Ends a group. `merged` moves the base branch and closes its pull requests as merged. */
    async destroyMergeGroup(group: MergeGroup, reason: DestroyReason, by?: AccountRef): Promise<void> {
      const sender = by ? world.account(by) : group.repo.owner;
      group.repo.mergeGroups.splice(group.repo.mergeGroups.indexOf(group), 1);
      await group.repo.git.updateRef(group.headRef, null);
      if (reason === "merged") await mergeGroup(world, group, sender);
      for (const { pull } of group.entries) {
        const why = reason === "merged" ? "MERGE" : "CI_FAILURE";
        await emitPull(world, "dequeued", pull, sender, { reason: why });
      }
      await emitMergeGroup(world, "destroyed", group, sender, reason);
    },
  };
}

async function buildGroup(
  world: World,
  ref: RepositoryRef,
  base: string,
  refs: readonly PullRef[],
): Promise<MergeGroup> {
  const repo = world.repository(ref);
  const baseSha = repo.git.branch(base);
  if (!baseSha) throw new Error(`no branch ${base} in ${fullName(repo)}`);
  const person = { name: "GitHub", email: "noreply@github.com" };
  const entries: MergeGroup["entries"][number][] = [];
  let tip = baseSha;
  for (const pullRef of refs) {
    const pull = world.pull(pullRef);
    const tree = await repo.git.mergeTree(tip, pull.head.sha);
    if (!tree) throw new Error(`pull request #${pull.number} conflicts in the queue`);
    const message = `Merge pull request #${pull.number}\n\n${pull.title}\n`;
    const identity = { author: person, committer: person, atSeconds: Math.floor(world.now() / 1000) };
    const headSha = await repo.git.commitTree(tree, [tip, pull.head.sha], message, identity);
    repo.git.signed.add(headSha);
    entries.push({ id: world.nextId(), pull, headSha, baseSha: tip });
    tip = headSha;
  }
  // GitHub names the branch after one pull request only, whatever else the group holds.
  const headRef = `refs/heads/gh-readonly-queue/${base}/pr-${entries.at(-1)?.pull.number}-${baseSha}`;
  await repo.git.updateRef(headRef, tip);
  return { repo, base, baseSha, headSha: tip, headRef, entries };
}

async function mergeGroup(world: World, group: MergeGroup, by: Account): Promise<void> {
  for (const { pull, headSha } of group.entries) await closeAsMerged(world, pull, { by, oid: headSha });
  await moveBranch(world, group.repo, { branch: group.base, oid: group.headSha, by, forced: false });
}
