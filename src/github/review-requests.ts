// Asks people and teams for a review, in GitHub's own way: it notifies them and shows on the pull request. And takes it back.
import type { PullRef } from "../core/facts/work.js";
import type { GithubWriter } from "../ports.js";
import { callsFor, type GithubContext } from "./context.js";

/** Teams of other organisations cannot be asked; GitHub wants the slug alone. */
export async function requestReviews(
  context: GithubContext,
  ref: PullRef,
  { users, teams }: Parameters<GithubWriter["requestReviews"]>[1],
): Promise<void> {
  const slugs = teams.flatMap((team) => {
    const [org = "", slug = ""] = team.split("/");
    return org.toLowerCase() === ref.owner.toLowerCase() ? [slug] : [];
  });
  if (users.length + slugs.length === 0) return;
  const route = "POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers";
  const asked = { reviewers: [...users], team_reviewers: slugs };
  await callsFor(context, ref).write(route, { pull_number: ref.number, ...asked });
}

export async function withdrawRequests(context: GithubContext, ref: PullRef, users: readonly string[]): Promise<void> {
  const route = "DELETE /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers";
  await callsFor(context, ref).write(route, { pull_number: ref.number, reviewers: [...users] });
}
