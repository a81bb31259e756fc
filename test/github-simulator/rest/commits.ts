// Commits, their comparison, and what was reported on them.

import { pageOf, takePage } from "../http/pages.js";
import { notFound, unprocessable } from "../http/problem.js";
import { type Backend, mayLook, type Request, type Route, repositoryOf } from "../http/route.js";
import { renderCommit, renderFile } from "../render/commit.js";
import { pageUrl, repoUrl } from "../render/primitives.js";
import { renderPull } from "../render/pull.js";
import type { Repository } from "../world/model.js";
import { pullsOfCommit } from "../world/pull-content.js";
import type { World } from "../world/world.js";

const MAX_COMMIT_FILES = 3000;

export const commitRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/commits",
    access: "token",
    permission: ["contents"],
    handle: listCommits,
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/commits/{ref}",
    access: "token",
    permission: ["contents"],
    handle: readCommit,
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/commits/{commit_sha}/pulls",
    access: "token",
    permission: ["pull_requests"],
    handle: listPulls,
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/compare/{basehead}",
    access: "token",
    permission: ["contents"],
    handle: compare,
  },
];

async function listCommits(backend: Backend, request: Request) {
  const { world } = backend;
  const repo = repositoryOf(world, request);
  const from = await repo.git.resolve(request.query.get("sha") ?? repo.defaultBranch);
  if (!from) throw notFound();
  const oids = await repo.git.history(from, request.query.get("path") ?? undefined);
  const since = Date.parse(request.query.get("since") ?? "1970-01-01T00:00:00Z");
  const recent: string[] = [];
  for (const oid of oids) {
    const commit = since > 0 ? await repo.git.commitObject(oid) : null;
    if (!commit || commit.committer.atMs >= since) recent.push(oid);
  }
  return pageOf(backend, request, recent, (oid) => renderOid(world, repo, oid));
}

export async function renderOid(world: World, repo: Repository, oid: string) {
  const commit = await repo.git.commitObject(oid);
  if (!commit) throw notFound();
  return renderCommit(world, repo, commit);
}

export async function commitOf(repo: Repository, ref: string): Promise<string> {
  const oid = await repo.git.resolve(ref);
  if (!oid) throw unprocessable(`No commit found for SHA: ${ref}`);
  return oid;
}

async function readCommit(backend: Backend, request: Request) {
  const { world } = backend;
  const repo = repositoryOf(world, request);
  const oid = await commitOf(repo, request.params.ref ?? "");
  const commit = await repo.git.commitObject(oid);
  const parent = commit?.parents[0];
  const files = parent ? await repo.git.diff(parent, oid) : [];
  const patches = parent ? await repo.git.patches(parent, oid) : new Map<string, string>();
  const { items, headers } = takePage(backend, withPerPage(request, 300), files.slice(0, MAX_COMMIT_FILES));
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  const body = {
    ...(await renderOid(world, repo, oid)),
    stats: { additions, deletions, total: additions + deletions },
    files: items.map((file) => renderFile(world, { repo, sha: oid }, file, patches.get(file.path))),
  };
  return { status: 200, headers, body };
}

function withPerPage(request: Request, count: number): Request {
  const query = new URLSearchParams(request.query);
  if (!query.has("per_page")) query.set("per_page", String(count));
  return { ...request, query };
}

async function listPulls(backend: Backend, request: Request) {
  const { world } = backend;
  const repo = repositoryOf(world, request);
  const oid = await commitOf(repo, request.params.commit_sha ?? "");
  const found = await pullsOfCommit(world, repo, oid);
  return pageOf(backend, request, found, (pull) => renderPull(world, pull));
}

async function compare(backend: Backend, request: Request) {
  const { world } = backend;
  const { owner = "", repo: name = "" } = request.params;
  const repo = world.findRepository(owner, name);
  if (!repo || !mayLook(world, request.actor, repo)) throw notFound();
  const basehead = request.params.basehead ?? "";
  const dots = basehead.indexOf("...");
  const base = await resolveSide(world, repo, basehead.slice(0, dots));
  const head = await resolveSide(world, repo, basehead.slice(dots + 3));
  const mergeBase = base && head ? await repo.git.mergeBase(base, head) : null;
  if (dots < 0 || !base || !head || !mergeBase) throw notFound();
  const ahead = await repo.git.commitsBetween(base, head);
  const behind = await repo.git.commitsBetween(head, base);
  const { items, headers } = takePage(backend, withPerPage(request, 100), ahead);
  const isFirstPage = Number(request.query.get("page") ?? 1) === 1;
  const files = isFirstPage ? (await repo.git.diff(mergeBase, head)).slice(0, world.limits.compareFiles) : [];
  const patches = await repo.git.patches(mergeBase, head);
  const page = pageUrl(world, repo, `/compare/${basehead}`);
  const status =
    ahead.length === 0 ? (behind.length === 0 ? "identical" : "behind") : behind.length === 0 ? "ahead" : "diverged";
  const body = {
    url: repoUrl(world, repo, `/compare/${basehead}`),
    html_url: page,
    permalink_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: await renderOid(world, repo, base),
    merge_base_commit: await renderOid(world, repo, mergeBase),
    status,
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: await Promise.all(items.map((oid) => renderOid(world, repo, oid))),
    files: files.map((file) => renderFile(world, { repo, sha: head }, file, patches.get(file.path))),
  };
  return { status: 200, headers, body };
}

/** `owner:branch` names a side in another repository of the network. */
async function resolveSide(world: World, repo: Repository, side: string): Promise<string | null> {
  const [owner, branch] = side.includes(":") ? side.split(":") : [null, side];
  if (!owner || owner.toLowerCase() === repo.owner.login.toLowerCase()) return repo.git.resolve(branch ?? "");
  const other = world.findRepository(owner, repo.name);
  const oid = other ? await other.git.resolve(branch ?? "") : null;
  if (other && oid) await repo.git.fetch(other.git, oid, `refs/network/${other.id}/${oid}`);
  return oid;
}
