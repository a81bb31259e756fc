// A branch moved. Two questions: did the policy change for the pull requests that aim at it, and did commits pass the gate by?
import type { AuditEvent } from "../core/facts/records.js";
import type { WorkItem } from "../core/facts/work.js";
import { directPushCheck, directPushTitle } from "../core/render/bypass.js";
import type { PipelineDependencies } from "./dependencies.js";

type Push = Extract<WorkItem, { kind: "push" }>;

export async function examinePush(push: Push, dependencies: PipelineDependencies): Promise<void> {
  if (push.touchesPolicy) {
    await lookAgain(push, dependencies);
  }
  await findBypass(push, dependencies);
}

async function lookAgain(push: Push, { store, queue }: PipelineDependencies): Promise<void> {
  const open = await store.listOpen(push.repositoryId);
  await queue.enqueue(open.map(({ ref }) => ({ kind: "pull" as const, ...ref })));
}

/**
 * Commits on a branch that requires our check and that belong to no pull request went around it. Branches that no pull
 * request aims at are passed over, or every push to a feature branch would cost calls.
 */
async function findBypass(push: Push, dependencies: PipelineDependencies): Promise<void> {
  const { reader, writer, store, audit, clock, metrics } = dependencies;
  const branch = push.ref.replace(/^refs\/heads\//, "");
  if (!(await store.isBase(push.repositoryId, branch))) {
    return;
  }
  const pulls = await reader.listPullsOfCommit(push, push.after);
  if (pulls.some(({ merged }) => merged)) {
    return;
  }
  const enforcement = await reader.loadEnforcement(push, branch);
  if (enforcement.status === "unavailable" || !enforcement.value.required) {
    return;
  }
  const existing = await writer.listCheckRuns(push, push.after);
  if (existing.some(({ title }) => title === directPushTitle(branch))) {
    return;
  }
  const entry = await audit.append(push.installationId, [bypassEvent(push, branch, clock.now())]);
  await writer.createCheckRun(push, directPushCheck(push, { branch, publicUrl: dependencies.publicUrl, entry }));
  metrics.bypassed();
}

function bypassEvent(push: Push, branch: string, at: Date): AuditEvent {
  return {
    kind: "bypass",
    at: at.toISOString(),
    repository: { id: push.repositoryId, name: `${push.owner}/${push.name}` },
    pull: null,
    headSha: push.after,
    actor: { id: null, login: push.sender, type: "Unknown" },
    policyHash: null,
    factsHash: null,
    data: { branch, how: "direct push" },
  };
}
