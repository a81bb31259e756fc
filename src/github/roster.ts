// Who could be asked for a review: people with access, members of teams, and whose commits the files are from.
import { z } from "zod";
import type { Collaborator, RosterFiles } from "../core/assign/roster.js";
import type { Account, Permission } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import type { RepositoryRef } from "../core/facts/work.js";
import type { RosterReader } from "../ports.js";
import { fromRestUser, RestUser } from "./accounts.js";
import { asSource, callsFor, type GithubContext, unlessMissing } from "./context.js";
import { parseData } from "./graphql.js";
import { Remembered } from "./memory.js";
import { type FoundRoster, queryRoster } from "./roster-files.js";

/** 1,000 people of each list; nobody is missed among so many. */
const MAX_PAGES = 10;

export function createRosterReader(context: GithubContext): RosterReader {
  const remembered = new Remembered(() => context.api.now());
  return {
    listCollaborators: (ref) =>
      remembered.recall(`people ${keyOf(ref)}`, () => listCollaborators(context, ref), isLoaded),
    listTeamMembers: (ref, team) =>
      remembered.recall(
        `team ${ref.installationId}:${team.toLowerCase()}`,
        () => listTeamMembers(context, ref, team),
        isLoaded,
      ),
    loadRosterFiles: (ref, branch, paths) => loadRosterFiles(context, remembered, { ref, branch, paths }),
  };
}

/** What is remembered of either is not asked for again; what is not comes with one call. */
async function loadRosterFiles(
  context: GithubContext,
  remembered: Remembered,
  { ref, branch, paths }: { readonly ref: RepositoryRef; readonly branch: string; readonly paths: readonly string[] },
): ReturnType<RosterReader["loadRosterFiles"]> {
  const filesKey = `files ${keyOf(ref)}:${branch}`;
  const historyKey = `history ${keyOf(ref)}:${JSON.stringify([branch, ...paths])}`;
  const withFiles = !remembered.has(filesKey);
  const wanted = { branch, withFiles, paths: remembered.has(historyKey) ? [] : paths };
  let asking: Promise<FoundRoster> | null = null;
  const ask = () => {
    asking ??= queryRoster(context, ref, wanted);
    return asking;
  };
  const [files, history] = await Promise.all([
    remembered.recall(filesKey, async () => (await ask()).files, areRead),
    remembered.recall(historyKey, async () => (await ask()).history, isLoaded),
  ]);
  return { ...files, history };
}

function keyOf({ installationId, repositoryId }: RepositoryRef): string {
  return `${installationId}:${repositoryId}`;
}

function areRead({ codeowners, away }: RosterFiles): boolean {
  return [codeowners, ...away].every((file) => file?.text.status !== "unavailable");
}

function isLoaded(source: Source<unknown>): boolean {
  return source.status === "loaded";
}

const COLLABORATORS = "GET /repos/{owner}/{repo}/collaborators";
const MEMBERS = "GET /orgs/{org}/teams/{team_slug}/members";

const RestCollaborator = RestUser.extend({
  permissions: z.record(z.string(), z.boolean()).default({}),
});

const STRONGEST_FIRST = [
  ["admin", "admin"],
  ["maintain", "maintain"],
  ["push", "write"],
  ["triage", "triage"],
  ["pull", "read"],
] as const satisfies readonly (readonly [string, Permission])[];

function listCollaborators(context: GithubContext, ref: RepositoryRef): Promise<Source<readonly Collaborator[]>> {
  return asSource(async () => {
    const own = { permission: "push" };
    const { items } = await callsFor(context, ref).list(COLLABORATORS, { own, maxPages: MAX_PAGES });
    return items.flatMap((item) => {
      const { permissions, ...user } = parseData(RestCollaborator, item);
      const account = fromRestUser(user);
      const permission = STRONGEST_FIRST.find(([name]) => permissions[name] === true)?.[1] ?? "none";
      return account === null ? [] : [{ account, permission }];
    });
  });
}

function listTeamMembers(
  { api }: GithubContext,
  ref: RepositoryRef,
  team: string,
): Promise<Source<readonly Account[]>> {
  const [org = "", slug = ""] = team.split("/");
  const parameters = { org, team_slug: slug };
  return asSource(async () => {
    const read = () => api.readPages(ref.installationId, { route: MEMBERS, parameters, maxPages: MAX_PAGES });
    const { items } = await unlessMissing(read, { items: [] });
    return items.flatMap((item) => fromRestUser(parseData(RestUser, item)) ?? []);
  });
}
