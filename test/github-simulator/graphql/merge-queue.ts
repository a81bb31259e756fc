// The GraphQL view of a merge queue: its entries in order, with the commits they are tested on.
import { iso, nodeId, pageUrl } from "../render/primitives.js";
import type { Pull, Repository } from "../world/model.js";
import { accountView } from "./actors.js";
import { connection, type PageArguments } from "./connection.js";
import { commitView } from "./git-objects.js";
import { pullView } from "./pull.js";
import { repositoryView } from "./repository.js";
import type { Viewer } from "./viewer.js";

export function mergeQueueView(viewer: Viewer, repo: Repository, branch: string) {
  const url = pageUrl(viewer.world, repo, `/queue/${branch}`);
  const hasQueue = repo.mergeGroups.some((group) => group.base === branch);
  if (!hasQueue) return null;
  return {
    __typename: "MergeQueue",
    id: nodeId("MergeQueue", `${repo.id}:${branch}`),
    url,
    resourcePath: new URL(url).pathname,
    configuration: null,
    nextEntryEstimatedTimeToMerge: null,
    repository: () => repositoryView(viewer, repo),
    entries: (args: PageArguments) => connection(args, queueEntriesOf(viewer, repo, branch), (entry) => entry.view),
  };
}

export function queueEntriesOf(viewer: Viewer, repo: Repository, branch: string): { pull: Pull; view: object }[] {
  const groups = repo.mergeGroups.filter((group) => group.base === branch);
  return groups
    .flatMap((group) => group.entries)
    .map((entry, index) => ({
      pull: entry.pull,
      view: {
        __typename: "MergeQueueEntry",
        id: nodeId("MergeQueueEntry", entry.id),
        position: index + 1,
        state: "AWAITING_CHECKS",
        enqueuedAt: iso(viewer.world.now()),
        estimatedTimeToMerge: null,
        jump: false,
        solo: false,
        enqueuer: () => accountView(viewer, entry.pull.author),
        headCommit: () => commitView(viewer, repo, entry.headSha),
        baseCommit: () => commitView(viewer, repo, entry.baseSha),
        pullRequest: () => pullView(viewer, entry.pull),
        mergeQueue: () => mergeQueueView(viewer, repo, branch),
      },
    }));
}
