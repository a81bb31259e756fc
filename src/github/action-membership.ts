// Does a commit belong to a repository, or only to a fork in its network? GitHub has no question for it. What can be known:
// a commit at the tip of a branch or tag belongs, and so does one that lies behind such a tip.
import { z } from "zod";
import type { ActionTarget } from "../core/facts/package-facts.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { type ActionView, peel } from "./action-query.js";
import { type GithubContext, unlessMissing } from "./context.js";
import { parseData } from "./graphql.js";

/** Comparisons for one commit. A hostile change may name many, and the installation's hourly budget is everybody's. */
const MAX_COMPARED = 6;
const ROUTE = "GET /repos/{owner}/{repo}/compare/{basehead}";
const Comparison = z.object({ status: z.enum(["diverged", "ahead", "behind", "identical"]) });

export async function isHeld(
  context: GithubContext,
  using: RepositoryRef,
  action: ActionView,
  sha: string,
): Promise<ActionTarget["membership"]> {
  const tips = tipsOf(action);
  if (tips.includes(sha)) return "held";
  for (const tip of tips.slice(0, MAX_COMPARED)) {
    if (await liesBehind(context, using, action, { tip, sha })) return "held";
  }
  return isComplete(action) && tips.length <= MAX_COMPARED ? "stray" : "unfound";
}

/** Is the commit reachable from the tip? */
export async function liesBehind(
  { api }: GithubContext,
  { installationId }: RepositoryRef,
  { nameWithOwner }: ActionView,
  { tip, sha }: { readonly tip: string; readonly sha: string },
): Promise<boolean> {
  const [owner, repo] = nameWithOwner.split("/");
  // The second page holds no files, which the first would send along by the hundred.
  const parameters = { owner, repo, basehead: `${tip}...${sha}`, per_page: 1, page: 2 };
  // Histories without a common commit are answered with 404.
  const answer = await unlessMissing(() => api.read(installationId, ROUTE, parameters), null);
  if (answer === null) return false;
  const { status } = parseData(Comparison, answer.data);
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
