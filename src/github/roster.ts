// Who could be asked for a review: people with access, members of teams, and whose commits the files are from.
import { z } from "zod";
import type { Collaborator, FileCommit, FileHistory, RosterFiles } from "../core/assign/roster.js";
import type { Account, Permission } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import { loaded, unavailable } from "../core/facts/source.js";
import type { RepositoryRef } from "../core/facts/work.js";
import type { RosterReader } from "../ports.js";
import { fromRestUser, RestUser } from "./accounts.js";
import { asSource, type GithubContext, unlessMissing } from "./context.js";
import { parseData, problemAt, queryGraphql } from "./graphql.js";
import { Remembered } from "./remembered.js";
import { loadRosterFiles } from "./roster-files.js";

/** 1,000 people of each list; nobody is missed among so many. */
const MAX_PAGES = 10;

export function createRosterReader(context: GithubContext): RosterReader {
  const remembered = new Remembered(() => context.api.now());
  const repository = ({ installationId, repositoryId }: RepositoryRef) => `${installationId}:${repositoryId}`;
  return {
    listCollaborators: (ref) =>
      remembered.recall(`people ${repository(ref)}`, () => listCollaborators(context, ref), isLoaded),
    listTeamMembers: (ref, team) =>
      remembered.recall(
        `team ${ref.installationId}:${team.toLowerCase()}`,
        () => listTeamMembers(context, ref, team),
        isLoaded,
      ),
    loadRosterFiles: (ref, branch) =>
      remembered.recall(`files ${repository(ref)}:${branch}`, () => loadRosterFiles(context, ref, branch), areRead),
    loadFileHistory: (ref, branch, paths) =>
      remembered.recall(
        `history ${repository(ref)}:${JSON.stringify([branch, ...paths])}`,
        () => loadFileHistory(context, ref, branch, paths),
        isLoaded,
      ),
  };
}

function areRead({ codeowners, away }: RosterFiles): boolean {
  return [codeowners, ...away].every((file) => file?.text.status !== "unavailable");
}

function isLoaded(source: Source<unknown>): boolean {
  return source.status === "loaded";
}

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

function listCollaborators({ api }: GithubContext, ref: RepositoryRef): Promise<Source<readonly Collaborator[]>> {
  return asSource(async () => {
    const parameters = { owner: ref.owner, repo: ref.name, permission: "push" };
    const route = "GET /repos/{owner}/{repo}/collaborators";
    const { items } = await api.readPages(ref.installationId, route, parameters, { maxPages: MAX_PAGES });
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
  const route = "GET /orgs/{org}/teams/{team_slug}/members";
  return asSource(async () => {
    const parameters = { org, team_slug: slug };
    const { items } = await unlessMissing(
      () => api.readPages(ref.installationId, route, parameters, { maxPages: MAX_PAGES }),
      { items: [] },
    );
    return items.flatMap((item) => fromRestUser(parseData(RestUser, item)) ?? []);
  });
}

const MAX_FILES = 10;

/** One alias for each file; the paths are variables, so nothing of them is part of the query. */
function historyQuery(count: number): string {
  const indexes = Array.from({ length: count }, (_, index) => index);
  return `query FileHistory($owner: String!, $name: String!, $branch: String!, ${indexes.map((i) => `$p${i}: String!`).join(", ")}) {
  repository(owner: $owner, name: $name) {
    databaseId
    object(expression: $branch) {
      ... on Commit {
        ${indexes.map((i) => `f${i}: history(first: 20, path: $p${i}) { ...Wrote }`).join("\n        ")}
      }
    }
  }
}
fragment Wrote on CommitHistoryConnection {
  nodes { oid committedDate authors(first: 5) { nodes { user { databaseId } } } }
}`;
}

const History = z.object({
  nodes: z.array(
    z.object({
      oid: z.string(),
      committedDate: z.string(),
      authors: z.object({
        nodes: z.array(z.object({ user: z.object({ databaseId: z.number().nullish() }).nullish() })),
      }),
    }),
  ),
});
const HistoryData = z.object({
  repository: z.object({ databaseId: z.number(), object: z.record(z.string(), History).nullable() }),
});

async function loadFileHistory(
  { api }: GithubContext,
  ref: RepositoryRef,
  branch: string,
  paths: readonly string[],
): Promise<Source<readonly FileHistory[]>> {
  const asked = paths.slice(0, MAX_FILES);
  if (asked.length === 0) return loaded([]);
  const variables = Object.fromEntries(asked.map((path, index) => [`p${index}`, path]));
  const answer = await asSource(() =>
    queryGraphql(api, ref.installationId, historyQuery(asked.length), {
      ...variables,
      owner: ref.owner,
      name: ref.name,
      branch: `refs/heads/${branch}`,
    }),
  );
  if (answer.status === "unavailable") return answer;
  const problem = problemAt(answer.value.problems, []);
  if (problem !== null) return unavailable(`GitHub could not read it: ${problem.message}`);
  const { repository } = parseData(HistoryData, answer.value.data);
  // A name may have passed on to another repository.
  if (repository.databaseId !== ref.repositoryId)
    return unavailable("the repository's name belongs to another one now");
  return loaded(asked.map((path, index) => ({ path, commits: toCommits(repository.object?.[`f${index}`]) })));
}

function toCommits(history: z.infer<typeof History> | undefined): FileCommit[] {
  return (history?.nodes ?? []).map(({ oid, committedDate, authors }) => ({
    sha: oid,
    at: committedDate,
    authors: [...new Set(authors.nodes.flatMap(({ user }) => user?.databaseId ?? []))],
  }));
}
