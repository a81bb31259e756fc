// Comments, reactions, issues and requests for a review, in the App's own name.
import { z } from "zod";
import type { IssueEffect } from "../core/case/effect.js";
import type { PullRef, RepositoryRef } from "../core/facts/work.js";
import type { GithubWriter } from "../ports.js";
import { parseData } from "./answers.js";
import { RestUser } from "./commits.js";
import { callsFor, type GithubContext } from "./context.js";

/** Our own issues that are searched for the marker, newest first: a thousand. */
const MAX_PAGES = 10;

const Created = z.object({ id: z.number() });

export async function createComment(context: GithubContext, ref: PullRef, body: string): Promise<{ id: number }> {
  const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
  const data = await callsFor(context, ref).write(route, { issue_number: ref.number, body });
  return { id: parseData(Created, data).id };
}

export async function updateComment(
  context: GithubContext,
  ref: RepositoryRef,
  { id, body }: { readonly id: number; readonly body: string },
): Promise<void> {
  const route = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";
  await callsFor(context, ref).write(route, { comment_id: id, body });
}

export async function deleteComment(context: GithubContext, ref: RepositoryRef, id: number): Promise<void> {
  await callsFor(context, ref).write("DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}", { comment_id: id });
}

export async function deleteLineComment(context: GithubContext, ref: RepositoryRef, id: number): Promise<void> {
  await callsFor(context, ref).write("DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}", { comment_id: id });
}

/** Adding the same reaction again changes nothing on GitHub. */
export async function addReaction(
  context: GithubContext,
  ref: RepositoryRef,
  { commentId, content }: { readonly commentId: number; readonly content: "+1" | "confused" },
): Promise<void> {
  const route = "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions";
  await callsFor(context, ref).write(route, { comment_id: commentId, content });
}

const Issue = z.object({
  number: z.number(),
  body: z.string().nullish(),
  user: RestUser.nullable(),
  pull_request: z.unknown().optional(),
});

export async function openIssue(context: GithubContext, ref: RepositoryRef, effect: IssueEffect): Promise<number> {
  const known = await findIssue(context, ref, effect.marker);
  if (known !== null) return known;
  const body = effect.body.startsWith(effect.marker) ? effect.body : `${effect.marker}\n${effect.body}`;
  const data = await callsFor(context, ref).write("POST /repos/{owner}/{repo}/issues", { title: effect.title, body });
  return parseData(z.object({ number: z.number() }), data).number;
}

/** Anybody can copy a marker into an issue; only ours count, and only where nothing that we quote can stand. */
async function findIssue(context: GithubContext, ref: RepositoryRef, marker: string): Promise<number | null> {
  const { slug, isOurs } = await context.loadIdentity();
  const own = { creator: `${slug}[bot]`, state: "all", sort: "created" };
  const { items } = await callsFor(context, ref).list("GET /repos/{owner}/{repo}/issues", { own, maxPages: MAX_PAGES });
  const found = items
    .map((item) => parseData(Issue, item))
    .find(({ body, user, pull_request }) => isOurs(user) && pull_request == null && (body ?? "").startsWith(marker));
  return found?.number ?? null;
}

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
