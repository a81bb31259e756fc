// REST shapes of commits and changed files.
import type { ChangedFile } from "../git/diff.js";
import type { CommitObject } from "../git/parse-commit.js";
import type { Account, Repository } from "../world/model.js";
import { accountByEmail } from "../world/pull-content.js";
import type { World } from "../world/world.js";
import { iso, nodeId, pageUrl, renderAccount, repoUrl } from "./primitives.js";

/** REST links GitHub's own address to this account, signed or not; GraphQL to nobody. */
const WEB_FLOW: Account = {
  id: 19_864_447,
  login: "web-flow",
  type: "User",
  name: "GitHub Web Flow",
  email: "noreply@github.com",
  slug: null,
};

function linkedAccount(world: World, email: string): Account | null {
  return email.toLowerCase() === WEB_FLOW.email ? WEB_FLOW : accountByEmail(world, email);
}

export function renderCommit(world: World, repo: Repository, commit: CommitObject) {
  const author = linkedAccount(world, commit.author.email);
  const committer = linkedAccount(world, commit.committer.email);
  const url = repoUrl(world, repo, `/commits/${commit.oid}`);
  return {
    sha: commit.oid,
    node_id: nodeId("Commit", `${repo.id}:${commit.oid}`),
    commit: { ...renderGitCommit(world, repo, commit), comment_count: 0 },
    url,
    html_url: pageUrl(world, repo, `/commit/${commit.oid}`),
    comments_url: `${url}/comments`,
    author: author ? renderAccount(world, author) : null,
    committer: committer ? renderAccount(world, committer) : null,
    parents: commit.parents.map((sha) => ({
      sha,
      url: repoUrl(world, repo, `/commits/${sha}`),
      html_url: pageUrl(world, repo, `/commit/${sha}`),
    })),
  };
}

export function renderGitCommit(world: World, repo: Repository, commit: CommitObject) {
  const person = (one: CommitObject["author"]) => ({ name: one.name, email: one.email, date: iso(one.atMs) });
  return {
    author: person(commit.author),
    committer: person(commit.committer),
    message: commit.message.replace(/\n+$/, ""),
    tree: { sha: commit.tree, url: repoUrl(world, repo, `/git/trees/${commit.tree}`) },
    url: repoUrl(world, repo, `/git/commits/${commit.oid}`),
    verification: verificationOf(repo, commit),
  };
}

function verificationOf(repo: Repository, { oid, committer }: CommitObject) {
  if (!repo.git.signed.has(oid)) {
    return { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };
  }
  return { verified: true, reason: "valid", signature: "", payload: "", verified_at: iso(committer.atMs) };
}

/** `patch` and `previous_filename` are left out, not null, when there is none. */
export function renderFile(
  world: World,
  at: { readonly repo: Repository; readonly sha: string },
  file: ChangedFile,
  patch: string | undefined,
) {
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  const isShown = patch !== undefined && !file.isBinary && patch.length <= world.limits.patchCharacters;
  return {
    sha: file.oid,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: pageUrl(world, at.repo, `/blob/${at.sha}/${path}`),
    raw_url: pageUrl(world, at.repo, `/raw/${at.sha}/${path}`),
    contents_url: repoUrl(world, at.repo, `/contents/${path}?ref=${at.sha}`),
    ...(isShown ? { patch } : {}),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}
