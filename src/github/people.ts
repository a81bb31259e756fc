// What a person may do now, and whether a person wrote a comment with their own hands.
import { z } from "zod";
import type { Permission } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import { loaded, unavailable } from "../core/facts/source.js";
import type { RepositoryRef } from "../core/facts/work.js";
import type { GithubReader } from "../ports.js";
import { fromRestUser, RestUser } from "./accounts.js";
import type { Answer } from "./api.js";
import { asSource, type GithubContext, unlessMissing } from "./context.js";
import { parseData } from "./graphql.js";

const Collaborator = z.object({
  permission: z.string(),
  role_name: z.string().optional(),
  user: RestUser.nullish(),
});

/** Bots, strangers and deleted accounts are no collaborators: GitHub answers 404, and they may do nothing. */
export function loadPermission(
  { api }: GithubContext,
  ref: RepositoryRef,
  login: string,
): ReturnType<GithubReader["loadPermission"]> {
  return readPermission((route, parameters) => api.read(ref.installationId, route, parameters), ref, login);
}

/** The same for somebody who looks at our pages, and whose look leaves no trace in the numbers. */
export function loadPermissionUnseen(
  { api }: GithubContext,
  ref: RepositoryRef,
  login: string,
): ReturnType<GithubReader["loadPermission"]> {
  return readPermission((route, parameters) => api.readUnseen(ref.installationId, route, parameters), ref, login);
}

function readPermission(
  read: (route: string, parameters: Readonly<Record<string, string>>) => Promise<Answer>,
  { owner, name }: RepositoryRef,
  login: string,
): ReturnType<GithubReader["loadPermission"]> {
  const route = "GET /repos/{owner}/{repo}/collaborators/{username}/permission";
  return asSource(async () => {
    const answer = await unlessMissingTwice(() => read(route, { owner, repo: name, username: login }));
    if (answer === null) return { permission: "none", account: null };
    const { permission, role_name, user } = parseData(Collaborator, answer.data);
    return { permission: permissionOf(permission, role_name ?? permission), account: fromRestUser(user ?? null) };
  });
}

/** Somebody's command is refused for good on the word of this answer, so one slip of GitHub's is not taken for it. */
async function unlessMissingTwice(read: () => Promise<Answer>): Promise<Answer | null> {
  return (await unlessMissing(read, null)) ?? unlessMissing(read, null);
}

/** `permission` knows no maintain and no triage; the role says so. A custom role counts as what it is built on. */
function permissionOf(permission: string, role: string): Permission {
  if (permission === "admin") return "admin";
  if (permission === "write") return role === "maintain" ? "maintain" : "write";
  if (permission === "read") return role === "triage" ? "triage" : "read";
  return "none";
}

/** A renamed account is found by its number; a deleted one is not. */
export function loadLogin(
  { api }: GithubContext,
  ref: RepositoryRef,
  accountId: number,
): ReturnType<GithubReader["loadLogin"]> {
  const parameters = { account_id: accountId };
  return asSource(async () => {
    const answer = await unlessMissing(() => api.read(ref.installationId, "GET /user/{account_id}", parameters), null);
    return answer === null ? null : parseData(RestUser, answer.data).login;
  });
}

const Membership = z.object({ state: z.string() });

export async function loadTeams(
  context: GithubContext,
  ref: RepositoryRef,
  login: string,
  teams: readonly string[],
): Promise<Source<readonly string[]>> {
  const answers = await Promise.all(
    teams.map((team) => asSource(async () => ((await isMember(context, ref, login, team)) ? [team] : []))),
  );
  const memberOf: string[] = [];
  for (const answer of answers) {
    if (answer.status === "unavailable") return answer;
    memberOf.push(...answer.value);
  }
  return loaded(memberOf);
}

async function isMember({ api }: GithubContext, ref: RepositoryRef, login: string, team: string): Promise<boolean> {
  const [org = "", slug = ""] = team.split("/");
  const route = "GET /orgs/{org}/teams/{team_slug}/memberships/{username}";
  const parameters = { org, team_slug: slug, username: login };
  const answer = await unlessMissingTwice(() => api.read(ref.installationId, route, parameters));
  // An invited person is `pending` and a member of nothing yet.
  return answer !== null && parseData(Membership, answer.data).state === "active";
}

const RestComment = z.object({ performed_via_github_app: z.unknown().optional() });

export async function loadViaApp(
  { api }: GithubContext,
  ref: RepositoryRef,
  commentId: number,
): Promise<Source<boolean>> {
  const route = "GET /repos/{owner}/{repo}/issues/comments/{comment_id}";
  const parameters = { owner: ref.owner, repo: ref.name, comment_id: commentId };
  const source = await asSource(() => api.read(ref.installationId, route, parameters));
  if (source.status === "unavailable") return unavailable(source.reason);
  const { performed_via_github_app } = parseData(RestComment, source.value.data);
  return loaded(performed_via_github_app != null);
}
