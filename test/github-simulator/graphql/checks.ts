// GraphQL views of check runs, suites, statuses and their sum.
import { latestRuns } from "../render/check.js";
import { iso, isoOrNull, nodeId, pageUrl } from "../render/primitives.js";
import type { CheckRun, CheckSuite, CommitStatus, Repository } from "../world/model.js";
import { accountView, appView } from "./actors.js";
import { connection, type PageArguments } from "./connection.js";
import { commitView } from "./git-objects.js";
import { repositoryView } from "./repository.js";
import type { Viewer } from "./viewer.js";

const BAD = new Set(["failure", "timed_out", "cancelled", "action_required", "stale", "error"]);

export function rollupView(viewer: Viewer, repo: Repository, sha: string) {
  const runs = latestRuns(repo.checkRuns.filter((run) => run.headSha === sha));
  const statuses = [
    ...new Map(repo.statuses.filter((one) => one.sha === sha).map((one) => [one.context, one])).values(),
  ];
  if (runs.length + statuses.length === 0) return null;
  const results = [...runs.map((run) => run.conclusion ?? "pending"), ...statuses.map((status) => status.state)];
  const isBad = results.some((result) => BAD.has(result));
  const views = [
    ...runs.map((run) => () => checkRunView(viewer, run)),
    ...statuses.map((status) => () => statusContextView(viewer, status)),
  ];
  return {
    __typename: "StatusCheckRollup",
    id: nodeId("StatusCheckRollup", `${repo.id}:${sha}`),
    state: isBad ? "FAILURE" : results.includes("pending") ? "PENDING" : "SUCCESS",
    commit: () => commitView(viewer, repo, sha),
    contexts: (args: PageArguments) => ({
      ...connection(args, views, (view) => view()),
      checkRunCount: runs.length,
      statusContextCount: statuses.length,
    }),
  };
}

export function checkRunView(viewer: Viewer, run: CheckRun) {
  const url = pageUrl(viewer.world, run.repo, `/runs/${run.id}`);
  return {
    __typename: "CheckRun",
    id: nodeId("CheckRun", run.id),
    databaseId: run.id,
    name: run.name,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    title: run.output.title,
    summary: run.output.summary,
    text: run.output.text,
    externalId: run.externalId,
    detailsUrl: run.detailsUrl,
    url,
    permalink: url,
    resourcePath: new URL(url).pathname,
    startedAt: iso(run.startedAtMs),
    completedAt: isoOrNull(run.completedAtMs),
    isRequired: ({ pullRequestNumber }: { pullRequestNumber?: number }) => isRequired(viewer, run, pullRequestNumber),
    checkSuite: () => suiteView(viewer, run.suite),
    repository: () => repositoryView(viewer, run.repo),
    annotations: (args: PageArguments) =>
      connection(args, run.annotations, (one) => ({
        path: one.path,
        message: one.message,
        title: one.title ?? null,
        rawDetails: one.raw_details ?? null,
        annotationLevel: one.annotation_level.toUpperCase(),
        location: { start: { line: one.start_line, column: null }, end: { line: one.end_line, column: null } },
      })),
  };
}

function isRequired({ world }: Viewer, run: CheckRun, pullNumber: number | undefined): boolean {
  const pull = world.pulls(run.repo).find((one) => one.number === pullNumber);
  const rules = JSON.stringify(run.repo.rules.get(pull?.base.ref ?? "") ?? []);
  const classic = run.repo.protection.get(pull?.base.ref ?? "") ?? [];
  return rules.includes(`"context":${JSON.stringify(run.name)}`) || classic.some((one) => one.context === run.name);
}

export function suiteView(viewer: Viewer, suite: CheckSuite) {
  const { repo } = suite;
  const runs = repo.checkRuns.filter((run) => run.suite === suite);
  const isDone = runs.length > 0 && runs.every((run) => run.status === "completed");
  return {
    __typename: "CheckSuite",
    id: nodeId("CheckSuite", suite.id),
    databaseId: suite.id,
    app: () => appView(viewer, suite.app),
    status: isDone ? "COMPLETED" : "QUEUED",
    conclusion: isDone
      ? (runs.find((run) => run.conclusion !== "success")?.conclusion ?? "success").toUpperCase()
      : null,
    createdAt: iso(suite.createdAtMs),
    updatedAt: iso(suite.createdAtMs),
    commit: () => commitView(viewer, repo, suite.headSha),
    repository: () => repositoryView(viewer, repo),
    checkRuns: (args: PageArguments & { filterBy?: { checkName?: string; appId?: number } }) => {
      const { checkName, appId } = args.filterBy ?? {};
      const wanted = latestRuns(runs).filter(
        (run) => (!checkName || run.name === checkName) && (!appId || run.app.id === appId),
      );
      return connection(args, wanted, (run) => checkRunView(viewer, run));
    },
  };
}

export function statusContextView(viewer: Viewer, status: CommitStatus) {
  return {
    __typename: "StatusContext",
    id: nodeId("StatusContext", status.id),
    context: status.context,
    state: status.state.toUpperCase(),
    description: status.description,
    targetUrl: status.targetUrl,
    createdAt: iso(status.createdAtMs),
    creator: () => accountView(viewer, status.creator),
    commit: () => commitView(viewer, status.repo, status.sha),
  };
}
