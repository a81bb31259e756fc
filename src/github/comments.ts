// Comments, reactions and issues in the App's own name.
import { z } from "zod";
import type { IssueEffect } from "../core/case/effect.js";
import type { PullRef, RepositoryRef } from "../core/facts/work.js";
import { RestUser } from "./accounts.js";
import type { GithubContext } from "./context.js";
import { parseData } from "./graphql.js";

/** Our own issues that are searched for the marker, newest first: a thousand. */
const MAX_PAGES = 10;

const Created = z.object({ id: z.number() });

export async function createComment({ api }: GithubContext, ref: PullRef, body: string): Promise<{ id: number }> {
  const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
  const parameters = { owner: ref.owner, repo: ref.name, issue_number: ref.number, body };
  const { data } = await api.write(ref.installationId, route, parameters);
  return { id: parseData(Created, data).id };
}

export async function updateComment(
  { api }: GithubContext,
  ref: RepositoryRef,
  id: number,
  body: string,
): Promise<void> {
  const route = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";
  await api.write(ref.installationId, route, { owner: ref.owner, repo: ref.name, comment_id: id, body });
}

export async function deleteComment({ api }: GithubContext, ref: RepositoryRef, id: number): Promise<void> {
  const route = "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}";
  await api.write(ref.installationId, route, { owner: ref.owner, repo: ref.name, comment_id: id });
}

export async function deleteLineComment({ api }: GithubContext, ref: RepositoryRef, id: number): Promise<void> {
  const route = "DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}";
  await api.write(ref.installationId, route, { owner: ref.owner, repo: ref.name, comment_id: id });
}

/** Adding the same reaction again changes nothing on GitHub. */
export async function addReaction(
  { api }: GithubContext,
  ref: RepositoryRef,
  commentId: number,
  content: "+1" | "confused",
): Promise<void> {
  const route = "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions";
  await api.write(ref.installationId, route, { owner: ref.owner, repo: ref.name, comment_id: commentId, content });
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
  const route = "POST /repos/{owner}/{repo}/issues";
  const parameters = { owner: ref.owner, repo: ref.name, title: effect.title, body };
  const { data } = await context.api.write(ref.installationId, route, parameters);
  return parseData(z.object({ number: z.number() }), data).number;
}

/** Anybody can copy a marker into an issue; only ours count, and only where nothing that we quote can stand. */
async function findIssue(context: GithubContext, ref: RepositoryRef, marker: string): Promise<number | null> {
  const { slug, isOurs } = await context.loadIdentity();
  const route = "GET /repos/{owner}/{repo}/issues";
  const parameters = { owner: ref.owner, repo: ref.name, creator: `${slug}[bot]`, state: "all", sort: "created" };
  const { items } = await context.api.readPages(ref.installationId, route, parameters, { maxPages: MAX_PAGES });
  const found = items
    .map((item) => parseData(Issue, item))
    .find(({ body, user, pull_request }) => isOurs(user) && pull_request == null && (body ?? "").startsWith(marker));
  return found?.number ?? null;
}
