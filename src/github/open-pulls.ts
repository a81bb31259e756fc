// What is open in many repositories, with few calls: one query asks for fifty of them. Where GraphQL does not answer, REST lists them one by
// one, and says without a charge that a list is as it was.
import { z } from "zod";
import { loaded, type Source, unavailable } from "../core/facts/source.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import type { AskedRepository, GithubReader, ListedPull, PullList } from "../ports.js";
import { parseData, problemAt } from "./answers.js";
import { Bounded, callsFor, type GithubContext, hasCode, inParts } from "./context.js";
import { type KnownPages, listOpenByRest, MAX_KNOWN_PAGES, type PullLists } from "./lists.js";

/** One point of the hourly limit each: GitHub counts a list as a hundredth. */
const REPOSITORIES_PER_QUERY = 50;
const PER_PAGE = 100;
/** A hundred thousand open pull requests; a list that goes on for longer is none. */
const MAX_PAGES = 1_000;

export function createPullLister(context: GithubContext): GithubReader["listPulls"] {
  const pages: KnownPages = new Bounded(MAX_KNOWN_PAGES);
  return async (repositories) => {
    const lists: PullLists = new Map();
    for (const some of inParts(repositories, REPOSITORIES_PER_QUERY)) {
      for (const [id, list] of await unlessDown(
        () => queryLists(context, some),
        () => listOpenByRest(context, pages, some),
      )) {
        lists.set(id, list);
      }
    }
    return lists;
  };
}

/** All that are open in one repository. @throws AppError GITHUB_* */
export async function listOpenPulls(
  context: GithubContext,
  { installationId, repositoryId, owner, name }: RepositoryRef,
): Promise<Source<readonly ListedPull[]>> {
  const lists = await queryLists(context, [{ installationId, repositoryId, owner, name }]);
  const list = lists.get(repositoryId) ?? unavailable<PullList>("GitHub left out the repository");
  return list.status === "unavailable" ? list : loaded(list.value.pulls);
}

/** @throws AppError GITHUB_RATE_LIMITED: REST would be none the better. */
async function unlessDown<T>(query: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    if (!hasCode(error, "GITHUB_UNAVAILABLE", "GITHUB_NOT_FOUND", "GITHUB_REJECTED")) throw error;
    return otherwise();
  }
}

const LISTED = `fragment Listed on PullRequestConnection {
  totalCount pageInfo { hasNextPage endCursor } nodes { number state updatedAt baseRefName headRefOid }
}`;
const LATEST_FIRST = "orderBy: { field: UPDATED_AT, direction: DESC }";

function firstPagesQuery(count: number): string {
  const indexes = Array.from({ length: count }, (_, index) => index);
  return `query OpenPulls(${indexes.map((i) => `$o${i}: String!, $n${i}: String!`).join(", ")}) {
  ${indexes.map((i) => `r${i}: repository(owner: $o${i}, name: $n${i}) { ...Open }`).join("\n  ")}
}
fragment Open on Repository { databaseId pullRequests(states: [OPEN], first: ${PER_PAGE}, ${LATEST_FIRST}) { ...Listed } }
${LISTED}`;
}

/** Open ones, or those in any state. */
function nextPageQuery(states: "[OPEN]" | null): string {
  const of = states === null ? "" : `states: ${states}, `;
  return `query NextPulls($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    databaseId pullRequests(${of}first: ${PER_PAGE}, after: $after, ${LATEST_FIRST}) { ...Listed }
  }
}
${LISTED}`;
}

const Connection = z.object({
  totalCount: z.number(),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(
    z.object({
      number: z.number(),
      state: z.string(),
      updatedAt: z.string(),
      baseRefName: z.string(),
      headRefOid: z.string(),
    }),
  ),
});
type Connection = z.infer<typeof Connection>;
const Repository = z.object({ databaseId: z.number(), pullRequests: Connection }).nullable();

async function queryLists(context: GithubContext, repositories: readonly AskedRepository[]): Promise<PullLists> {
  const [first] = repositories;
  if (first === undefined) return new Map();
  const names = repositories.flatMap(({ owner, name }, index) => [
    [`o${index}`, owner],
    [`n${index}`, name],
  ]);
  const query = firstPagesQuery(repositories.length);
  const { data, problems } = await callsFor(context, first).query(query, Object.fromEntries(names));
  const answers = parseData(z.record(z.string(), z.unknown()), data);
  const lists: PullLists = new Map();
  for (const [index, repository] of repositories.entries()) {
    const problem = problemAt(problems, [`r${index}`]);
    const list = problem
      ? unavailable<PullList>(problem.message)
      : await readOn(context, repository, parseData(Repository, answers[`r${index}`]));
    lists.set(repository.repositoryId, list);
  }
  return lists;
}

/** The whole list, or of a long one what was touched since. */
async function readOn(
  context: GithubContext,
  repository: AskedRepository,
  found: z.infer<typeof Repository>,
): Promise<Source<PullList>> {
  if (found === null) return unavailable("GitHub left out the repository and did not say why");
  // The name has passed on to another repository: nothing is open in the one that had it.
  if (found.databaseId !== repository.repositoryId) return loaded({ pulls: [], open: 0, whole: true });
  const { totalCount: open, pageInfo } = found.pullRequests;
  if (!pageInfo.hasNextPage) return loaded({ pulls: toListed(found.pullRequests), open, whole: true });
  const touched = await readTouched(context, repository, open);
  if (touched !== null) return loaded({ pulls: touched, open, whole: false });
  return loaded({ pulls: await readOpen(context, repository, found.pullRequests), open, whole: true });
}

/** Null: everything is asked for, or so much was touched that the list of what is open is no longer. */
async function readTouched(
  context: GithubContext,
  repository: AskedRepository,
  open: number,
): Promise<ListedPull[] | null> {
  const since = Date.parse(repository.since ?? "");
  if (Number.isNaN(since)) return null;
  const touched: ListedPull[] = [];
  let after: string | null = null;
  do {
    if (touched.length >= open) return null;
    const page: Connection = await queryPage(context, repository, { states: null, after });
    touched.push(...toListed(page));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null && Date.parse(touched.at(-1)?.updatedAt ?? "") >= since);
  return touched;
}

async function readOpen(
  context: GithubContext,
  repository: RepositoryRef,
  first: Connection,
): Promise<readonly ListedPull[]> {
  const found = toListed(first);
  let { pageInfo } = first;
  for (let page = 1; pageInfo.hasNextPage; page++) {
    if (page === MAX_PAGES) throw new AppError("GITHUB_UNAVAILABLE", "the list of open pull requests does not end");
    const next = await queryPage(context, repository, { states: "[OPEN]", after: pageInfo.endCursor });
    found.push(...toListed(next));
    pageInfo = next.pageInfo;
  }
  return found;
}

async function queryPage(
  context: GithubContext,
  ref: RepositoryRef,
  { states, after }: { readonly states: "[OPEN]" | null; readonly after: string | null },
): Promise<Connection> {
  const { data, problems } = await callsFor(context, ref).query(nextPageQuery(states), { after });
  const { repository } = parseData(z.object({ repository: Repository }), data);
  if (repository !== null && problems.length === 0) return repository.pullRequests;
  throw new AppError(
    "GITHUB_UNAVAILABLE",
    `GraphQL could not list pull requests: ${problems[0]?.message ?? "no list"}`,
  );
}

function toListed({ nodes }: Connection): ListedPull[] {
  return nodes.map(({ number, state, updatedAt, baseRefName, headRefOid }) => {
    return { number, open: state === "OPEN", updatedAt, baseRef: baseRefName, headSha: headRefOid };
  });
}
