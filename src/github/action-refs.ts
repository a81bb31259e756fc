// What the repository of an action says about the ref that a workflow names. GitHub answers for a commit of any fork in the
// repository of its parent too, so a commit counts only when a branch or tag of that repository reaches it.
import { z } from "zod";
import type { ActionRefQuery, ActionRepository, ActionTarget } from "../core/facts/package-facts.js";
import type { Source } from "../core/facts/source.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import { parseData, problemAt } from "./answers.js";
import { asSource, callsFor, type GithubContext, unlessMissing } from "./context.js";

const COMMIT = /^[0-9a-f]{40}$/i;
const NO_COMMIT = "0".repeat(40);

interface Asked {
  readonly context: GithubContext;
  readonly using: RepositoryRef;
  readonly query: ActionRefQuery;
}

/** Null: there is no such repository, or nobody who reads the using one may know of it. */
export function loadActionRef(
  context: GithubContext,
  using: RepositoryRef,
  query: ActionRefQuery,
): Promise<Source<ActionRepository | null>> {
  const asked = { context, using, query };
  return asSource(async () => {
    const view = await readView(asked);
    if (view === null) return null;
    const { action, isOwn } = view;
    const target = await readTarget(asked, action);
    return {
      fullName: action.nameWithOwner,
      isOwn,
      isArchived: action.isArchived,
      createdAt: action.createdAt,
      target,
      claimed: await judgeClaim(asked, { action, target }),
    };
  });
}

async function readView({ context, using, query: { name, ref, claim } }: Asked) {
  const [owner = "", repository = ""] = name.split("/");
  const isPinned = COMMIT.test(ref);
  const [claimed, claimedToo] = claim === null ? ["", ""] : [claim, otherSpelling(claim)];
  const tag = ref.startsWith("refs/heads/") ? null : ref.replace(/^refs\/tags\//, "");
  const branch = ref.startsWith("refs/tags/") ? null : ref.replace(/^refs\/heads\//, "");
  const { data, problems } = await callsFor(context, using).query(ACTION_QUERY, {
    owner,
    name: repository,
    usingOwner: using.owner,
    usingName: using.name,
    isPinned,
    oid: isPinned ? ref.toLowerCase() : NO_COMMIT,
    mayBeTag: !isPinned && tag !== null,
    tag: `refs/tags/${tag}`,
    mayBeBranch: !isPinned && branch !== null,
    branch: `refs/heads/${branch}`,
    hasClaim: isPinned && claim !== null,
    claimed: `refs/tags/${claimed}`,
    claimedToo: `refs/tags/${claimedToo}`,
    release: isPinned ? claimed : (tag ?? ""),
    hasRelease: isPinned ? claim !== null : tag !== null,
  });
  const problem = problemAt(problems, ["action"]);
  if (problem?.type === "NOT_FOUND" && problem.path.length === 1) return null;
  if (problem !== null) throw new AppError("GITHUB_FORBIDDEN", `GraphQL could not read the action: ${problem.message}`);
  const { action, using: user } = parseData(ActionData, data);
  if (action === null) throw new AppError("GITHUB_UNAVAILABLE", "GraphQL left out the action and did not say why");
  if (action.visibility === "PUBLIC") return { action, isOwn: false };
  // The App may see more than who reads the pull request: it must not tell strangers which private repositories exist.
  const isOwn = ownerOf(action.nameWithOwner) === using.owner.toLowerCase();
  const isPrivate = user !== null && user !== undefined && user.visibility !== "PUBLIC";
  return isOwn && isPrivate ? { action, isOwn } : null;
}

function ownerOf(fullName: string): string {
  return fullName.slice(0, fullName.indexOf("/")).toLowerCase();
}

function otherSpelling(claim: string): string {
  return claim.startsWith("v") ? claim.slice(1) : `v${claim}`;
}

async function readTarget(asked: Asked, action: ActionView): Promise<ActionTarget | null> {
  const { ref } = asked.query;
  const [tag, branch] = [peel(action.tag), peel(action.branch)];
  const found = action.commit?.__typename === "Commit" ? action.commit : (tag ?? branch);
  if (found === null || found.oid === undefined) return null;
  const sha = found.oid;
  const isPinned = COMMIT.test(ref);
  const tags = action.tags.nodes.flatMap((each) => (each !== null && peel(each)?.oid === sha ? [each.name] : []));
  return {
    sha,
    kind: isPinned ? "commit" : tag === null ? "branch" : branch === null ? "tag" : "both",
    committedAt: found.committedDate ?? null,
    releasedAt: action.release?.publishedAt ?? null,
    tags,
    membership: isPinned ? await isHeld(asked, action, sha) : "held",
  };
}

/** `v4` beside a commit that bears `v4.1.1` was right when it was written, even if the tag has moved on since. */
async function judgeClaim(
  asked: Asked,
  { action, target }: { readonly action: ActionView; readonly target: ActionTarget | null },
): Promise<ActionRepository["claimed"]> {
  const { ref, claim } = asked.query;
  const { claimed, claimedToo } = action;
  if (claim === null || !COMMIT.test(ref)) return null;
  const found = [peel(claimed), peel(claimedToo)].filter((commit) => commit !== null);
  if (found.some(({ oid }) => oid === target?.sha)) return "same";
  const spellings = [claim, otherSpelling(claim)];
  const bearsIt = target?.tags.some((tag) => spellings.some((spelling) => tag.startsWith(`${spelling}.`)));
  const isLine = !/\.\d+\.\d/.test(claim);
  if (bearsIt === true && isLine) return "same";
  const [moved] = found;
  if (moved === undefined) return "missing";
  if (target === null || !isLine) return "other";
  return (await liesBehind(asked, action, { tip: moved.oid, sha: target.sha })) ? "earlier" : "other";
}

/** Comparisons for one commit. A hostile change may name many, and the installation's hourly budget is everybody's. */
const MAX_COMPARED = 6;
const COMPARE = "GET /repos/{owner}/{repo}/compare/{basehead}";
const Comparison = z.object({ status: z.enum(["diverged", "ahead", "behind", "identical"]) });

/**
 * Does a commit belong to a repository, or only to a fork in its network? GitHub has no question for it. What can be known: a commit
 * at the tip of a branch or tag belongs, and so does one that lies behind such a tip.
 */
async function isHeld(asked: Asked, action: ActionView, sha: string): Promise<ActionTarget["membership"]> {
  const tips = tipsOf(action);
  if (tips.includes(sha)) return "held";
  for (const tip of tips.slice(0, MAX_COMPARED)) {
    if (await liesBehind(asked, action, { tip, sha })) return "held";
  }
  return isComplete(action) && tips.length <= MAX_COMPARED ? "stray" : "unfound";
}

/** Is the commit reachable from the tip? */
async function liesBehind(
  { context, using }: Asked,
  { nameWithOwner }: ActionView,
  { tip, sha }: { readonly tip: string; readonly sha: string },
): Promise<boolean> {
  const [owner = "", name = ""] = nameWithOwner.split("/");
  // The second page holds no files, which the first would send along by the hundred.
  const own = { basehead: `${tip}...${sha}`, per_page: 1, page: 2 };
  const read = () => callsFor(context, { ...using, owner, name }).read(COMPARE, own);
  // Histories without a common commit are answered with 404.
  const answer = await unlessMissing(read, null);
  if (answer === null) return false;
  const { status } = parseData(Comparison, answer);
  return status === "behind" || status === "identical";
}

/** Where releases are made, such as `releases/v1`. */
const RELEASE_BRANCH = /^(?:releases?|stable|maint|main|master|v\d)/i;

/** Each once: the default branch, branches of releases, the newest tags, other branches. */
function tipsOf({ defaultBranchRef, branches, tags }: ActionView): readonly string[] {
  const named = branches.nodes.flatMap((branch) => branch ?? []);
  const ordered = [
    defaultBranchRef,
    ...named.filter(({ name }) => RELEASE_BRANCH.test(name)),
    ...tags.nodes,
    ...named.filter(({ name }) => !RELEASE_BRANCH.test(name)),
  ];
  return [...new Set(ordered.flatMap((ref) => peel(ref)?.oid ?? []))];
}

function isComplete({ branches, tags }: ActionView): boolean {
  return branches.totalCount <= branches.nodes.length && tags.totalCount <= tags.nodes.length;
}

/** GitHub gives at most so many tags and branches at once; the newest tags are the ones that people pin. */
const LISTED = 100;

const ACTION_QUERY = `query ActionRef(
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

const Plain = z.object({ __typename: z.string(), oid: z.string(), committedDate: z.string().optional() });
/** An annotated tag may stand for another one. */
const GitObject = Plain.extend({ target: Plain.extend({ target: Plain.nullish() }).nullish() });
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
type ActionView = z.infer<typeof ActionView>;

const ActionData = z.object({
  using: z.object({ visibility: z.string() }).nullish(),
  action: ActionView.nullable(),
});

/** The commit behind a ref, through annotated tags. Null: no ref, or it names no commit. */
function peel(ref: { readonly target: GitObject | null } | null | undefined): GitObject | null {
  let object: GitObject | null | undefined = ref?.target;
  while (object?.__typename === "Tag") object = object.target;
  return object?.__typename === "Commit" ? object : null;
}
