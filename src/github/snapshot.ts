// One snapshot of a pull request from the answer of one query, or from what REST gives instead where GraphQL does not know the query or is
// down. Further calls only for long lists, a wrong hint or a server in doubt.

import { z } from "zod";
import type { Commit, LineComment } from "../core/facts/facts.js";
import { loaded, type Source } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import { POLICY_PATH, type PolicyText } from "../core/policy/schema.js";
import { AppError } from "../errors.js";
import type { GithubReader, PullSnapshot } from "../ports.js";
import { type GraphqlAnswer, type GraphqlProblem, parseData, problemAt, UnknownQueryError } from "./answers.js";
import { fromActor, fromGraphqlCommit, GraphqlCommit } from "./commits.js";
import { attribute, compareCommits, onlyParentOutside } from "./compare.js";
import { asSource, callsFor, type GithubContext, hasCode } from "./context.js";
import {
  bodyEditor,
  fromComment,
  fromReview,
  loadLineComments,
  readFormerHeads,
  readLinkedIssues,
  readRequesters,
  requestedPeople,
} from "./conversation.js";
import { loadHead } from "./head-commit.js";
import { FLOOR_EXPRESSION, fromBlob, fromFloor, PolicyObject, policyExpression } from "./policy-text.js";
import { readByRest } from "./rest-answer.js";
import { type Listed, loadList, POLICY_QUERY, SNAPSHOT_QUERY } from "./snapshot-query.js";
import { CommentNode, type PullNode, ReviewNode, SnapshotData } from "./snapshot-shapes.js";

/** GitHub lists no more commits of a pull request than this. */
const LISTED_COMMITS = 250;
const PULL = ["repository", "pullRequest"] as const;
/** Parts that may fail alone; an error anywhere else makes the snapshot fail. */
const PARTS: readonly (readonly string[])[] = [
  ["floor"],
  ["repository", "policy"],
  ["repository", "defaultPolicy"],
  ...["commits", "head", "comments", "reviews", "closingIssuesReferences", "reviewRequests"].map((part) => [
    ...PULL,
    part,
  ]),
];

/** An answer of the snapshot's query, or what stands for it. */
interface SnapshotRead extends GraphqlAnswer {
  readonly readAt: string;
  /** The branch whose policy was asked for; null: the default one. */
  readonly policyOf: string | null;
  /** Where they were not read with their reviews. */
  readonly lineComments?: Source<readonly LineComment[]>;
}

/** Null: there is no such pull request, or it is another repository's. */
async function toSnapshot(
  context: GithubContext,
  ref: PullRef,
  { readAt, policyOf, data, problems, lineComments }: SnapshotRead,
): Promise<PullSnapshot | null> {
  const isGone = problems.some(
    ({ type, path }) => type === "NOT_FOUND" && path[0] === "repository" && path.length <= 2,
  );
  const { repository, floor } = parseData(SnapshotData, data);
  const pull = repository?.pullRequest ?? null;
  // A name may have passed on to another repository; its pull requests are none of ours.
  const isOther = repository !== null && repository.databaseId !== ref.repositoryId;
  if (isOther || (isGone && pull === null)) return null;
  assertOnlyPartsFailed(problems);
  if (repository === null || pull === null) {
    throw new AppError("GITHUB_UNAVAILABLE", "GitHub left out the pull request and did not say why");
  }

  const read = { pull, problems };
  const asked = policyOf ?? repository.defaultBranchRef?.name ?? null;
  const [commits, comments, reviews, head, policyText, { isOurs }] = await Promise.all([
    loadCommits(context, ref, read),
    loadList(context, ref, { list: "comments", first: firstPage(read, "comments"), schema: CommentNode }),
    loadList(context, ref, { list: "reviews", first: firstPage(read, "reviews"), schema: ReviewNode }),
    loadHead(context, ref, read),
    asked === pull.baseRefName
      ? fromBlob(repository.policy, problemAt(problems, ["repository", "policy"]))
      : loadPolicyOf(context, ref, pull.baseRefName),
    context.loadIdentity(),
  ]);
  return {
    readAt,
    repository: {
      id: repository.databaseId,
      owner: repository.owner.login,
      name: repository.name,
      defaultBranch: repository.defaultBranchRef?.name ?? "",
      installationId: ref.installationId,
    },
    pull: toPull(pull),
    title: pull.title,
    body: pull.body,
    author: fromActor(pull.author),
    branch: pull.headRefName,
    counts: {
      files: pull.changedFiles,
      additions: pull.additions,
      deletions: pull.deletions,
      commits: commits.total,
    },
    mergeBaseSha: commits.mergeBaseSha,
    commits: commits.list,
    comments: mapped(comments, (nodes) => nodes.map((node) => fromComment(node, isOurs))),
    lineComments: lineComments ?? (await loadLineComments(context, ref, reviews)),
    reviews: mapped(reviews, (nodes) => nodes.map(fromReview).filter((review) => review !== null)),
    checks: head.checks,
    ...readLinkedIssues(pull, problems),
    siblings: head.siblings,
    requested: requestedPeople(pull, problems),
    requesters: readRequesters(pull),
    formerHeads: readFormerHeads(pull.forcedPushes),
    policy: pull.baseRef === null ? noBase(pull.baseRefName) : policyText,
    defaultPolicy: fromBlob(repository.defaultPolicy, problemAt(problems, ["repository", "defaultPolicy"])),
    floor: fromFloor(floor, problems),
    publishedChecks: head.published,
  };
}

function assertOnlyPartsFailed(problems: readonly GraphqlProblem[]): void {
  const isPart = ({ path }: GraphqlProblem) => PARTS.some((part) => part.every((key, index) => path[index] === key));
  const unexpected = problems.find((problem) => !isPart(problem));
  if (unexpected === undefined) return;
  const place = unexpected.path.join(".");
  throw new AppError("GITHUB_UNAVAILABLE", `GraphQL could not read \`${place}\`: ${unexpected.message}`);
}

function toPull(pull: PullNode): PullSnapshot["pull"] {
  return {
    number: pull.number,
    url: pull.url,
    state: pull.state === "OPEN" ? "open" : pull.state === "CLOSED" ? "closed" : "merged",
    draft: pull.isDraft,
    headSha: pull.headRefOid,
    baseRef: pull.baseRefName,
    baseSha: pull.baseRef?.target?.oid ?? pull.baseRefOid,
    fork: pull.isCrossRepository,
    createdAt: pull.createdAt,
    mergedBy: fromActor(pull.mergedBy),
    mergeCommitSha: pull.state === "MERGED" ? (pull.mergeCommit?.oid ?? null) : null,
    bodyEditor: bodyEditor(pull.author, pull.editor),
  };
}

interface ReadPull {
  readonly pull: PullNode;
  readonly problems: readonly GraphqlProblem[];
}

interface Commits {
  readonly list: Source<readonly Commit[]>;
  readonly total: number;
  readonly mergeBaseSha: string | null;
}

async function loadCommits(context: GithubContext, ref: PullRef, { pull, problems }: ReadPull): Promise<Commits> {
  const total = pull.commits?.totalCount ?? 0;
  const first = firstPage({ pull, problems }, "commits");
  const schema = z.object({ commit: GraphqlCommit });
  const nodes = await loadList(context, ref, { list: "commits", first, schema });
  if (nodes.status === "unavailable") return { list: nodes, total, mergeBaseSha: null };
  const commits = nodes.value.map(({ commit }) => commit);
  // The list may lag behind a push. Without the head's commit nobody knows who wrote it.
  const hasHead = commits.some(({ oid }) => oid === pull.headRefOid);
  if (commits.length >= LISTED_COMMITS || commits.length < total || !hasHead) {
    const baseSha = pull.baseRef?.target?.oid ?? pull.baseRefOid;
    const compared = await asSource(() => compareCommits(context, ref, { baseSha, headSha: pull.headRefOid }));
    if (compared.status === "unavailable") return { list: compared, total, mergeBaseSha: null };
    const { value } = compared;
    return { list: loaded(value.commits), total: Math.max(total, value.total), mergeBaseSha: value.mergeBaseSha };
  }
  const list = loaded(await attribute(context, ref, commits.map(fromGraphqlCommit)));
  return { list, total, mergeBaseSha: onlyParentOutside(commits) };
}

const PolicyData = z.object({ repository: z.object({ policy: PolicyObject.nullable() }) });

async function loadPolicyOf(context: GithubContext, ref: PullRef, branch: string): Promise<PolicyText> {
  const { data, problems } = await callsFor(context, ref).query(POLICY_QUERY, { policy: policyExpression(branch) });
  const { repository } = parseData(PolicyData, data);
  return fromBlob(repository.policy, problemAt(problems, ["repository", "policy"]));
}

/** Without its branch there is no policy to read, which is not the same as a branch without a policy. */
function noBase(branch: string): PolicyText {
  return { status: "unavailable", reason: `the base branch \`${branch.slice(0, 100)}\` does not exist any more` };
}

function firstPage({ pull, problems }: ReadPull, list: Listed) {
  return { page: pull[list], problem: problemAt(problems, [...PULL, list]) };
}

function mapped<T, U>(source: Source<T>, map: (value: T) => U): Source<U> {
  return source.status === "loaded" ? loaded(map(source.value)) : source;
}

/** A server that refused the query is asked again after this long: it may have been upgraded. */
const REFUSED_FOR_MS = 10 * 60 * 1000;

export function createPullLoader(context: GithubContext): GithubReader["loadPull"] {
  let refusedUntilMs = 0;
  return async (ref, { baseRef }) => {
    const nowMs = context.api.now().getTime();
    if (nowMs < refusedUntilMs) return loadByRest(context, ref);
    try {
      return await loadByGraphql(context, ref, baseRef);
    } catch (error) {
      if (error instanceof UnknownQueryError) refusedUntilMs = nowMs + REFUSED_FOR_MS;
      else if (!hasCode(error, "GITHUB_UNAVAILABLE", "GITHUB_NOT_FOUND")) throw error;
      return loadInstead(context, ref, error);
    }
  };
}

async function loadByGraphql(
  context: GithubContext,
  ref: PullRef,
  policyOf: string | null,
): Promise<PullSnapshot | null> {
  const readAt = context.api.clock.now().toISOString();
  const policy = policyOf === null ? `HEAD:${POLICY_PATH}` : policyExpression(policyOf);
  const variables = { number: ref.number, policy, floor: FLOOR_EXPRESSION };
  const answer = await callsFor(context, ref).query(SNAPSHOT_QUERY, variables);
  return toSnapshot(context, ref, { ...answer, readAt, policyOf });
}

async function loadByRest(context: GithubContext, ref: PullRef): Promise<PullSnapshot | null> {
  const readAt = context.api.clock.now().toISOString();
  const answer = await readByRest(context, ref);
  return answer === null ? null : toSnapshot(context, ref, { ...answer, readAt });
}

/** When both are down, the first failure is the one worth telling; a GraphQL that lacks a field hides no trouble that passes. */
async function loadInstead(context: GithubContext, ref: PullRef, first: Error): Promise<PullSnapshot | null> {
  try {
    return await loadByRest(context, ref);
  } catch (error) {
    throw hasCode(error, "GITHUB_UNAVAILABLE") && !(first instanceof UnknownQueryError) ? first : error;
  }
}
