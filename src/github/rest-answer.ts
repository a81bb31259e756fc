// What the snapshot's query would answer, read by REST from a server whose GraphQL lacks a field or is down; about eleven calls. REST
// does not tell who edited a text, nor that a review was edited: what it shows as edited has no editor here, and the core voids it.
import { z } from "zod";
import type { LineComment } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import { POLICY_PATH } from "../core/policy/schema.js";
import { type GraphqlAnswer, type GraphqlProblem, parseData } from "./answers.js";
import { RestCommit, RestUser, restActor, restCommitNode } from "./commits.js";
import { asSource, callsFor, type GithubContext, unlessMissing } from "./context.js";
import { listPullsOfCommit } from "./lists.js";
import { FLOOR_REPOSITORY, type PolicyObject, toPolicyObject } from "./policy-text.js";
import {
  listAll,
  loadComments,
  loadContexts,
  loadLineComments,
  loadReferencedIssues,
  loadReviews,
} from "./rest-lists.js";
import type { PullNode, SnapshotData } from "./snapshot-shapes.js";

/** GitHub lists no more of a pull request; whoever reads the answer then compares. */
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
type RestPull = z.infer<typeof RestPull>;

export interface RestAnswer extends GraphqlAnswer {
  readonly data: SnapshotData;
  /** The branch whose policy was read. */
  readonly policyOf: string;
  /** GraphQL hands them out below their reviews; here they may be unknown where the reviews are known. */
  readonly lineComments: Source<readonly LineComment[]>;
}

/** Null: there is no such pull request. */
export async function readByRest(context: GithubContext, ref: PullRef): Promise<RestAnswer | null> {
  const read = () =>
    callsFor(context, ref).read("GET /repos/{owner}/{repo}/pulls/{pull_number}", { pull_number: ref.number });
  const answer = await unlessMissing(read, null);
  if (answer === null) return null;
  const pull = parseData(RestPull, answer);
  if (pull.base.repo.id !== ref.repositoryId) return null;
  const problems: GraphqlProblem[] = [];
  /** Null where it fails alone; why is a problem at its path. */
  const part = async <T>(path: readonly (string | number)[], load: () => Promise<T>): Promise<T | null> => {
    const source = await asSource(load);
    if (source.status === "loaded") return source.value;
    problems.push({ type: "", path, message: source.reason });
    return null;
  };
  const { repo, ref: baseRef } = pull.base;
  const own = loadPolicy(context, ref, { repo: ref.name, branch: baseRef });
  const isMain = baseRef === repo.default_branch;
  const general = isMain ? own : loadPolicy(context, ref, { repo: ref.name, branch: repo.default_branch });
  const [lineComments, tip, policy, defaultPolicy, floor, lists] = await Promise.all([
    asSource(() => loadLineComments(context, ref)),
    loadTip(context, ref, baseRef),
    part(["repository", "policy"], () => own),
    part(["repository", "defaultPolicy"], () => general),
    part(["floor"], () => loadPolicy(context, ref, { repo: FLOOR_REPOSITORY, branch: null })),
    loadLists(context, { ref, pull, part }),
  ]);
  const { closingIssuesReferences: issues } = lists;
  const unseen = (issues?.nodes ?? []).flatMap((issue, index) => (issue === null ? [UNSEEN(index)] : []));
  const data: SnapshotData = {
    repository: {
      databaseId: repo.id,
      name: repo.name,
      owner: repo.owner,
      defaultBranchRef: { name: repo.default_branch },
      policy,
      defaultPolicy,
      pullRequest: { ...toNode(pull), baseRef: tip === null ? null : { target: { oid: tip } }, ...lists },
    },
    floor: { object: floor },
  };
  return { data, problems: [...problems, ...unseen], policyOf: baseRef, lineComments };
}

const PULL = ["repository", "pullRequest"] as const;
const ISSUES = [...PULL, "closingIssuesReferences"] as const;
const UNSEEN = (index: number): GraphqlProblem => {
  return { type: "NOT_FOUND", path: [...ISSUES, "nodes", index], message: "the issue cannot be seen" };
};

type Part = <T>(path: readonly (string | number)[], load: () => Promise<T>) => Promise<T | null>;

type Lists = Pick<PullNode, "commits" | "head" | "comments" | "reviews" | "closingIssuesReferences">;

function toNode(pull: RestPull): Omit<PullNode, "baseRef" | keyof Lists> {
  return {
    number: pull.number,
    url: pull.html_url,
    state: pull.merged ? "MERGED" : pull.state === "open" ? "OPEN" : "CLOSED",
    isDraft: pull.draft,
    title: pull.title,
    body: pull.body ?? "",
    createdAt: pull.created_at,
    isCrossRepository: pull.head.repo?.id !== pull.base.repo.id,
    headRefName: pull.head.ref,
    headRefOid: pull.head.sha,
    baseRefName: pull.base.ref,
    baseRefOid: pull.base.sha,
    changedFiles: pull.changed_files,
    additions: pull.additions,
    deletions: pull.deletions,
    author: restActor(pull.user),
    editor: null,
    mergedBy: restActor(pull.merged_by),
    mergeCommit: pull.merge_commit_sha === null ? null : { oid: pull.merge_commit_sha },
    reviewRequests: { nodes: (pull.requested_reviewers ?? []).map((user) => ({ requestedReviewer: restActor(user) })) },
    // Who assigned them takes a call for each issue, and is not asked.
    assignees: { nodes: (pull.assignees ?? []).map(restActor) },
  };
}

interface Asked {
  readonly ref: PullRef;
  readonly pull: RestPull;
  readonly part: Part;
}

async function loadLists(context: GithubContext, { ref, pull, part }: Asked): Promise<Lists> {
  const head = [...PULL, "head", "nodes", 0, "commit"];
  const oid = pull.head.sha;
  // Keywords link only where a merge would close the issue.
  const linkingBody = pull.base.ref === pull.base.repo.default_branch ? (pull.body ?? "") : "";
  const [commits, comments, reviews, issues, contexts, siblings] = await Promise.all([
    part([...PULL, "commits"], () => loadCommits(context, ref, pull)),
    part([...PULL, "comments"], () => loadComments(context, ref)),
    part([...PULL, "reviews"], () => loadReviews(context, ref)),
    part(ISSUES, () => loadReferencedIssues(context, ref, linkingBody)),
    part([...head, "statusCheckRollup"], () => loadContexts(context, ref, oid)),
    part([...head, "associatedPullRequests"], () => loadAssociated(context, ref, oid)),
  ]);
  const commit = {
    oid,
    statusCheckRollup: contexts && { contexts: toPage(contexts) },
    associatedPullRequests: siblings && toPage(siblings),
  };
  return {
    commits: commits && { ...toPage(commits), totalCount: pull.commits },
    comments: comments && toPage(comments),
    reviews: reviews && toPage(reviews),
    closingIssuesReferences: issues && toPage(issues),
    head: { nodes: [{ commit }] },
  };
}

function toPage(nodes: readonly unknown[]) {
  return { totalCount: nodes.length, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [...nodes] };
}

async function loadCommits(context: GithubContext, ref: PullRef, pull: RestPull): Promise<readonly unknown[]> {
  if (pull.commits > LISTED_COMMITS) return [];
  const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits";
  const items = await listAll(context, ref, { route, own: { pull_number: ref.number } });
  return items.map((item) => ({ commit: restCommitNode(parseData(RestCommit, item)) }));
}

async function loadAssociated(context: GithubContext, ref: PullRef, sha: string): Promise<readonly unknown[]> {
  const pulls = await listPullsOfCommit(context, ref, sha);
  const baseRepository = { databaseId: ref.repositoryId };
  return pulls.map(({ number, state, baseRef, headSha }) => {
    return { number, state: state.toUpperCase(), headRefOid: headSha, baseRefName: baseRef, baseRepository };
  });
}

const Branch = z.object({ commit: z.object({ sha: z.string() }) });

/** `base.sha` of a pull request lags behind its branch. Null: the branch is gone. */
async function loadTip(context: GithubContext, ref: PullRef, branch: string): Promise<string | null> {
  const route = "GET /repos/{owner}/{repo}/branches/{branch}";
  const answer = await unlessMissing(() => callsFor(context, ref).read(route, { branch }), null);
  return answer === null ? null : parseData(Branch, answer).commit.sha;
}

/** Null: there is none. `branch`: null for the default one. */
async function loadPolicy(
  context: GithubContext,
  ref: PullRef,
  { repo, branch }: { readonly repo: string; readonly branch: string | null },
): Promise<PolicyObject | null> {
  const route = "GET /repos/{owner}/{repo}/contents/{+path}";
  const own = { repo, path: POLICY_PATH, ...(branch === null ? {} : { ref: `refs/heads/${branch}` }) };
  const data = await unlessMissing(() => callsFor(context, ref).read(route, own), null);
  return data === null ? null : toPolicyObject(data);
}
