// What came into a branch, and what is about to: pull requests that were merged, as they were when it happened, for a replay of a proposed
// policy; and those of a merge group. The group's ref names only one of them; the queue knows them all.
import { z } from "zod";
import type { Commit } from "../core/facts/facts.js";
import { loaded, type Source, unavailable } from "../core/facts/source.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { POLICY_PATH, type PolicyText } from "../core/policy/schema.js";
import { AppError } from "../errors.js";
import type { GithubReader, MergedPull } from "../ports.js";
import { type GraphqlAnswer, parseData, problemAt } from "./answers.js";
import { Actor, COMMIT_FRAGMENT, fromActor, fromGraphqlCommit, GraphqlCommit, WHO_FRAGMENT } from "./commits.js";
import { onlyParentOutside } from "./compare.js";
import { callsFor, type GithubContext } from "./context.js";
import { fromBlob, PolicyObject } from "./policy-text.js";
import { POLICY_QUERY } from "./snapshot-query.js";

/** Commits make a page heavy, and GitHub gives up on a query after ten seconds. */
const PULLS_PER_QUERY = 10;

const QUERY = `query MergedPulls($owner: String!, $name: String!, $base: String!, $first: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    databaseId
    pullRequests(
      states: [MERGED], baseRefName: $base, first: $first, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }
    ) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number title body mergedAt headRefName headRefOid baseRefOid changedFiles additions deletions
        author { ...Who }
        commits(first: 100) { totalCount nodes { commit { ...PullCommit } } }
      }
    }
  }
}
${WHO_FRAGMENT}
${COMMIT_FRAGMENT}`;

const MergedNode = z.object({
  number: z.number(),
  title: z.string(),
  body: z.string(),
  mergedAt: z.string(),
  headRefName: z.string(),
  headRefOid: z.string(),
  baseRefOid: z.string(),
  changedFiles: z.number(),
  additions: z.number(),
  deletions: z.number(),
  author: Actor.nullable(),
  commits: z.object({ totalCount: z.number(), nodes: z.array(z.object({ commit: GraphqlCommit })) }),
});
type MergedNode = z.infer<typeof MergedNode>;

const Data = z.object({
  repository: z.object({
    databaseId: z.number(),
    pullRequests: z.object({
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      nodes: z.array(MergedNode),
    }),
  }),
});

/** @throws AppError; GITHUB_REJECTED from a server whose GraphQL does not know the query. */
export async function listMergedPulls(
  context: GithubContext,
  ref: RepositoryRef,
  { baseRef, most }: { readonly baseRef: string; readonly most: number },
): Promise<readonly MergedPull[]> {
  const found: MergedNode[] = [];
  let after: string | null = null;
  while (found.length < most) {
    const first = Math.min(PULLS_PER_QUERY, most - found.length);
    const answer: GraphqlAnswer = await callsFor(context, ref).query(QUERY, { base: baseRef, first, after });
    const problem = answer.problems[0];
    if (problem !== undefined) {
      throw new AppError("GITHUB_UNAVAILABLE", `GraphQL could not list the merged pull requests: ${problem.message}`);
    }
    const { repository } = parseData(Data, answer.data);
    // A name may have passed on to another repository.
    if (repository.databaseId !== ref.repositoryId) return [];
    const { nodes, pageInfo } = repository.pullRequests;
    found.push(...nodes);
    if (nodes.length === 0 || !pageInfo.hasNextPage || pageInfo.endCursor === null) break;
    after = pageInfo.endCursor;
  }
  return found.map(toMergedPull).sort((a, b) => compare(b.mergedAt, a.mergedAt) || b.number - a.number);
}

/** The policy file in a commit, also in one that came from a fork. */
export async function loadPolicyAt(context: GithubContext, ref: RepositoryRef, sha: string): Promise<PolicyText> {
  const { data, problems } = await callsFor(context, ref).query(POLICY_QUERY, { policy: `${sha}:${POLICY_PATH}` });
  const { repository } = parseData(PolicyData, data);
  return fromBlob(repository.policy, problemAt(problems, ["repository", "policy"]));
}

const PolicyData = z.object({ repository: z.object({ policy: PolicyObject.nullable() }) });

function toMergedPull(node: MergedNode): MergedPull {
  const commits = node.commits.nodes.map(({ commit }) => commit);
  const isWhole = commits.length === node.commits.totalCount && commits.some(({ oid }) => oid === node.headRefOid);
  return {
    number: node.number,
    mergedAt: node.mergedAt,
    title: node.title,
    body: node.body,
    author: fromActor(node.author),
    branch: node.headRefName,
    pull: { headSha: node.headRefOid, baseSha: node.baseRefOid },
    counts: {
      files: node.changedFiles,
      additions: node.additions,
      deletions: node.deletions,
      commits: node.commits.totalCount,
    },
    mergeBaseSha: isWhole ? onlyParentOutside(commits) : null,
    commits: isWhole ? loaded(commits.map(fromGraphqlCommit)) : notListed(node),
  };
}

function notListed({ commits }: MergedNode): Source<readonly Commit[]> {
  return unavailable(`GitHub lists ${commits.nodes.length} of ${commits.totalCount} commits`);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const QUEUE_QUERY = `query MergeGroup($owner: String!, $name: String!, $branch: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    databaseId
    mergeQueue(branch: $branch) {
      entries(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { position headCommit { oid } pullRequest { number headRefOid } }
      }
    }
  }
}`;

/** A queue holds at most a few hundred entries. */
const MAX_QUEUE_PAGES = 10;

const QueueEntry = z.object({
  position: z.number(),
  headCommit: z.object({ oid: z.string() }).nullable(),
  pullRequest: z.object({ number: z.number(), headRefOid: z.string() }).nullable(),
});
type QueueEntry = z.infer<typeof QueueEntry>;

const QueueData = z.object({
  repository: z.object({
    databaseId: z.number(),
    mergeQueue: z
      .object({
        entries: z.object({
          pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
          nodes: z.array(QueueEntry),
        }),
      })
      .nullable(),
  }),
});

/**
 * Every entry up to the group's own: its commit holds all of them. Those of groups ahead are judged again, to be safe.
 *
 * INVARIANT: never fewer than the commit holds. It may stand in several entries, as one whose change is in the base already adds no
 * commit, and while the queue moves two pages may give one position twice: all up to the last one count.
 */
export async function listMergeGroup(
  context: GithubContext,
  ref: RepositoryRef,
  { baseRef, headSha }: { readonly baseRef: string; readonly headSha: string },
): ReturnType<GithubReader["listMergeGroup"]> {
  const entries = await loadEntries(context, ref, baseRef.replace(/^refs\/heads\//, ""));
  const own = entries.filter(({ headCommit }) => headCommit?.oid === headSha);
  if (own.length === 0) return null;
  const last = Math.max(...own.map(({ position }) => position));
  const held = entries.filter(({ position }) => position <= last);
  return held
    .sort((one, other) => one.position - other.position)
    .map(({ pullRequest }) => {
      if (pullRequest === null)
        throw new AppError("GITHUB_UNAVAILABLE", "the merge queue names an entry without a pull request");
      return { number: pullRequest.number, headSha: pullRequest.headRefOid };
    });
}

async function loadEntries(context: GithubContext, ref: RepositoryRef, branch: string): Promise<readonly QueueEntry[]> {
  const entries: QueueEntry[] = [];
  let after: string | null = null;
  for (let page = 1; page <= MAX_QUEUE_PAGES; page++) {
    const answer: GraphqlAnswer = await callsFor(context, ref).query(QUEUE_QUERY, { branch, after });
    const problem = answer.problems[0];
    if (problem) throw new AppError("GITHUB_UNAVAILABLE", `GraphQL could not read the merge queue: ${problem.message}`);
    const { repository } = parseData(QueueData, answer.data);
    if (repository.mergeQueue === null || repository.databaseId !== ref.repositoryId) return [];
    const { nodes, pageInfo } = repository.mergeQueue.entries;
    entries.push(...nodes);
    if (!pageInfo.hasNextPage || pageInfo.endCursor === null) return entries;
    after = pageInfo.endCursor;
  }
  throw new AppError("GITHUB_UNAVAILABLE", `the merge queue has more than ${MAX_QUEUE_PAGES * 100} entries`);
}
