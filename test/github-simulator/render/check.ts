// REST shapes of check runs, check suites and commit statuses.
import type { CheckRun, CheckSuite, CommitStatus } from "../world/model.js";
import type { World } from "../world/world.js";
import { iso, isoOrNull, nodeId, pageUrl, renderAccount, renderApp, repoUrl } from "./primitives.js";
import { renderPullReferences } from "./pull.js";

export function renderCheckRun(world: World, run: CheckRun) {
  const { repo } = run;
  const url = repoUrl(world, repo, `/check-runs/${run.id}`);
  const page = pageUrl(world, repo, `/runs/${run.id}`);
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("CheckRun", run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: page,
    details_url: run.detailsUrl,
    status: run.status as string,
    conclusion: run.conclusion as string | null,
    started_at: iso(run.startedAtMs),
    completed_at: isoOrNull(run.completedAtMs),
    output: {
      title: run.output.title,
      summary: run.output.summary,
      text: run.output.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite.id },
    app: renderApp(world, run.app),
    pull_requests: renderPullReferences(world, repo, run.headSha),
  };
}

export function latestRuns(runs: readonly CheckRun[]): CheckRun[] {
  const latest = new Map<string, CheckRun>();
  for (const run of runs) latest.set(`${run.suite.id} ${run.name}`, run);
  return [...latest.values()];
}

export function renderCheckSuite(world: World, suite: CheckSuite) {
  const { repo } = suite;
  const runs = latestRuns(repo.checkRuns.filter((run) => run.suite === suite));
  const url = repoUrl(world, repo, `/check-suites/${suite.id}`);
  const pulls = renderPullReferences(world, repo, suite.headSha);
  const isDone = runs.length > 0 && runs.every((run) => run.status === "completed");
  return {
    id: suite.id,
    node_id: nodeId("CheckSuite", suite.id),
    head_branch: pulls[0]?.head.ref ?? null,
    head_sha: suite.headSha,
    status: isDone ? "completed" : "queued",
    conclusion: isDone ? (runs.find((run) => run.conclusion !== "success")?.conclusion ?? "success") : null,
    url,
    before: null,
    after: suite.headSha,
    pull_requests: pulls,
    app: renderApp(world, suite.app),
    created_at: iso(suite.createdAtMs),
    updated_at: iso(suite.createdAtMs),
    latest_check_runs_count: runs.length,
    check_runs_url: `${url}/check-runs`,
  };
}

export function renderStatus(world: World, status: CommitStatus) {
  return { ...renderSimpleStatus(world, status), creator: renderAccount(world, status.creator) };
}

/** As the combined status holds them: it does not tell who reported. */
export function renderSimpleStatus(world: World, status: CommitStatus) {
  return {
    url: repoUrl(world, status.repo, `/statuses/${status.sha}`),
    avatar_url: null,
    id: status.id,
    node_id: nodeId("StatusContext", status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: iso(status.createdAtMs),
    updated_at: iso(status.createdAtMs),
  };
}
