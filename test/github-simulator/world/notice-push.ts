// What a push does to pull requests: their heads follow, and those whose commits arrived in the base are merged.
import { appBySlug } from "./accounts.js";
import { addCheckSuite } from "./checks.js";
import { emitCheckSuite, emitPull, type PushEvent } from "./events.js";
import type { Account, Pull, Repository } from "./model.js";
import { closeAsMerged } from "./pull-state.js";
import type { World } from "./world.js";

export async function noticePush(world: World, repo: Repository, push: PushEvent, by: Account): Promise<void> {
  const branch = push.ref.replace("refs/heads/", "");
  if (/^0+$/.test(push.after)) {
    await closeWithoutBranch(world, repo, branch, by);
    return;
  }
  requestChecks(world, repo, push.after, by);
  const followers = world.allPulls().filter((pull) => pull.head.repo === repo && pull.head.ref === branch);
  for (const pull of followers) {
    if (pull.state === "open") await synchronize(world, pull, push, by);
  }
  await mergeArrived(world, repo, branch, push, by);
}

async function synchronize(world: World, pull: Pull, push: PushEvent, by: Account): Promise<void> {
  const { repo } = pull;
  if (pull.head.repo) await repo.git.fetch(pull.head.repo.git, push.after, `refs/pull/${pull.number}/head`);
  pull.head.sha = push.after;
  // GitHub looks at the base branch again only when the head moves.
  pull.base.sha = repo.git.branch(pull.base.ref) ?? pull.base.sha;
  pull.updatedAtMs = world.now();
  const { before, after } = push;
  if (push.forced) {
    const event = { id: world.nextId(), actor: by, createdAtMs: world.now(), before, after };
    pull.timeline.push({ type: "HeadRefForcePushedEvent", ...event });
  }
  await emitPull(world, "synchronize", pull, by, { before, after });
}

// A reviewed branch that is merged on somebody's machine and pushed closes its pull request as merged.
async function mergeArrived(
  world: World,
  repo: Repository,
  branch: string,
  push: PushEvent,
  by: Account,
): Promise<void> {
  const waiting = world.pulls(repo).filter((pull) => pull.state === "open" && pull.base.ref === branch);
  if (waiting.length === 0 || /^0+$/.test(push.before)) return;
  const arrived = new Set(await repo.git.commitsBetween(push.before, push.after));
  for (const pull of waiting) {
    if (arrived.has(pull.head.sha)) await closeAsMerged(world, pull, { by, oid: push.after });
  }
}

async function closeWithoutBranch(world: World, repo: Repository, branch: string, by: Account): Promise<void> {
  for (const pull of world.allPulls()) {
    const isHead = pull.head.repo === repo && pull.head.ref === branch;
    const isBase = pull.repo === repo && pull.base.ref === branch;
    if (pull.state !== "open" || !(isHead || isBase)) continue;
    pull.state = "closed";
    pull.closedAtMs = pull.updatedAtMs = world.now();
    await emitPull(world, "closed", pull, by);
  }
}

function requestChecks(world: World, repo: Repository, sha: string, by: Account): void {
  if (!world.installationOf(repo) || world.options.app.permissions.checks !== "write") return;
  const suite = addCheckSuite(world, repo, sha, appBySlug(world, world.options.app.slug));
  emitCheckSuite(world, "requested", suite, by);
}
