// Check runs and commit statuses.

import { countedPageOf, pageOf } from "../http/pages.js";
import { notFound, Problem, unprocessable } from "../http/problem.js";
import { actingAccount, type Backend, ok, type Request, type Route, repositoryOf } from "../http/route.js";
import { latestRuns, renderCheckRun, renderCheckSuite, renderSimpleStatus, renderStatus } from "../render/check.js";
import { repoUrl } from "../render/primitives.js";
import { renderRepository } from "../render/repository.js";
import { addCheckRun, addStatus } from "../world/checks.js";
import { emitCheckRun } from "../world/events.js";
import type { Annotation, CheckRun, CommitStatus } from "../world/model.js";
import type { World } from "../world/world.js";
import { commitOf, renderOid } from "./commits.js";

const RUNS = "/repos/{owner}/{repo}/check-runs";
const READ = { method: "GET", access: "token", permission: ["checks"] } as const;
const WRITE = { access: "installation", permission: ["checks:write"] } as const;
const READ_STATUS = { method: "GET", access: "token", permission: ["statuses"] } as const;

export const checkRoutes: readonly Route[] = [
  { ...WRITE, method: "POST", path: RUNS, handle: createRun },
  { ...WRITE, method: "PATCH", path: `${RUNS}/{check_run_id}`, handle: updateRun },
  {
    ...READ,
    path: `${RUNS}/{check_run_id}`,
    handle: ({ world }, request) => ok(renderCheckRun(world, runOf(world, request))),
  },
  {
    ...READ,
    path: `${RUNS}/{check_run_id}/annotations`,
    handle: (backend, request) => {
      const run = runOf(backend.world, request);
      const href = repoUrl(backend.world, run.repo, `/blob/${run.headSha}`);
      return pageOf(backend, request, run.annotations, (one) => renderAnnotation(one, href));
    },
  },
  { ...READ, path: "/repos/{owner}/{repo}/commits/{ref}/check-runs", handle: listRuns },
  {
    ...READ,
    path: "/repos/{owner}/{repo}/commits/{ref}/check-suites",
    handle: async (backend, request) => {
      const repo = repositoryOf(backend.world, request);
      const sha = await commitOf(repo, request.params.ref ?? "");
      const suites = repo.checkSuites.filter((suite) => suite.headSha === sha);
      const head = await renderOid(backend.world, repo, sha);
      const head_commit = {
        id: sha,
        tree_id: head.commit.tree.sha,
        message: head.commit.message,
        timestamp: head.commit.committer.date,
        author: head.commit.author,
        committer: head.commit.committer,
      };
      const repository = renderRepository(backend.world, repo);
      const render = (suite: (typeof suites)[number]) => ({
        ...renderCheckSuite(backend.world, suite),
        repository,
        head_commit,
      });
      return countedPageOf(backend, request, suites, { key: "check_suites", render });
    },
  },
  {
    ...READ_STATUS,
    path: "/repos/{owner}/{repo}/commits/{ref}/statuses",
    handle: async (backend, request) =>
      pageOf(backend, request, await statusesOf(backend.world, request), (one) => renderStatus(backend.world, one)),
  },
  { ...READ_STATUS, path: "/repos/{owner}/{repo}/commits/{ref}/status", handle: readCombinedStatus },
  {
    method: "POST",
    path: "/repos/{owner}/{repo}/statuses/{sha}",
    access: "token",
    permission: ["statuses:write"],
    handle: createStatus,
  },
];

async function createRun({ world }: Backend, request: Request) {
  const repo = repositoryOf(world, request);
  const { name, head_sha } = request.body;
  const headSha = await commitOf(repo, head_sha);
  checkOutput(world, request.body);
  const run = addCheckRun(world, repo, { headSha, name, app: world.ownApp });
  applyChanges(world, run, request.body);
  emitCheckRun(world, "created", run, world.ownApp.bot);
  if (run.status === "completed") emitCheckRun(world, "completed", run, world.ownApp.bot);
  return { status: 201, body: renderCheckRun(world, run) };
}

function updateRun({ world }: Backend, request: Request) {
  const run = runOf(world, request);
  if (run.app !== world.ownApp) {
    throw new Problem(
      403,
      `Invalid app_id \`${world.ownApp.id}\` - check run can only be modified by the GitHub App that created it.`,
    );
  }
  checkOutput(world, request.body);
  const wasCompleted = run.status === "completed";
  applyChanges(world, run, request.body);
  if (run.status === "completed" && !wasCompleted) emitCheckRun(world, "completed", run, world.ownApp.bot);
  return ok(renderCheckRun(world, run));
}

function checkOutput(world: World, body: Request["body"]): void {
  const { output, status, conclusion } = body;
  if (status === "completed" && !conclusion) throw unprocessable('Invalid request.\n\n"conclusion" wasn\'t supplied.');
  if (!output) return;
  if (!output.title) throw unprocessable('Invalid request.\n\n"title" wasn\'t supplied.');
  const max = world.limits.annotationsPerRequest;
  const count = output.annotations?.length ?? 0;
  if (count > max)
    throw unprocessable(`Invalid request.\n\nNo more than ${max} items are allowed; ${count} were supplied.`);
  const isBroken = (one: Annotation) => one.end_line < one.start_line;
  if (output.annotations?.some(isBroken)) {
    throw unprocessable("Validation Failed", [{ resource: "CheckAnnotation", code: "invalid", field: "end_line" }]);
  }
}

function applyChanges(world: World, run: CheckRun, body: Request["body"]): void {
  if (body.name !== undefined) run.name = body.name;
  if (body.external_id !== undefined) run.externalId = body.external_id;
  if (body.details_url !== undefined) run.detailsUrl = body.details_url;
  if (body.started_at) run.startedAtMs = Date.parse(body.started_at);
  if (body.actions) run.actions = body.actions;
  if (body.output) applyOutput(run, body.output);
  if (body.status) run.status = body.status;
  if (body.conclusion) {
    run.status = "completed";
    run.conclusion = body.conclusion;
  }
  if (run.status !== "completed") {
    run.conclusion = null;
    run.completedAtMs = null;
    return;
  }
  run.completedAtMs = body.completed_at ? Date.parse(body.completed_at) : (run.completedAtMs ?? world.now());
}

// Texts are replaced, annotations are added to those already there.
function applyOutput(run: CheckRun, output: Request["body"]): void {
  const { title, summary, text, annotations } = output;
  run.output = { title, summary, text: text ?? null };
  run.annotations.push(...(annotations ?? []));
}

function runOf(world: World, request: Request): CheckRun {
  const id = Number(request.params.check_run_id);
  const run = repositoryOf(world, request).checkRuns.find((one) => one.id === id);
  if (!run) throw notFound();
  return run;
}

function renderAnnotation(annotation: Annotation, href: string) {
  const { path, start_line, end_line, annotation_level, message } = annotation;
  const known = { path, start_line, end_line, annotation_level, message, blob_href: `${href}/${path}` };
  const { title = null, raw_details = null } = annotation;
  return { ...known, start_column: null, end_column: null, title, raw_details };
}

async function listRuns(backend: Backend, request: Request) {
  const { world } = backend;
  const repo = repositoryOf(world, request);
  const { query } = request;
  const sha = await commitOf(repo, request.params.ref ?? "");
  const wanted = { name: query.get("check_name"), app: query.get("app_id"), status: query.get("status") };
  const all = repo.checkRuns
    .filter((run) => run.headSha === sha)
    .filter((run) => !wanted.name || run.name === wanted.name)
    .filter((run) => !wanted.app || run.app.id === Number(wanted.app))
    .filter((run) => !wanted.status || run.status === wanted.status);
  const runs = query.get("filter") === "all" ? all : latestRuns(all);
  const render = (run: CheckRun) => renderCheckRun(world, run);
  return countedPageOf(backend, request, runs.reverse(), { key: "check_runs", render });
}

async function statusesOf(world: World, request: Request): Promise<CommitStatus[]> {
  const repo = repositoryOf(world, request);
  const sha = await commitOf(repo, request.params.ref ?? "");
  return repo.statuses.filter((status) => status.sha === sha).reverse();
}

async function readCombinedStatus({ world }: Backend, request: Request) {
  const repo = repositoryOf(world, request);
  const sha = await commitOf(repo, request.params.ref ?? "");
  const latest = new Map<string, CommitStatus>();
  for (const status of (await statusesOf(world, request)).reverse()) latest.set(status.context, status);
  const statuses = [...latest.values()];
  const isBad = statuses.some((one) => one.state === "failure" || one.state === "error");
  const isGood = statuses.length > 0 && statuses.every((one) => one.state === "success");
  return ok({
    state: isBad ? "failure" : isGood ? "success" : "pending",
    statuses: statuses.map((one) => renderSimpleStatus(world, one)),
    sha,
    total_count: statuses.length,
    repository: renderRepository(world, repo),
    commit_url: repoUrl(world, repo, `/commits/${sha}`),
    url: repoUrl(world, repo, `/commits/${sha}/status`),
  });
}

async function createStatus({ world }: Backend, request: Request) {
  const repo = repositoryOf(world, request);
  const sha = await commitOf(repo, request.params.sha ?? "");
  const { state, context = "default", description = null, target_url: targetUrl = null } = request.body;
  const creator = actingAccount(world, request.actor);
  const status = await addStatus(world, repo, { sha, context, state, creator, description, targetUrl });
  return { status: 201, body: renderStatus(world, status) };
}
