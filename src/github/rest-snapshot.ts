// The same snapshot by REST, for servers whose GraphQL lacks a field or is down. Costs about eleven calls. REST does not tell
// who edited a text, nor that a review was edited: what it shows as edited has no editor here, and the core voids it.
import { z } from "zod";
import type { Account, Commit } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import { loaded, unavailable } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import type { PullSnapshot } from "../ports.js";
import { fromRestUser, RestUser } from "./accounts.js";
import { attribute } from "./attribute.js";
import { fromRestCommit, RestCommit } from "./commits.js";
import { compareCommits } from "./compare.js";
import { asSource, type GithubContext, unlessMissing } from "./context.js";
import { parseData } from "./graphql.js";
import { listPullsOfCommit } from "./lists.js";
import { restRequesters } from "./requesters.js";
import { loadReferencedIssues } from "./rest-issues.js";
import { listAll, loadComments, loadHeadChecks, loadLineComments, loadReviews } from "./rest-lists.js";
import { loadFloorText, loadPolicyText } from "./rest-policy.js";

const LISTED_COMMITS = 250;

const RestPull = z.object({
  number: z.number(),
  html_url: z.string(),
  state: z.enum(["open", "closed"]),
  draft: z.boolean().default(false),
  title: z.string(),
  body: z.string().nullable(),
  user: RestUser.nullable(),
  created_at: z.string(),
  merged: z.boolean(),
  merged_by: RestUser.nullable(),
  merge_commit_sha: z.string().nullable(),
  head: z.object({ ref: z.string(), sha: z.string(), repo: z.object({ id: z.number() }).nullable() }),
  base: z.object({
    ref: z.string(),
    sha: z.string(),
    repo: z.object({
      id: z.number(),
      name: z.string(),
      owner: z.object({ login: z.string() }),
      default_branch: z.string(),
    }),
  }),
  commits: z.number(),
  additions: z.number(),
  deletions: z.number(),
  changed_files: z.number(),
  requested_reviewers: z.array(RestUser).nullish(),
  assignees: z.array(RestUser).nullish(),
});
export type RestPull = z.infer<typeof RestPull>;

export async function loadRestSnapshot(context: GithubContext, ref: PullRef): Promise<PullSnapshot | null> {
  const readAt = context.api.clock.now().toISOString();
  const answer = await unlessMissing(() => read(context, ref, "GET /repos/{owner}/{repo}/pulls/{pull_number}"), null);
  if (answer === null) return null;
  const pull = parseData(RestPull, answer);
  const { repo } = pull.base;
  if (repo.id !== ref.repositoryId) return null;

  const { isOurs } = await context.loadIdentity();
  const [tip, comments, reviews, lineComments, heads, siblings, policies, floor, issues] = await Promise.all([
    loadTip(context, ref, pull.base.ref),
    asSource(() => loadComments(context, ref, isOurs)),
    asSource(() => loadReviews(context, ref)),
    asSource(() => loadLineComments(context, ref)),
    loadHeadChecks(context, ref, pull.head.sha),
    loadSiblings(context, ref, pull.head.sha),
    loadPolicies(context, ref, pull.base.ref, repo.default_branch),
    loadFloorText(context, ref),
    loadReferencedIssues(context, ref, pull),
  ]);
  const { commits, total } = await loadCommits(context, ref, pull, tip ?? pull.base.sha);
  return {
    readAt,
    repository: {
      id: repo.id,
      owner: repo.owner.login,
      name: repo.name,
      defaultBranch: repo.default_branch,
      installationId: ref.installationId,
    },
    pull: {
      number: pull.number,
      url: pull.html_url,
      state: pull.merged ? "merged" : pull.state,
      draft: pull.draft,
      headSha: pull.head.sha,
      baseRef: pull.base.ref,
      baseSha: tip ?? pull.base.sha,
      fork: pull.head.repo?.id !== repo.id,
      createdAt: pull.created_at,
      mergedBy: fromRestUser(pull.merged_by),
      mergeCommitSha: pull.merged ? pull.merge_commit_sha : null,
      bodyEditor: null,
    },
    title: pull.title,
    body: pull.body ?? "",
    author: fromRestUser(pull.user),
    branch: pull.head.ref,
    counts: { files: pull.changed_files, additions: pull.additions, deletions: pull.deletions, commits: total },
    mergeBaseSha: null,
    commits,
    comments,
    reviews,
    lineComments,
    checks: heads.checks,
    ...issues,
    siblings,
    requested: loaded((pull.requested_reviewers ?? []).flatMap(toPerson)),
    requesters: restRequesters(pull.assignees ?? []),
    formerHeads: [],
    policy:
      tip === null
        ? {
            status: "unavailable",
            reason: `the base branch \`${pull.base.ref.slice(0, 100)}\` does not exist any more`,
          }
        : policies.base,
    defaultPolicy: policies.main,
    floor,
    publishedChecks: heads.published,
  };
}

async function loadPolicies(context: GithubContext, ref: PullRef, base: string, main: string) {
  const [own, general] = await Promise.all([
    loadPolicyText(context, ref, base),
    base === main ? null : loadPolicyText(context, ref, main),
  ]);
  return { base: own, main: general ?? own };
}

function toPerson(user: RestUser): Account[] {
  const account = fromRestUser(user);
  return account?.type === "User" ? [account] : [];
}

async function read(context: GithubContext, ref: PullRef, route: string): Promise<unknown> {
  const parameters = { owner: ref.owner, repo: ref.name, pull_number: ref.number };
  return (await context.api.read(ref.installationId, route, parameters)).data;
}

const Branch = z.object({ commit: z.object({ sha: z.string() }) });

/** `base.sha` of a pull request lags behind its branch. Null: the branch is gone. */
async function loadTip({ api }: GithubContext, ref: PullRef, branch: string): Promise<string | null> {
  const route = "GET /repos/{owner}/{repo}/branches/{branch}";
  const parameters = { owner: ref.owner, repo: ref.name, branch };
  const answer = await unlessMissing(() => api.read(ref.installationId, route, parameters), null);
  return answer === null ? null : parseData(Branch, answer.data).commit.sha;
}

async function loadCommits(
  context: GithubContext,
  ref: PullRef,
  pull: RestPull,
  baseSha: string,
): Promise<{ commits: Source<readonly Commit[]>; total: number }> {
  const listed = await asSource(async () => {
    if (pull.commits > LISTED_COMMITS) return compareCommits(context, ref, baseSha, pull.head.sha);
    const items = await listAll(context, ref, "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits", {
      pull_number: ref.number,
    });
    const commits = items.map((item) => fromRestCommit(parseData(RestCommit, item)));
    // The list may lag behind a push. Without the head's commit nobody knows who wrote it.
    const hasHead = commits.some(({ sha }) => sha === pull.head.sha);
    if (!hasHead) return compareCommits(context, ref, baseSha, pull.head.sha);
    return { commits: await attribute(context, ref, commits), total: pull.commits };
  });
  if (listed.status === "unavailable") return { commits: listed, total: pull.commits };
  return { commits: loaded(listed.value.commits), total: Math.max(pull.commits, listed.value.total) };
}

async function loadSiblings(context: GithubContext, ref: PullRef, sha: string): Promise<PullSnapshot["siblings"]> {
  const pulls = await asSource(() => listPullsOfCommit(context, ref, sha));
  if (pulls.status === "unavailable") return unavailable(pulls.reason);
  return loaded(
    pulls.value
      .filter(({ number, state, headSha }) => number !== ref.number && state === "open" && headSha === sha)
      .map(({ number, baseRef }) => ({ number, baseRef })),
  );
}
