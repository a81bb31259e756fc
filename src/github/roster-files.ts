// What a repository says about who knows its files, in one query: CODEOWNERS and the lists of who is away, at the base branch and in
// the organisation's `.github` repository, and whose the last commits to some files are.
import { z } from "zod";
import type { FileCommit, FileHistory, RosterFile, RosterFiles } from "../core/assign/roster.js";
import type { Source } from "../core/facts/source.js";
import { loaded, unavailable } from "../core/facts/source.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import { asSource, callsFor, type GithubContext } from "./context.js";
import { type GraphqlAnswer, type GraphqlProblem, parseData, problemAt } from "./graphql.js";
import { FLOOR_REPOSITORY, POLICY_FRAGMENT, PolicyObject } from "./policy-text.js";

/** GitHub uses the first that exists, in this order. */
const CODEOWNERS_PATHS = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"] as const;
const AWAY_PATH = ".github/countersign-away.yml";
const MAX_FILES = 10;

export interface AskedRoster {
  readonly branch: string;
  /** Not asked for: `files` is empty. */
  readonly withFiles: boolean;
  /** Files whose history is asked for; the first ten count. */
  readonly paths: readonly string[];
}

export interface FoundRoster {
  readonly files: RosterFiles;
  readonly history: Source<readonly FileHistory[]>;
}

/** @throws AppError for an outage or a limit; also when the repository itself cannot be read. */
export async function queryRoster(
  context: GithubContext,
  ref: RepositoryRef,
  { branch, withFiles, paths }: AskedRoster,
): Promise<FoundRoster> {
  const asked = paths.slice(0, MAX_FILES);
  if (!withFiles && asked.length === 0) return { files: NO_FILES, history: loaded([]) };
  const variables = { ...(withFiles ? fileVariables(branch) : {}), ...historyVariables(branch, asked) };
  const query = rosterQuery(withFiles, asked.length);
  const answer = await asSource(() => callsFor(context, ref).query(query, variables));
  if (answer.status === "unavailable") return notRead(ref, answer.reason);
  const { repository, floor } = parseData(Data, answer.value.data);
  if (repository === null || repository.databaseId !== ref.repositoryId) {
    throw new AppError("GITHUB_NOT_FOUND", "the repository cannot be seen any more");
  }
  const { problems } = answer.value;
  return {
    files: withFiles ? toFiles(ref, { repository, floor }, problems) : NO_FILES,
    history: asked.length === 0 ? loaded([]) : toHistory(repository.tip ?? null, asked, problems),
  };
}

const NO_FILES: RosterFiles = { codeowners: null, away: [] };

function notRead({ owner, name }: RepositoryRef, reason: string): FoundRoster {
  const codeowners = { name: `${owner}/${name}: CODEOWNERS`, text: unavailable<string>(reason) };
  return { files: { codeowners, away: [] }, history: unavailable(reason) };
}

function fileVariables(branch: string): Record<string, string> {
  const at = (path: string) => `refs/heads/${branch}:${path}`;
  const [c0, c1, c2] = CODEOWNERS_PATHS;
  return { c0: at(c0), c1: at(c1), c2: at(c2), away: at(AWAY_PATH), floorAway: `HEAD:${AWAY_PATH}` };
}

function historyVariables(branch: string, paths: readonly string[]): Record<string, string> {
  if (paths.length === 0) return {};
  return { tip: `refs/heads/${branch}`, ...Object.fromEntries(paths.map((path, index) => [`p${index}`, path])) };
}

const FILES = `c0: object(expression: $c0) { ...PolicyBlob }
    c1: object(expression: $c1) { ...PolicyBlob }
    c2: object(expression: $c2) { ...PolicyBlob }
    away: object(expression: $away) { ...PolicyBlob }`;
const FLOOR_FILES = `floor: repository(owner: $owner, name: "${FLOOR_REPOSITORY}", followRenames: false) {
    away: object(expression: $floorAway) { ...PolicyBlob }
  }`;
const WROTE = `fragment Wrote on CommitHistoryConnection {
  nodes { oid committedDate authors(first: 5) { nodes { user { databaseId } } } }
}`;

/** One alias for each path; the paths are variables, so nothing of them is part of the query. */
function rosterQuery(withFiles: boolean, pathCount: number): string {
  const paths = Array.from({ length: pathCount }, (_, index) => `p${index}`);
  const names = [
    "owner",
    "name",
    ...(withFiles ? ["c0", "c1", "c2", "away", "floorAway"] : []),
    ...(pathCount > 0 ? ["tip", ...paths] : []),
  ];
  const histories = paths.map((path) => `${path}: history(first: 20, path: $${path}) { ...Wrote }`).join("\n      ");
  const tip = `tip: object(expression: $tip) { ... on Commit {
      ${histories}
    } }`;
  return `query RosterFiles(${names.map((name) => `$${name}: String!`).join(", ")}) {
  repository(owner: $owner, name: $name) {
    databaseId
    ${withFiles ? FILES : ""}
    ${pathCount > 0 ? tip : ""}
  }
  ${withFiles ? FLOOR_FILES : ""}
}
${withFiles ? POLICY_FRAGMENT : ""}
${pathCount > 0 ? WROTE : ""}`;
}

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
const Histories = z.record(z.string(), History).nullish();
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
): FoundRoster["history"] {
  const problem = problemAt(problems, ["repository", "tip"]);
  if (problem !== null) return unavailable(`GitHub could not read it: ${problem.message}`);
  return loaded(paths.map((path, index) => ({ path, commits: toCommits(tip?.[`p${index}`]) })));
}

function toCommits(history: z.infer<typeof History> | undefined): FileCommit[] {
  return (history?.nodes ?? []).map(({ oid, committedDate, authors }) => ({
    sha: oid,
    at: committedDate,
    authors: [...new Set(authors.nodes.flatMap(({ user }) => user?.databaseId ?? []))],
  }));
}
