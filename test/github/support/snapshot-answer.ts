// A GraphQL answer for acme/shop#7 as GitHub gives it. Override what a test is about.
import { fakeSha } from "../../support/build.js";

export const HEAD = fakeSha("head 1");
export const BASE = fakeSha("base 1");
export const ALICE = { __typename: "User", login: "alice", databaseId: 11 };
export const BOB = { __typename: "User", login: "bob", databaseId: 12 };

export function aPage(nodes: readonly unknown[], more: { totalCount?: number; endCursor?: string } = {}) {
  return {
    totalCount: more.totalCount ?? nodes.length,
    pageInfo: { hasNextPage: more.endCursor !== undefined, endCursor: more.endCursor ?? null },
    nodes,
  };
}

export function aCommitNode(overrides: object = {}) {
  const person = { name: "Alice", email: "alice@example.com", user: ALICE };
  return {
    commit: {
      oid: HEAD,
      message: "Retry refunds",
      parents: { totalCount: 1, nodes: [{ oid: BASE }] },
      author: person,
      committer: person,
      authors: { nodes: [person] },
      ...overrides,
    },
  };
}

export function aCommentNode(overrides: object = {}) {
  return {
    fullDatabaseId: "5000000001",
    url: "https://github.com/acme/shop/pull/7#issuecomment-5000000001",
    body: "/countersign start",
    createdAt: "2026-03-02T10:00:00Z",
    lastEditedAt: null,
    author: BOB,
    editor: null,
    ...overrides,
  };
}

export function aReviewNode(overrides: object = {}) {
  return {
    id: "PRR_6000000001",
    comments: aPage([]),
    fullDatabaseId: "6000000001",
    url: "https://github.com/acme/shop/pull/7#pullrequestreview-6000000001",
    state: "APPROVED",
    body: "",
    submittedAt: "2026-03-02T11:00:00Z",
    lastEditedAt: null,
    commit: { oid: HEAD },
    author: BOB,
    editor: null,
    ...overrides,
  };
}

export function aLineCommentNode(overrides: object = {}) {
  return {
    fullDatabaseId: "7000000001",
    url: "https://github.com/acme/shop/pull/7#discussion_r7000000001",
    body: "What happens below zero?",
    lastEditedAt: null,
    author: BOB,
    editor: null,
    ...overrides,
  };
}

export function anIssueNode(overrides: object = {}) {
  return {
    fullDatabaseId: "4100",
    number: 41,
    title: "Refunds time out",
    body: "A refund that times out is tried again, three times at most.",
    url: "https://github.com/acme/shop/issues/41",
    repository: { nameWithOwner: "acme/shop" },
    author: BOB,
    lastEditedAt: null,
    editor: null,
    ...overrides,
  };
}

export function aCheckRunNode(overrides: object = {}) {
  return {
    __typename: "CheckRun",
    databaseId: 71,
    name: "build",
    status: "COMPLETED",
    conclusion: "SUCCESS",
    title: null,
    summary: null,
    text: null,
    detailsUrl: "https://ci.example/1",
    checkSuite: { app: { databaseId: 15368, slug: "github-actions" } },
    ...overrides,
  };
}

export function aStatusNode(overrides: object = {}) {
  return {
    __typename: "StatusContext",
    context: "build",
    state: "SUCCESS",
    targetUrl: null,
    creator: BOB,
    ...overrides,
  };
}

export function aHead(contexts: unknown = null, overrides: object = {}) {
  const statusCheckRollup = contexts === null ? null : { contexts };
  const associatedPullRequests = { totalCount: 0, nodes: [] };
  return { nodes: [{ commit: { oid: HEAD, statusCheckRollup, associatedPullRequests, ...overrides } }] };
}

export function aPullNode(overrides: object = {}) {
  return {
    number: 7,
    url: "https://github.com/acme/shop/pull/7",
    state: "OPEN",
    isDraft: false,
    title: "Retry refunds",
    body: "intent",
    createdAt: "2026-03-02T09:00:00Z",
    isCrossRepository: false,
    headRefName: "retry",
    headRefOid: HEAD,
    baseRefName: "main",
    baseRefOid: BASE,
    baseRef: { target: { oid: BASE } },
    changedFiles: 1,
    additions: 1,
    deletions: 0,
    author: ALICE,
    editor: null,
    mergedBy: null,
    mergeCommit: null,
    commits: aPage([aCommitNode()]),
    head: aHead(),
    comments: aPage([]),
    reviews: aPage([]),
    closingIssuesReferences: { totalCount: 0, nodes: [] },
    ...overrides,
  };
}

export function aSnapshotAnswer(
  pull: object | null = {},
  more: { repository?: object; floor?: unknown; errors?: readonly object[] } = {},
) {
  return {
    data: {
      repository: {
        databaseId: 4242,
        name: "shop",
        owner: { login: "acme" },
        defaultBranchRef: { name: "main" },
        policy: null,
        defaultPolicy: null,
        pullRequest: pull === null ? null : aPullNode(pull),
        ...more.repository,
      },
      floor: more.floor === undefined ? { object: null } : more.floor,
    },
    ...(more.errors ? { errors: more.errors } : {}),
  };
}
