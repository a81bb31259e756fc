// The one query that a snapshot costs, and those for further pages. Selections only; what they mean is said elsewhere.
import { WHO_FRAGMENT } from "./accounts.js";
import { COMMIT_FRAGMENT } from "./commits.js";
import { FORCED_PUSHES } from "./former-heads.js";
import { FLOOR_SELECTION, POLICY_FRAGMENT } from "./policy-text.js";
import { ASSIGNEES, ASSIGNMENTS } from "./requesters.js";

const PAGE = "pageInfo { hasNextPage endCursor }";

/** Every comment on a line belongs to a review. Fifty of each: GitHub counts such a list by its reviews, not by what they hold. */
const LINE_COMMENTS = `totalCount ${PAGE} nodes {
  fullDatabaseId url body lastEditedAt author { ...Who } editor { ...Who }
}`;

/** Further pages of these come from the same selections. */
export const SELECTIONS = {
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

export function nextPageQuery(list: Listed): string {
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

export const NEXT_CONTEXTS_QUERY = `query NextContexts($owner: String!, $name: String!, $oid: GitObjectID!, $after: String!) {
  repository(owner: $owner, name: $name) {
    object(oid: $oid) {
      ... on Commit { statusCheckRollup { contexts(first: 100, after: $after) { ${SELECTIONS.contexts} } } }
    }
  }
}
${WHO_FRAGMENT}`;
