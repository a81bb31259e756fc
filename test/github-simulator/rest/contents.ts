// Files and git objects.

import type { TreeEntry } from "../git/parse-commit.js";
import { notFound, Problem, unprocessable } from "../http/problem.js";
import { type Answer, type Backend, ok, type Request, type Route, repositoryOf } from "../http/route.js";
import { renderGitCommit } from "../render/commit.js";
import { nodeId, pageUrl, repoUrl } from "../render/primitives.js";
import type { Repository } from "../world/model.js";
import type { World } from "../world/world.js";

const MAX_BLOB_BYTES = 100 * 1024 * 1024;

export const contentRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/contents/{path}",
    access: "token",
    permission: ["contents"],
    handle: readContents,
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/git/trees/{tree_sha}",
    access: "token",
    permission: ["contents"],
    handle: readTree,
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/git/blobs/{file_sha}",
    access: "token",
    permission: ["contents"],
    handle: readBlob,
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/git/commits/{commit_sha}",
    access: "token",
    permission: ["contents"],
    handle: async ({ world }, request) => {
      const repo = repositoryOf(world, request);
      const commit = await repo.git.commitObject(request.params.commit_sha ?? "");
      if (!commit) throw notFound();
      const sha = commit.oid;
      const parents = commit.parents.map((oid) => ({
        sha: oid,
        url: repoUrl(world, repo, `/git/commits/${oid}`),
        html_url: pageUrl(world, repo, `/commit/${oid}`),
      }));
      const html_url = pageUrl(world, repo, `/commit/${sha}`);
      return ok({ ...renderGitCommit(world, repo, commit), sha, node_id: nodeId("Commit", sha), html_url, parents });
    },
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/git/ref/{ref}",
    access: "token",
    permission: ["contents"],
    handle: ({ world }, request) => {
      const repo = repositoryOf(world, request);
      const ref = `refs/${request.params.ref}`;
      const sha = repo.git.refs.get(ref);
      if (!sha) throw notFound();
      const object = { type: "commit", sha, url: repoUrl(world, repo, `/git/commits/${sha}`) };
      return ok({ ref, node_id: nodeId("Ref", ref), url: repoUrl(world, repo, `/git/${ref}`), object });
    },
  },
];

async function readContents({ world }: Backend, request: Request): Promise<Answer> {
  const repo = repositoryOf(world, request);
  const name = request.query.get("ref") ?? repo.defaultBranch;
  const ref = await repo.git.resolve(name);
  if (!ref) throw notFound(`No commit found for the ref ${name}`);
  const path = (request.params.path ?? "").replace(/^\/+|\/+$/g, "");
  const folder = await repo.git.tree(ref, path);
  if (folder)
    return ok(folder.map((entry) => describeEntry(world, repo, { ref, path: join(path, entry.name) }, entry)));
  const entry = await repo.git.entry(ref, path);
  if (!entry) throw notFound();
  return readFile(world, repo, { ref, path, entry, accept: request.accept });
}

async function readFile(
  world: World,
  repo: Repository,
  at: { readonly ref: string; readonly path: string; readonly entry: TreeEntry; readonly accept: string },
): Promise<Answer> {
  if (at.entry.type === "commit") {
    return ok({ ...describeEntry(world, repo, at, at.entry), submodule_git_url: `${pageUrl(world, repo)}.git` });
  }
  const blob = await repo.git.object(at.entry.oid);
  const content = blob?.content ?? Buffer.alloc(0);
  if (at.entry.mode === "120000") return readLink(world, repo, at, content.toString("utf8"));
  if (content.length > MAX_BLOB_BYTES) throw new Problem(403, "This API returns blobs up to 100 MB in size.");
  if (/\braw\b/.test(at.accept)) {
    return {
      status: 200,
      body: content,
      headers: { "Content-Type": "application/vnd.github.raw+json; charset=utf-8" },
    };
  }
  const isShown = content.length <= world.limits.contentBytes;
  return ok({
    ...describeEntry(world, repo, at, at.entry),
    size: content.length,
    encoding: isShown ? "base64" : "none",
    content: isShown ? wrapBase64(content) : "",
  });
}

// A link to a file in the repository is answered with that file.
async function readLink(
  world: World,
  repo: Repository,
  at: { readonly ref: string; readonly path: string; readonly entry: TreeEntry; readonly accept: string },
  target: string,
): Promise<Answer> {
  const resolved = new URL(target, `file:///${at.path}`).pathname.slice(1);
  const entry = target.startsWith("/") ? null : await repo.git.entry(at.ref, decodeURIComponent(resolved));
  if (entry?.type === "blob" && entry.mode !== "120000") {
    return readFile(world, repo, { ...at, path: decodeURIComponent(resolved), entry });
  }
  return ok({ ...describeEntry(world, repo, at, at.entry), target, size: target.length });
}

function describeEntry(
  world: World,
  repo: Repository,
  at: { readonly ref: string; readonly path: string },
  entry: TreeEntry,
) {
  const path = at.path.split("/").map(encodeURIComponent).join("/");
  const url = repoUrl(world, repo, `/contents/${path}?ref=${at.ref}`);
  const page = pageUrl(world, repo, `/blob/${at.ref}/${path}`);
  const kind = { tree: "dir", commit: "submodule", blob: entry.mode === "120000" ? "symlink" : "file" }[entry.type];
  const git = repoUrl(world, repo, `/git/${entry.type === "tree" ? "trees" : "blobs"}/${entry.oid}`);
  return {
    name: at.path.split("/").at(-1) ?? at.path,
    path: at.path,
    sha: entry.oid,
    size: 0,
    url,
    html_url: page,
    git_url: git,
    download_url: kind === "file" ? pageUrl(world, repo, `/raw/${at.ref}/${path}`) : null,
    type: kind,
    _links: { self: url, git, html: page },
  };
}

async function readTree({ world }: Backend, request: Request): Promise<Answer> {
  const repo = repositoryOf(world, request);
  const name = request.params.tree_sha ?? "";
  const oid = (await repo.git.resolve(name)) ?? (/^[0-9a-f]{40}$/.test(name) ? name : null);
  const object = oid ? await repo.git.object(oid) : null;
  if (!object || object.type === "blob") throw notFound();
  const tree = object.type === "commit" ? (await repo.git.commitObject(object.oid))?.tree : object.oid;
  const entries = await repo.git.listTree(tree ?? "", request.query.has("recursive"));
  const { treeEntries } = world.limits;
  return ok({
    sha: tree,
    url: repoUrl(world, repo, `/git/trees/${tree}`),
    tree: entries.slice(0, treeEntries).map(({ name: path, mode, type, oid: sha, size }) => {
      const url = repoUrl(world, repo, `/git/${type}s/${sha}`);
      return { path, mode, type, sha, ...(size === null ? {} : { size }), ...(type === "commit" ? {} : { url }) };
    }),
    truncated: entries.length > treeEntries,
  });
}

async function readBlob({ world }: Backend, request: Request): Promise<Answer> {
  const repo = repositoryOf(world, request);
  const sha = request.params.file_sha ?? "";
  if (!/^[0-9a-f]{40}$/.test(sha))
    throw unprocessable("The sha parameter must be exactly 40 characters and contain only [0-9a-f].");
  const object = await repo.git.object(sha);
  if (object?.type !== "blob") throw notFound();
  const { content } = object;
  if (/\braw\b/.test(request.accept)) {
    return {
      status: 200,
      body: content,
      headers: { "Content-Type": "application/vnd.github.raw+json; charset=utf-8" },
    };
  }
  const url = repoUrl(world, repo, `/git/blobs/${sha}`);
  const base = { sha, node_id: nodeId("Blob", sha), size: content.length, url };
  return ok({ ...base, content: wrapBase64(content), encoding: "base64" });
}

function wrapBase64(content: Buffer): string {
  return content.toString("base64").replace(/(.{60})/g, "$1\n");
}

function join(folder: string, name: string): string {
  return folder ? `${folder}/${name}` : name;
}
