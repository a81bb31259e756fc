// What people may do now, what they wrote with their own hands, and who gets to see what is written.
import { z } from "zod";
import type { Account, Permission } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import { loaded, unavailable } from "../core/facts/source.js";
import type { PullRef, RepositoryRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import type { GithubReader } from "../ports.js";
import { parseData } from "./answers.js";
import { fromRestUser, RestUser } from "./commits.js";
import { asSource, Bounded, callsFor, type GithubContext, unlessMissing } from "./context.js";

const PERMISSION = "GET /repos/{owner}/{repo}/collaborators/{username}/permission";
const Collaborator = z.object({
  permission: z.string(),
  role_name: z.string().optional(),
  user: RestUser.nullish(),
});

/** Bots, strangers and deleted accounts are no collaborators: GitHub answers 404, and they may do nothing. */
export function loadPermission(
  context: GithubContext,
  ref: RepositoryRef,
  login: string,
): ReturnType<GithubReader["loadPermission"]> {
  return readPermission(() => callsFor(context, ref).read(PERMISSION, { username: login }));
}

/** The same for somebody who looks at our pages, and whose look leaves no trace in the numbers. */
export function loadPermissionUnseen(
  { api }: GithubContext,
  { installationId, owner, name }: RepositoryRef,
  login: string,
): ReturnType<GithubReader["loadPermission"]> {
  const parameters = { owner, repo: name, username: login };
  return readPermission(async () => (await api.readUnseen(installationId, PERMISSION, parameters)).data);
}

function readPermission(read: () => Promise<unknown>): ReturnType<GithubReader["loadPermission"]> {
  return asSource(async () => {
    const answer = await unlessMissingTwice(read);
    if (answer === null) return { permission: "none", account: null };
    const { permission, role_name, user } = parseData(Collaborator, answer);
    return { permission: permissionOf(permission, role_name ?? permission), account: fromRestUser(user ?? null) };
  });
}

/** Somebody's command is refused for good on the word of this answer, so one slip of GitHub's is not taken for it. */
async function unlessMissingTwice(read: () => Promise<unknown>): Promise<unknown> {
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
  { api }: GithubContext,
  { installationId }: RepositoryRef,
  { login, teams }: { readonly login: string; readonly teams: readonly string[] },
): Promise<Source<readonly string[]>> {
  const isMember = async (team: string) => {
    const [org = "", slug = ""] = team.split("/");
    const route = "GET /orgs/{org}/teams/{team_slug}/memberships/{username}";
    const parameters = { org, team_slug: slug, username: login };
    const data = await unlessMissingTwice(async () => (await api.read(installationId, route, parameters)).data);
    // An invited person is `pending` and a member of nothing yet.
    return data !== null && parseData(Membership, data).state === "active";
  };
  const answers = await Promise.all(teams.map((team) => asSource(async () => ((await isMember(team)) ? [team] : []))));
  const memberOf: string[] = [];
  for (const answer of answers) {
    if (answer.status === "unavailable") return answer;
    memberOf.push(...answer.value);
  }
  return loaded(memberOf);
}

const Written = z.object({ id: z.number(), performed_via_github_app: z.unknown().optional() });

export async function loadViaApp(
  context: GithubContext,
  ref: RepositoryRef,
  commentId: number,
): Promise<Source<boolean>> {
  const route = "GET /repos/{owner}/{repo}/issues/comments/{comment_id}";
  const source = await asSource(() => callsFor(context, ref).read(route, { comment_id: commentId }));
  if (source.status === "unavailable") return unavailable(source.reason);
  return loaded(parseData(Written.omit({ id: true }), source.value).performed_via_github_app != null);
}

/** Issues whose origin is remembered. Chosen, not measured: those of thousands of open pull requests, well under a megabyte. */
const MAX_ISSUES = 10_000;

/**
 * Did a person write an issue with their own hands? GraphQL does not tell, and REST costs a call of its own. How an issue came to be
 * never changes, so each is asked about once. INVARIANT: remembered by the issue's own id, so none is taken for another that had its name.
 */
export function createIssueOriginLoader(context: GithubContext): GithubReader["loadIssueViaApp"] {
  const known = new Bounded<number, boolean>(MAX_ISSUES);
  return async (ref, { id, repository, number }): Promise<Source<boolean>> => {
    const remembered = id === null ? undefined : known.get(id);
    if (remembered !== undefined) return loaded(remembered);
    const [owner = "", name = ""] = repository.split("/");
    const calls = callsFor(context, { ...ref, owner, name });
    const source = await asSource(() => calls.read(ISSUE, { issue_number: number }));
    if (source.status === "unavailable") return unavailable(source.reason);
    const origin = parseData(Written, source.value);
    if (id !== null && origin.id !== id) return unavailable("GitHub answered with another issue");
    const viaApp = origin.performed_via_github_app != null;
    known.set(origin.id, viaApp);
    return loaded(viaApp);
  };
}

const ISSUE = "GET /repos/{owner}/{repo}/issues/{issue_number}";
/** 1,000 accounts of each kind; where there are more, nobody can say who could read it. */
const MAX_PAGES = 10;

const Asked = z.object({
  users: z.array(RestUser).default([]),
  teams: z.array(z.object({ slug: z.string() })).default([]),
});
const Assigned = z.object({ assignees: z.array(RestUser).nullish() });

/**
 * Who gets or sees at once what is written on a pull request. GitHub tells who watches a repository and who is asked; it does not tell who
 * is subscribed to one pull request, so whoever took part or was mentioned is counted as well, elsewhere. `mentionedTeams` as `org/slug`;
 * one that does not exist has no members.
 */
export function loadAudience(
  context: GithubContext,
  ref: PullRef,
  mentionedTeams: readonly string[],
): Promise<Source<readonly Account[]>> {
  const calls = callsFor(context, ref);
  const members = (team: string) => {
    const [org = "", slug = ""] = team.split("/");
    const route = "GET /orgs/{org}/teams/{team_slug}/members";
    const parameters = { org, team_slug: slug };
    const read = () => context.api.readPages(ref.installationId, { route, parameters, maxPages: MAX_PAGES });
    return unlessMissing(async () => toAccounts(await read()), []);
  };
  return asSource(async () => {
    const watchers = toAccounts(await calls.list("GET /repos/{owner}/{repo}/subscribers", { maxPages: MAX_PAGES }));
    const asked = await calls.read("GET /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers", {
      pull_number: ref.number,
    });
    const { users, teams } = parseData(Asked, asked);
    const { assignees } = parseData(Assigned, await calls.read(ISSUE, { issue_number: ref.number }));
    const named = [...teams.map(({ slug }) => `${ref.owner}/${slug}`), ...mentionedTeams];
    const found: Account[] = [];
    for (const team of new Set(named.map((name) => name.toLowerCase()))) found.push(...(await members(team)));
    return [...watchers, ...[...users, ...(assignees ?? [])].flatMap(toAccount), ...found];
  });
}

function toAccounts({ items, complete }: Awaited<ReturnType<ReturnType<typeof callsFor>["list"]>>): Account[] {
  if (!complete) throw new AppError("GITHUB_REJECTED", "more accounts than can be listed");
  return items.map((item) => parseData(RestUser, item)).flatMap(toAccount);
}

function toAccount(user: RestUser): Account[] {
  const account = fromRestUser(user);
  return account === null ? [] : [account];
}
