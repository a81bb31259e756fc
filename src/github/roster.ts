// Who could be asked for a review: people with access, members of teams, CODEOWNERS, who is away, and whose commits the files are from.
import { z } from "zod";
import type { Collaborator, FileCommit, RosterFile, RosterFiles } from "../core/assign/roster.js";
import type { Account, Permission } from "../core/facts/facts.js";
import { loaded, type Source, unavailable } from "../core/facts/source.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import type { RosterReader } from "../ports.js";
import { type GraphqlAnswer, type GraphqlProblem, parseData, problemAt } from "./answers.js";
import { fromRestUser, RestUser } from "./commits.js";
import { asSource, callsFor, type GithubContext, Remembered, unlessMissing } from "./context.js";
import { FLOOR_REPOSITORY, POLICY_FRAGMENT, PolicyObject } from "./policy-text.js";

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
    loadRosterFiles: (ref, branch, paths) =>
      remembered.recall(
        `files ${keyOf(ref)}:${JSON.stringify([branch, ...paths])}`,
        () => loadRosterFiles(context, ref, { branch, paths: paths.slice(0, MAX_FILES) }),
        areRead,
      ),
  };
}

function keyOf({ installationId, repositoryId }: RepositoryRef): string {
  return `${installationId}:${repositoryId}`;
}

function areRead({ codeowners, away, history }: RosterTexts): boolean {
  return isLoaded(history) && [codeowners, ...away].every((file) => file?.text.status !== "unavailable");
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

/** GitHub uses the first that exists, in this order. */
const CODEOWNERS_PATHS = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"] as const;
const AWAY_PATH = ".github/countersign-away.yml";
/** Files whose history is asked for. */
const MAX_FILES = 10;

type RosterTexts = Awaited<ReturnType<RosterReader["loadRosterFiles"]>>;

/** In one query. @throws AppError for an outage or a limit; also when the repository itself cannot be read. */
async function loadRosterFiles(
  context: GithubContext,
  ref: RepositoryRef,
  { branch, paths }: { readonly branch: string; readonly paths: readonly string[] },
): Promise<RosterTexts> {
  const at = (path: string) => `refs/heads/${branch}:${path}`;
  const [c0, c1, c2] = CODEOWNERS_PATHS;
  const variables = {
    ...{ c0: at(c0), c1: at(c1), c2: at(c2), away: at(AWAY_PATH), floorAway: `HEAD:${AWAY_PATH}` },
    ...{ tip: `refs/heads/${branch}`, ...Object.fromEntries(paths.map((path, index) => [`p${index}`, path])) },
  };
  const answer = await asSource(() => callsFor(context, ref).query(rosterQuery(paths.length), variables));
  if (answer.status === "unavailable") {
    const codeowners = { name: `${ref.owner}/${ref.name}: CODEOWNERS`, text: unavailable<string>(answer.reason) };
    return { codeowners, away: [], history: unavailable(answer.reason) };
  }
  const { data, problems } = answer.value;
  const found = parseData(Data, data);
  if (found.repository === null || found.repository.databaseId !== ref.repositoryId) {
    throw new AppError("GITHUB_NOT_FOUND", "the repository cannot be seen any more");
  }
  return { ...toFiles(ref, found, problems), history: toHistory(found.repository.tip, paths, problems) };
}

/** One alias for each path; the paths are variables, so nothing of them is part of the query. */
function rosterQuery(pathCount: number): string {
  const paths = Array.from({ length: pathCount }, (_, index) => `p${index}`);
  const names = ["owner", "name", "c0", "c1", "c2", "away", "floorAway", "tip", ...paths];
  const histories = paths.map((path) => `${path}: history(first: 20, path: $${path}) { ...Wrote }`);
  return `query RosterFiles(${names.map((name) => `$${name}: String!`).join(", ")}) {
  repository(owner: $owner, name: $name) {
    databaseId
    c0: object(expression: $c0) { ...PolicyBlob }
    c1: object(expression: $c1) { ...PolicyBlob }
    c2: object(expression: $c2) { ...PolicyBlob }
    away: object(expression: $away) { ...PolicyBlob }
    tip: object(expression: $tip) { __typename ${pathCount > 0 ? `... on Commit { ${histories.join(" ")} }` : ""} }
  }
  floor: repository(owner: $owner, name: "${FLOOR_REPOSITORY}", followRenames: false) {
    away: object(expression: $floorAway) { ...PolicyBlob }
  }
}
${POLICY_FRAGMENT}${pathCount > 0 ? WROTE : ""}`;
}

const WROTE = `
fragment Wrote on CommitHistoryConnection {
  nodes { oid committedDate authors(first: 5) { nodes { user { databaseId } } } }
}`;

const Blob = PolicyObject.nullish();
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
const Histories = z.record(z.string(), z.union([z.string(), History])).nullish();
const Data = z.object({
  repository: z.object({ databaseId: z.number(), c0: Blob, c1: Blob, c2: Blob, away: Blob, tip: Histories }).nullable(),
  floor: z.object({ away: Blob }).nullish(),
});

function toFiles(
  { owner, name }: RepositoryRef,
  { repository, floor }: z.infer<typeof Data>,
  problems: GraphqlAnswer["problems"],
): RosterFiles {
  const here = `${owner}/${name}`;
  const read = (key: "c0" | "c1" | "c2" | "away", path: string) =>
    toFile(`${here}: ${path}`, repository?.[key] ?? null, problemAt(problems, ["repository", key]));
  const found = (["c0", "c1", "c2"] as const).map((key, index) => read(key, CODEOWNERS_PATHS[index] ?? ""));
  return {
    codeowners: found.find((file) => file !== null) ?? null,
    away: [
      read("away", AWAY_PATH),
      // An organisation without a `.github` repository has no list either.
      toFile(`${owner}/${FLOOR_REPOSITORY}: ${AWAY_PATH}`, floor?.away ?? null, null),
    ].filter((file) => file !== null),
  };
}

/** Null: there is no such file. */
function toFile(name: string, blob: PolicyObject | null, problem: GraphqlProblem | null): RosterFile | null {
  if (problem === null && blob === null) return null;
  return { name, text: textOf(blob, problem) };
}

function textOf(blob: PolicyObject | null, problem: GraphqlProblem | null): Source<string> {
  if (blob === null) return unavailable(problem?.message ?? "GitHub left it out");
  if (blob.__typename !== "Blob") return unavailable("it is not a file");
  if (blob.isBinary) return unavailable("it is not a text file");
  return blob.isTruncated || blob.text == null ? unavailable("it is too large") : loaded(blob.text);
}

/** `tip`: null when the branch is gone, which has no history. */
function toHistory(
  tip: z.infer<typeof Histories>,
  paths: readonly string[],
  problems: GraphqlAnswer["problems"],
): RosterTexts["history"] {
  const problem = problemAt(problems, ["repository", "tip"]);
  if (problem !== null) return unavailable(`GitHub could not read it: ${problem.message}`);
  return loaded(paths.map((path, index) => ({ path, commits: toCommits(tip?.[`p${index}`] ?? null) })));
}

function toCommits(history: z.infer<typeof History> | string | null): FileCommit[] {
  if (history === null || typeof history === "string") return [];
  return history.nodes.map(({ oid, committedDate, authors }) => ({
    sha: oid,
    at: committedDate,
    authors: [...new Set(authors.nodes.flatMap(({ user }) => user?.databaseId ?? []))],
  }));
}
