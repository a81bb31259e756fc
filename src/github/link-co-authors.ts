// Whose the co-authors are in commits that were read by REST, which links none: GraphQL is asked about the commits that name somebody
// unlinked, in one call. Commits without such a name cost nothing.
import { z } from "zod";
import type { Commit, GitPerson } from "../core/facts/facts.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import { COMMIT_FRAGMENT, fromGraphqlCommit, GraphqlCommit } from "./commits.js";
import { callsFor, type GithubContext, hasCode } from "./context.js";
import { parseData } from "./graphql.js";

/** Commits asked about. Names in any more of them stay nobody's. */
const MAX_COMMITS = 100;

const Found = z.object({ repository: z.record(z.string(), GraphqlCommit.nullable()).nullable() });

/** @throws AppError GITHUB_FORBIDDEN when GraphQL does not tell: who is linked to nobody yet may be somebody. */
export async function linkCoAuthors(
  context: Pick<GithubContext, "api">,
  ref: RepositoryRef,
  commits: readonly Commit[],
): Promise<readonly Commit[]> {
  const asked = commits
    .filter(({ coAuthors }) => coAuthors.some(({ account }) => account === null))
    .slice(0, MAX_COMMITS);
  if (asked.length === 0) return commits;
  const { repository } = await unlessDown(() => query(context, ref, asked));
  const found = Object.values(repository ?? {}).filter((commit) => commit !== null);
  const linked = new Map(found.map((commit) => [commit.oid, fromGraphqlCommit(commit).coAuthors]));
  return commits.map((commit) => ({ ...commit, coAuthors: merged(commit.coAuthors, linked.get(commit.sha) ?? []) }));
}

/** Whoever one of the two knows. */
function merged(byRest: readonly GitPerson[], byGraphql: readonly GitPerson[]): readonly GitPerson[] {
  const accounts = new Map(byGraphql.map(({ email, account }) => [email.toLowerCase(), account]));
  const known = new Set(byRest.map(({ email }) => email.toLowerCase()));
  return [
    ...byRest.map((person) => ({
      ...person,
      account: person.account ?? accounts.get(person.email.toLowerCase()) ?? null,
    })),
    ...byGraphql.filter(({ email }) => !known.has(email.toLowerCase())),
  ];
}

function queryFor(count: number): string {
  const names = Array.from({ length: count }, (_, index) => `c${index}`);
  return `query FormerCommits($owner: String!, $name: String!, ${names.map((one) => `$${one}: GitObjectID!`).join(", ")}) {
  repository(owner: $owner, name: $name) {
    ${names.map((one) => `${one}: object(oid: $${one}) { ...PullCommit }`).join("\n    ")}
  }
}
${COMMIT_FRAGMENT}`;
}

/** What GitHub says nothing of is not taken for nobody's. */
async function query(
  context: Pick<GithubContext, "api">,
  ref: RepositoryRef,
  asked: readonly Commit[],
): Promise<z.infer<typeof Found>> {
  const variables = Object.fromEntries(asked.map(({ sha }, index) => [`c${index}`, sha]));
  const { data, problems } = await callsFor(context, ref).query(queryFor(asked.length), variables);
  const [problem] = problems;
  if (problem !== undefined) throw new AppError("GITHUB_UNAVAILABLE", problem.message);
  return parseData(Found, data);
}

/** An evaluation goes on without GraphQL; what only GraphQL knows is asked for again. */
async function unlessDown<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!hasCode(error, "GITHUB_UNAVAILABLE", "GITHUB_NOT_FOUND", "GITHUB_REJECTED")) throw error;
    throw new AppError("GITHUB_FORBIDDEN", `who the co-authors are could not be read (${error.message})`);
  }
}
