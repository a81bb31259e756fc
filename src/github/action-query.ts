// The query behind action-refs.ts: one call for the repository, what its ref names, and its newest tags and branches.
import { z } from "zod";

/** GitHub gives at most so many tags and branches at once; the newest tags are the ones that people pin. */
const LISTED = 100;

export const ACTION_QUERY = `query ActionRef(
  $owner: String!, $name: String!, $usingOwner: String!, $usingName: String!,
  $isPinned: Boolean!, $oid: GitObjectID!, $mayBeTag: Boolean!, $tag: String!, $mayBeBranch: Boolean!, $branch: String!,
  $hasClaim: Boolean!, $claimed: String!, $claimedToo: String!, $hasRelease: Boolean!, $release: String!
) {
  using: repository(owner: $usingOwner, name: $usingName) { visibility }
  action: repository(owner: $owner, name: $name) {
    nameWithOwner visibility isArchived createdAt
    defaultBranchRef { target { ...ActionCommit } }
    commit: object(oid: $oid) @include(if: $isPinned) { ...ActionCommit }
    tag: ref(qualifiedName: $tag) @include(if: $mayBeTag) { target { ...ActionObject } }
    branch: ref(qualifiedName: $branch) @include(if: $mayBeBranch) { target { ...ActionObject } }
    claimed: ref(qualifiedName: $claimed) @include(if: $hasClaim) { target { ...ActionObject } }
    claimedToo: ref(qualifiedName: $claimedToo) @include(if: $hasClaim) { target { ...ActionObject } }
    release(tagName: $release) @include(if: $hasRelease) { publishedAt }
    tags: refs(refPrefix: "refs/tags/", first: ${LISTED}, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
      totalCount nodes { name target { ...ActionObject } }
    }
    branches: refs(refPrefix: "refs/heads/", first: ${LISTED}) { totalCount nodes { name target { ...ActionCommit } } }
  }
}
fragment ActionCommit on GitObject { __typename oid ... on Commit { committedDate } }
fragment ActionObject on GitObject {
  ...ActionCommit
  ... on Tag { target { ...ActionCommit ... on Tag { target { ...ActionCommit } } } }
}`;

const GitObject = z.object({
  __typename: z.string(),
  oid: z.string(),
  committedDate: z.string().optional(),
  target: z
    .object({
      __typename: z.string(),
      oid: z.string(),
      committedDate: z.string().optional(),
      target: z.object({ __typename: z.string(), oid: z.string(), committedDate: z.string().optional() }).nullish(),
    })
    .nullish(),
});
type GitObject = z.infer<typeof GitObject>;

const Ref = z.object({ target: GitObject.nullable() });
const Refs = z.object({
  totalCount: z.number(),
  nodes: z.array(Ref.extend({ name: z.string() }).nullable()),
});
const ActionView = z.object({
  nameWithOwner: z.string(),
  visibility: z.string(),
  isArchived: z.boolean(),
  createdAt: z.string(),
  defaultBranchRef: Ref.nullable(),
  commit: GitObject.nullish(),
  tag: Ref.nullish(),
  branch: Ref.nullish(),
  claimed: Ref.nullish(),
  claimedToo: Ref.nullish(),
  release: z.object({ publishedAt: z.string().nullable() }).nullish(),
  tags: Refs,
  branches: Refs,
});
export type ActionView = z.infer<typeof ActionView>;

export const ActionData = z.object({
  using: z.object({ visibility: z.string() }).nullish(),
  action: ActionView.nullable(),
});

/** The commit behind a ref, through annotated tags. Null: no ref, or it names no commit. */
export function peel(ref: { readonly target: GitObject | null } | null | undefined): GitObject | null {
  let object: GitObject | null | undefined = ref?.target;
  while (object?.__typename === "Tag") object = object.target;
  return object?.__typename === "Commit" ? object : null;
}
