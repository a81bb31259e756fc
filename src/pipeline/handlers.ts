// Which function does which kind of work. The worker calls these; nothing else starts an evaluation.
import type { WorkItem } from "../core/facts/work.js";
import type { Leased, PipelineDependencies } from "./dependencies.js";
import { evaluateMergeGroup } from "./evaluate-merge-group.js";
import { evaluatePullRequest } from "./evaluate-pull-request.js";
import { examinePush } from "./examine-push.js";
import { replayPolicy } from "./replay-policy.js";
import { redeliver, sweep, sweepAll, sweepInstallation, sweepRepository, sweepStale } from "./sweep.js";

export async function handleWork(item: WorkItem, dependencies: Leased): Promise<void> {
  switch (item.kind) {
    case "pull":
      dependencies.examiner.prepare();
      return evaluatePullRequest(item, dependencies);
    case "commit":
      return evaluatePullsOfCommit(item, dependencies);
    case "merge_group":
      dependencies.examiner.prepare();
      return evaluateMergeGroup(item, dependencies);
    case "push":
      return examinePush(item, dependencies);
    case "replay":
      return replayPolicy(item, dependencies);
    case "ask":
      return dependencies.queue.enqueue([{ ...item, kind: "pull" }], { background: true });
    case "repository":
      return sweepRepository(item, dependencies);
    case "installation":
      return sweepInstallation(item.installationId, dependencies);
    case "installation-sweep":
      return sweepStale(item.installationId, dependencies);
    case "sweep":
      return sweep(dependencies);
    case "full-sweep":
      return sweepAll(dependencies);
    case "redeliver":
      return redeliver(dependencies);
  }
}

/** Checks of a commit that no open pull request has as its head are none of our business, so no call is spent on them. */
async function evaluatePullsOfCommit(
  item: Extract<WorkItem, { kind: "commit" }>,
  { store, queue }: PipelineDependencies,
): Promise<void> {
  const refs = await store.findByHead(item.repositoryId, item.sha);
  await queue.enqueue(refs.map((ref) => ({ kind: "pull" as const, ...ref })));
}
