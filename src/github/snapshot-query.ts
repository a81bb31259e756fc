// The one query that a snapshot costs, and those for further pages. A list that lacks one entry is not known.

import type { z } from "zod";
import { loaded, type Source, unavailable } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import { type GraphqlProblem, parseData, problemAt } from "./answers.js";
import { COMMIT_FRAGMENT, WHO_FRAGMENT } from "./commits.js";
import { asSource, callsFor, type GithubContext } from "./context.js";
import { FLOOR_SELECTION, POLICY_FRAGMENT } from "./policy-text.js";
import { Page } from "./snapshot-shapes.js";

const PAGE = "pageInfo { hasNextPage endCursor }";

/** Every comment on a line belongs to a review. Fifty of each: GitHub counts such a list by its reviews, not by what they hold. */
const LINE_COMMENTS = `totalCount ${PAGE} nodes {
  fullDatabaseId url body lastEditedAt author { ...Who } editor { ...Who }
}`;

/** Further pages of these come from the same selections. */
const SELECTIONS = {
  commits: `totalCount ${PAGE} nodes { commit { ...PullCommit } }`,
  comments: `totalCount ${PAGE} nodes {
    fullDatabaseId url body createdAt lastEditedAt author { ...Who } editor { ...Who }
  }`,
  reviews: `totalCount ${PAGE} nodes {
    id fullDatabaseId url state body submittedAt lastEditedAt commit { oid } author { ...Who } editor { ...Who }
    comments(first: 50) { ${LINE_COMMENTS} }
  }`,
  contexts: `totalCount ${PAGE} nodes {
    __typename
    ... on CheckRun {
      databaseId name status conclusion title summary text detailsUrl
      checkSuite { app { databaseId slug } }
    }
    ... on StatusContext { context state targetUrl creator { ...Who } }
  }`,
} as const;

/** GitHub assigns no more than ten. */
const ASSIGNEES = "assignees(first: 20) { nodes { ...Who } }";

/** The newest; who was seen before is remembered. */
const ASSIGNMENTS = `timelineItems(itemTypes: [ASSIGNED_EVENT], last: 20) {
  nodes { ... on AssignedEvent { actor { ...Who } assignee { __typename } } }
}`;

/** The newest. Whoever pushes by force more often between two looks is known from deliveries. */
const FORCED_PUSHES = `forcedPushes: timelineItems(itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT], last: 20) {
  nodes { ... on HeadRefForcePushedEvent { beforeCommit { oid } } }
}`;

/** As many as are asked for of the issues that a pull request closes. */
export const LINKED_ISSUES = 20;

const ISSUES = `totalCount nodes {
  fullDatabaseId number title body url repository { nameWithOwner } author { ...Who } lastEditedAt editor { ...Who }
  ${ASSIGNMENTS}
}`;

const HEAD_COMMIT = `oid
  statusCheckRollup { contexts(first: 100) { ${SELECTIONS.contexts} } }
  associatedPullRequests(first: 50) {
    totalCount nodes { number state headRefOid baseRefName baseRepository { databaseId } }
  }`;

export const SNAPSHOT_QUERY = `query PullSnapshot(
  $owner: String!, $name: String!, $number: Int!, $policy: String!, $floor: String!
) {
  repository(owner: $owner, name: $name) {
    databaseId name owner { login } defaultBranchRef { name }
    policy: object(expression: $policy) { ...PolicyBlob }
    defaultPolicy: object(expression: $floor) { ...PolicyBlob }
    pullRequest(number: $number) {
      number url state isDraft title body createdAt isCrossRepository
      headRefName headRefOid baseRefName baseRefOid baseRef { target { oid } }
      changedFiles additions deletions
      author { ...Who } editor { ...Who } mergedBy { ...Who } mergeCommit { oid }
      commits(first: 100) { ${SELECTIONS.commits} }
      head: commits(last: 1) { nodes { commit { ${HEAD_COMMIT} } } }
      comments(first: 100) { ${SELECTIONS.comments} }
      reviews(first: 100) { ${SELECTIONS.reviews} }
      closingIssuesReferences(first: ${LINKED_ISSUES}) { ${ISSUES} }
      ${ASSIGNEES}
      ${FORCED_PUSHES}
      ${ASSIGNMENTS}
      reviewRequests(first: 100) { nodes { requestedReviewer { __typename ... on User { login databaseId } } } }
    }
  }
  ${FLOOR_SELECTION}
}
${WHO_FRAGMENT}
${COMMIT_FRAGMENT}
${POLICY_FRAGMENT}`;

/** The head commit by its id, for when the list of commits does not end with it. */
export const HEAD_QUERY = `query HeadCommit($owner: String!, $name: String!, $oid: GitObjectID!) {
  repository(owner: $owner, name: $name) {
    object(oid: $oid) { ... on Commit { ${HEAD_COMMIT} } }
  }
}
${WHO_FRAGMENT}`;

export const POLICY_QUERY = `query BasePolicy($owner: String!, $name: String!, $policy: String!) {
  repository(owner: $owner, name: $name) { policy: object(expression: $policy) { ...PolicyBlob } }
}
${POLICY_FRAGMENT}`;

export type Listed = "commits" | "comments" | "reviews";

function nextPageQuery(list: Listed): string {
  const fragments = list === "commits" ? COMMIT_FRAGMENT : WHO_FRAGMENT;
  return `query NextPage($owner: String!, $name: String!, $number: Int!, $after: String!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) { list: ${list}(first: 100, after: $after) { ${SELECTIONS[list]} } }
  }
}
${fragments}`;
}

/** Those of one review, beyond its first ones. */
export const NEXT_LINE_COMMENTS_QUERY = `query NextLineComments($id: ID!, $after: String!) {
  node(id: $id) { ... on PullRequestReview { comments(first: 100, after: $after) { ${LINE_COMMENTS} } } }
}
${WHO_FRAGMENT}`;

const NEXT_CONTEXTS_QUERY = `query NextContexts($owner: String!, $name: String!, $oid: GitObjectID!, $after: String!) {
  repository(owner: $owner, name: $name) {
    object(oid: $oid) {
      ... on Commit { statusCheckRollup { contexts(first: 100, after: $after) { ${SELECTIONS.contexts} } } }
    }
  }
}
${WHO_FRAGMENT}`;

/** 5,000 entries. More of anything on one pull request is not a conversation. */
const MAX_PAGES = 50;

/** One answer's part of a list: the page, and the first error that touches it. */
interface FirstPage {
  readonly page: Page | null;
  readonly problem: GraphqlProblem | null;
}

interface Asked<T> {
  readonly first: FirstPage;
  readonly schema: z.ZodType<T>;
}

type Found<T> = Promise<Source<readonly T[]>>;

export function loadList<T>(
  context: GithubContext,
  ref: PullRef,
  { list, ...asked }: Asked<T> & { readonly list: Listed },
): Found<T> {
  return collect({ ...asked, what: list }, async (after) => {
    const { data, problems } = await callsFor(context, ref).query(nextPageQuery(list), { number: ref.number, after });
    return pageAt(data, ["repository", "pullRequest", "list"], problems);
  });
}

export function loadContexts<T>(
  context: GithubContext,
  ref: PullRef,
  { headSha, ...asked }: Asked<T> & { readonly headSha: string },
): Found<T> {
  return collect({ ...asked, what: "checks" }, async (after) => {
    const { data, problems } = await callsFor(context, ref).query(NEXT_CONTEXTS_QUERY, { oid: headSha, after });
    return pageAt(data, ["repository", "object", "statusCheckRollup", "contexts"], problems);
  });
}

type LoadPage = (after: string) => Promise<FirstPage>;

async function collect<T>(asked: Asked<T> & { readonly what: string }, load: LoadPage): Found<T> {
  const source = await asSource(() => collectPages(asked, load));
  return source.status === "loaded" ? source.value : source;
}

async function collectPages<T>(
  { first, what, schema }: Asked<T> & { readonly what: string },
  load: LoadPage,
): Found<T> {
  const items: T[] = [];
  let { page, problem } = first;
  for (let count = 1; count <= MAX_PAGES; count++) {
    if (problem !== null) return unavailable(`GitHub could not read the ${what}: ${problem.message}`);
    if (page === null || page.nodes.includes(null)) return unavailable(`GitHub left out a part of the ${what}`);
    items.push(...page.nodes.map((node) => parseData(schema, node)));
    const after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    if (after === null) return loaded(items);
    ({ page, problem } = await load(after));
  }
  return unavailable(`there are more than ${MAX_PAGES * 100} ${what}`);
}

function pageAt(data: unknown, path: readonly string[], problems: readonly GraphqlProblem[]): FirstPage {
  let found: unknown = data;
  for (const key of path) {
    found = typeof found === "object" && found !== null ? (found as Record<string, unknown>)[key] : null;
  }
  const parsed = Page.safeParse(found);
  return { page: parsed.success ? parsed.data : null, problem: problemAt(problems, path) };
}
