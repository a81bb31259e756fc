// What the repository of an action says about the ref that a workflow names. GitHub answers for a commit of any fork in the
// repository of its parent too, so a commit counts only when a branch or tag of that repository reaches it.
import type { ActionRefQuery, ActionRepository, ActionTarget } from "../core/facts/package-facts.js";
import type { Source } from "../core/facts/source.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import { isHeld, liesBehind } from "./action-membership.js";
import { ACTION_QUERY, ActionData, type ActionView, peel } from "./action-query.js";
import { asSource, type GithubContext } from "./context.js";
import { parseData, problemAt, queryGraphql } from "./graphql.js";

const COMMIT = /^[0-9a-f]{40}$/i;
const NO_COMMIT = "0".repeat(40);

/** Null: there is no such repository, or nobody who reads the using one may know of it. */
export function loadActionRef(
  context: GithubContext,
  using: RepositoryRef,
  query: ActionRefQuery,
): Promise<Source<ActionRepository | null>> {
  return asSource(async () => {
    const view = await readView(context, using, query);
    if (view === null) return null;
    const { action, isOwn } = view;
    const target = await readTarget(context, using, query, action);
    return {
      fullName: action.nameWithOwner,
      isOwn,
      isArchived: action.isArchived,
      createdAt: action.createdAt,
      target,
      claimed: await judgeClaim(context, using, query, { action, target }),
    };
  });
}

async function readView({ api }: GithubContext, using: RepositoryRef, { name, ref, claim }: ActionRefQuery) {
  const [owner = "", repository = ""] = name.split("/");
  const isPinned = COMMIT.test(ref);
  const [claimed, claimedToo] = claim === null ? ["", ""] : [claim, otherSpelling(claim)];
  const tag = ref.startsWith("refs/heads/") ? null : ref.replace(/^refs\/tags\//, "");
  const branch = ref.startsWith("refs/tags/") ? null : ref.replace(/^refs\/heads\//, "");
  const { data, problems } = await queryGraphql(api, using.installationId, ACTION_QUERY, {
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

async function readTarget(
  context: GithubContext,
  using: RepositoryRef,
  { ref }: ActionRefQuery,
  action: ActionView,
): Promise<ActionTarget | null> {
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
    membership: isPinned ? await isHeld(context, using, action, sha) : "held",
  };
}

/** `v4` beside a commit that bears `v4.1.1` was right when it was written, even if the tag has moved on since. */
async function judgeClaim(
  context: GithubContext,
  using: RepositoryRef,
  { ref, claim }: ActionRefQuery,
  { action, target }: { readonly action: ActionView; readonly target: ActionTarget | null },
): Promise<ActionRepository["claimed"]> {
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
  return (await liesBehind(context, using, action, { tip: moved.oid, sha: target.sha })) ? "earlier" : "other";
}
