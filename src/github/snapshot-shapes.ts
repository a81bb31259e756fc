// The shapes of the snapshot's answers. A list's nodes may be null where an error explains it, so they stay unparsed until
// the errors have been looked at.
import { z } from "zod";
import { Actor } from "./commits.js";
import { FloorRepository, PolicyObject } from "./policy-text.js";

/** Ids beyond 32 bits come as text. */
export const DatabaseId = z.union([z.string(), z.number()]).transform(Number).pipe(z.int().positive());

export const Page = z.object({
  totalCount: z.number(),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(z.unknown()),
});
export type Page = z.infer<typeof Page>;

export const CommentNode = z.object({
  fullDatabaseId: DatabaseId,
  url: z.string(),
  body: z.string(),
  createdAt: z.string(),
  lastEditedAt: z.string().nullable(),
  author: Actor.nullable(),
  editor: Actor.nullable(),
});
export type CommentNode = z.infer<typeof CommentNode>;

export const ReviewNode = z.object({
  id: z.string(),
  fullDatabaseId: DatabaseId,
  url: z.string(),
  state: z.enum(["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED", "PENDING"]),
  body: z.string(),
  submittedAt: z.string().nullable(),
  lastEditedAt: z.string().nullable(),
  commit: z.object({ oid: z.string() }).nullable(),
  author: Actor.nullable(),
  editor: Actor.nullable(),
  comments: Page.nullable(),
});
export type ReviewNode = z.infer<typeof ReviewNode>;

export const IssueNode = z.object({
  fullDatabaseId: DatabaseId.nullish(),
  number: z.number(),
  title: z.string(),
  body: z.string(),
  url: z.string(),
  repository: z.object({ nameWithOwner: z.string() }),
  author: Actor.nullable(),
  lastEditedAt: z.string().nullable(),
  editor: Actor.nullable(),
});

/** `requestedReviewer` is null where the App may not see it, and a team has neither login nor number here. */
export const RequestNode = z.object({
  requestedReviewer: z
    .object({ __typename: z.string(), login: z.string().optional(), databaseId: z.number().nullish() })
    .nullable(),
});

export const ContextNode = z.discriminatedUnion("__typename", [
  z.object({
    __typename: z.literal("CheckRun"),
    databaseId: z.number().nullable(),
    name: z.string(),
    status: z.string(),
    conclusion: z.string().nullable(),
    title: z.string().nullable(),
    summary: z.string().nullable(),
    text: z.string().nullable(),
    detailsUrl: z.string().nullable(),
    checkSuite: z.object({
      app: z.object({ databaseId: z.number().nullable(), slug: z.string().nullable() }).nullable(),
    }),
  }),
  z.object({
    __typename: z.literal("StatusContext"),
    context: z.string(),
    state: z.string(),
    targetUrl: z.string().nullable(),
    creator: Actor.nullish(),
  }),
]);
export type ContextNode = z.infer<typeof ContextNode>;

export const AssociatedPull = z.object({
  number: z.number(),
  state: z.string(),
  headRefOid: z.string(),
  baseRefName: z.string(),
  baseRepository: z.object({ databaseId: z.number() }).nullable(),
});

export const HeadCommit = z.object({
  oid: z.string(),
  statusCheckRollup: z.object({ contexts: Page.nullable() }).nullable(),
  associatedPullRequests: z.object({ totalCount: z.number(), nodes: z.array(z.unknown()) }).nullable(),
});
export type HeadCommit = z.infer<typeof HeadCommit>;

const AssignedEvent = z.object({
  actor: Actor.nullish(),
  assignee: z.object({ __typename: z.string() }).nullish(),
});
export const Assignments = z.object({ nodes: z.array(AssignedEvent.nullable()).nullable() }).nullish();
export const AssignedIssue = z.object({ timelineItems: Assignments });
export type Assignments = z.infer<typeof Assignments>;

const ForcedPush = z.object({ beforeCommit: z.object({ oid: z.string() }).nullish() });
export const ForcedPushes = z.object({ nodes: z.array(ForcedPush.nullable()).nullable() }).nullish();
export type ForcedPushes = z.infer<typeof ForcedPushes>;

export const PullNode = z.object({
  number: z.number(),
  url: z.string(),
  state: z.enum(["OPEN", "CLOSED", "MERGED"]),
  isDraft: z.boolean(),
  title: z.string(),
  body: z.string(),
  createdAt: z.string(),
  isCrossRepository: z.boolean(),
  headRefName: z.string(),
  headRefOid: z.string(),
  baseRefName: z.string(),
  baseRefOid: z.string(),
  baseRef: z.object({ target: z.object({ oid: z.string() }).nullable() }).nullable(),
  changedFiles: z.number(),
  additions: z.number(),
  deletions: z.number(),
  author: Actor.nullable(),
  editor: Actor.nullable(),
  mergedBy: Actor.nullable(),
  mergeCommit: z.object({ oid: z.string() }).nullable(),
  commits: Page.nullable(),
  head: z.object({ nodes: z.array(z.object({ commit: z.unknown() }).nullable()) }).nullable(),
  comments: Page.nullable(),
  reviews: Page.nullable(),
  closingIssuesReferences: z.object({ totalCount: z.number(), nodes: z.array(z.unknown()) }).nullable(),
  reviewRequests: z.object({ nodes: z.array(z.unknown()) }).nullish(),
  assignees: z.object({ nodes: z.array(Actor.nullable()).nullable() }).nullish(),
  timelineItems: Assignments,
  forcedPushes: ForcedPushes,
});
export type PullNode = z.infer<typeof PullNode>;

export const SnapshotData = z.object({
  repository: z
    .object({
      databaseId: z.number(),
      name: z.string(),
      owner: z.object({ login: z.string() }),
      defaultBranchRef: z.object({ name: z.string() }).nullable(),
      policy: PolicyObject.nullable(),
      defaultPolicy: PolicyObject.nullable(),
      pullRequest: PullNode.nullable(),
    })
    .nullable(),
  floor: FloorRepository,
});
export type SnapshotData = z.infer<typeof SnapshotData>;
