// GraphQL views of commits, trees and blobs.
import type { GitObject } from "../git/object-reader.js";
import type { CommitObject, DatedPerson, TreeEntry } from "../git/parse-commit.js";
import { iso, nodeId, pageUrl } from "../render/primitives.js";
import type { Repository } from "../world/model.js";
import { accountByEmail, pullsOfCommit } from "../world/pull-content.js";
import { accountView } from "./actors.js";
import { rollupView, statusContextView, suiteView } from "./checks.js";
import { connection, type PageArguments } from "./connection.js";
import { pullView } from "./pull.js";
import { repositoryView } from "./repository.js";
import type { Viewer } from "./viewer.js";

const MAX_TEXT_BYTES = 512_000;

export async function commitView(viewer: Viewer, repo: Repository, oid: string) {
  const commit = await repo.git.commitObject(oid);
  return commit ? viewOf(viewer, repo, commit) : null;
}

function viewOf(viewer: Viewer, repo: Repository, commit: CommitObject) {
  const { world } = viewer;
  const message = commit.message.replace(/\n+$/, "");
  const [headline = "", ...rest] = message.split("\n");
  const url = pageUrl(world, repo, `/commit/${commit.oid}`);
  const stats = async () => {
    const parent = commit.parents[0];
    return parent ? repo.git.diff(parent, commit.oid) : [];
  };
  return {
    __typename: "Commit",
    id: nodeId("Commit", `${repo.id}:${commit.oid}`),
    oid: commit.oid,
    abbreviatedOid: commit.oid.slice(0, 7),
    message,
    messageHeadline: headline,
    messageBody: rest.join("\n").replace(/^\n+/, ""),
    authoredDate: iso(commit.author.atMs),
    committedDate: iso(commit.committer.atMs),
    pushedDate: null,
    authoredByCommitter: commit.author.email === commit.committer.email,
    committedViaWeb: commit.committer.email === "noreply@github.com",
    author: () => personView(viewer, commit.author),
    committer: () => personView(viewer, commit.committer),
    authors: (args: PageArguments) =>
      connection(args, [commit.author, ...coAuthors(commit)], (person) => personView(viewer, person)),
    parents: (args: PageArguments) => connection(args, commit.parents, (parent) => commitView(viewer, repo, parent)),
    signature: repo.git.signed.has(commit.oid) ? signatureView(commit) : null,
    tree: () => gitObjectView(viewer, repo, commit.tree),
    url,
    commitUrl: url,
    resourcePath: new URL(url).pathname,
    commitResourcePath: new URL(url).pathname,
    additions: async () => (await stats()).reduce((sum, file) => sum + file.additions, 0),
    deletions: async () => (await stats()).reduce((sum, file) => sum + file.deletions, 0),
    changedFiles: async () => (await stats()).length,
    changedFilesIfAvailable: async () => (await stats()).length,
    repository: () => repositoryView(viewer, repo),
    statusCheckRollup: () => rollupView(viewer, repo, commit.oid),
    status: () => {
      const contexts = repo.statuses.filter((status) => status.sha === commit.oid);
      const latest = new Map(contexts.map((status) => [status.context, status]));
      if (latest.size === 0) return null;
      return { contexts: () => [...latest.values()].map((status) => statusContextView(viewer, status)) };
    },
    checkSuites: (args: PageArguments) =>
      connection(
        args,
        repo.checkSuites.filter((suite) => suite.headSha === commit.oid),
        (suite) => suiteView(viewer, suite),
      ),
    associatedPullRequests: async (args: PageArguments) =>
      connection(args, await pullsOfCommit(world, repo, commit.oid), (pull) => pullView(viewer, pull)),
    history: async (args: PageArguments & { path?: string }) =>
      connection(args, await repo.git.history(commit.oid, args.path), (oid) => commitView(viewer, repo, oid)),
    file: async ({ path }: { path: string }) => {
      const entry = await repo.git.entry(commit.oid, path);
      return entry ? entryView(viewer, repo, entry, path) : null;
    },
  };
}

/** By GitHub's own key. */
function signatureView(commit: CommitObject) {
  return {
    __typename: "GpgSignature",
    email: commit.committer.email,
    isValid: true,
    keyId: "B5690EEEBB952194",
    payload: "",
    signature: "",
    signer: null,
    state: "VALID",
    verifiedAt: iso(commit.committer.atMs),
    wasSignedByGitHub: true,
  };
}

function personView(viewer: Viewer, person: DatedPerson) {
  const account = accountByEmail(viewer.world, person.email);
  return {
    name: person.name,
    email: person.email,
    date: iso(person.atMs),
    avatarUrl: `${viewer.world.baseUrl}/avatars/u/0`,
    // The field is of type User, so a bot's commit has nobody here.
    user: account?.type === "User" ? accountView(viewer, account) : null,
  };
}

function coAuthors(commit: CommitObject): DatedPerson[] {
  const lines = commit.message.matchAll(/^co-authored-by:\s*(.+?)\s*<([^>\n]+)>\s*$/gim);
  return [...lines].map(([, name = "", email = ""]) => ({ name, email, atMs: commit.author.atMs }));
}

/** A commit, tree or blob by id, `ref` or `ref:path`. */
export async function gitObjectView(viewer: Viewer, repo: Repository, expression: string) {
  const colon = expression.indexOf(":");
  const ref = colon < 0 ? expression : expression.slice(0, colon);
  const start = ref === "HEAD" ? (repo.git.branch(repo.defaultBranch) ?? null) : await repo.git.resolve(ref);
  const name = colon < 0 ? (start ?? ref) : `${start}:${expression.slice(colon + 1)}`;
  if (!start && !/^[0-9a-f]{40}$/.test(ref)) return null;
  const object = await repo.git.object(name);
  if (!object) return null;
  if (object.type === "commit") return commitView(viewer, repo, object.oid);
  if (object.type === "blob") return blobView(viewer, repo, object);
  return treeView(viewer, repo, object.oid, colon < 0 ? "" : expression.slice(colon + 1));
}

function treeView(viewer: Viewer, repo: Repository, oid: string, path: string) {
  return {
    ...objectFields(viewer, repo, "Tree", oid),
    entries: async () => {
      const entries = (await repo.git.tree(oid)) ?? [];
      return entries.map((entry) => entryView(viewer, repo, entry, path ? `${path}/${entry.name}` : entry.name));
    },
  };
}

function objectFields(viewer: Viewer, repo: Repository, __typename: string, oid: string) {
  return {
    __typename,
    id: nodeId(__typename, `${repo.id}:${oid}`),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    repository: () => repositoryView(viewer, repo),
  };
}

function blobView(viewer: Viewer, repo: Repository, { oid, content }: GitObject) {
  const isBinary = content.subarray(0, 8000).includes(0);
  const isTruncated = content.length > MAX_TEXT_BYTES;
  return {
    ...objectFields(viewer, repo, "Blob", oid),
    byteSize: content.length,
    isBinary,
    isTruncated,
    text: isBinary ? null : content.subarray(0, MAX_TEXT_BYTES).toString("utf8"),
  };
}

function entryView(viewer: Viewer, repo: Repository, entry: TreeEntry, path: string) {
  const extension = /\.[^./]*$/.exec(entry.name)?.[0] ?? "";
  return {
    __typename: "TreeEntry",
    name: entry.name,
    nameRaw: Buffer.from(entry.name).toString("base64"),
    path,
    pathRaw: Buffer.from(path).toString("base64"),
    extension,
    mode: Number.parseInt(entry.mode, 8),
    oid: entry.oid,
    type: entry.type,
    isGenerated: false,
    lineCount: null,
    size: async () => (entry.type === "blob" ? ((await repo.git.object(entry.oid))?.content.length ?? 0) : 0),
    // A submodule's commit is in another repository.
    object: () => (entry.type === "commit" ? null : gitObjectView(viewer, repo, entry.oid)),
    submodule: null,
    repository: () => repositoryView(viewer, repo),
  };
}
