// Lists by REST: installations, repositories, pull requests of a commit, and what is open where GraphQL does not answer.
import { z } from "zod";
import { loaded, type Source, unavailable } from "../core/facts/source.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import type { GithubReader, ListedPull, PullList } from "../ports.js";
import { parseData } from "./answers.js";
import { type Bounded, callsFor, type GithubContext, hasCode } from "./context.js";

/** 10,000 entries. */
const MAX_PAGES = 100;
const PER_PAGE = 100;

const RestPull = z.object({
  number: z.number(),
  state: z.enum(["open", "closed"]),
  updated_at: z.string(),
  merged_at: z.string().nullish(),
  head: z.object({ sha: z.string() }),
  base: z.object({ ref: z.string(), repo: z.object({ id: z.number() }) }),
});

export async function listPullsOfCommit(
  context: GithubContext,
  ref: RepositoryRef,
  sha: string,
): ReturnType<GithubReader["listPullsOfCommit"]> {
  const route = "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls";
  const asked = { own: { commit_sha: sha }, maxPages: MAX_PAGES };
  try {
    const { items, complete } = await callsFor(context, ref).list(route, asked);
    assertComplete(complete, "pull requests of a commit");
    return items
      .map((item) => parseData(RestPull, item))
      .filter(({ base }) => base.repo.id === ref.repositoryId)
      .map((pull) => ({
        number: pull.number,
        state: pull.state,
        merged: pull.merged_at != null,
        baseRef: pull.base.ref,
        headSha: pull.head.sha,
      }));
  } catch (error) {
    // The commit is gone, as after a branch was deleted: it is nobody's head.
    if (hasCode(error, "GITHUB_REJECTED", "GITHUB_NOT_FOUND")) return [];
    throw error;
  }
}

/** A list that was cut must not be taken for the whole: what is missing from it would look closed. */
function assertComplete(complete: boolean, what: string): void {
  if (!complete) throw new AppError("GITHUB_UNAVAILABLE", `there are more than ${MAX_PAGES * 100} ${what}`);
}

const Installation = z.object({ id: z.number(), suspended_at: z.string().nullish() });

export async function listInstallations({ api }: GithubContext): ReturnType<GithubReader["listInstallations"]> {
  const { items } = await api.readPages("app", { route: "GET /app/installations", maxPages: MAX_PAGES });
  return items
    .map((item) => parseData(Installation, item))
    .map(({ id, suspended_at }) => ({ installationId: id, suspended: suspended_at != null }));
}

const ListedRepository = z.object({
  id: z.number(),
  name: z.string(),
  owner: z.object({ login: z.string() }),
  archived: z.boolean().default(false),
});

/** Archived repositories are left out: nothing can be written there, and nothing merged. */
export async function listRepositories(
  { api }: GithubContext,
  installationId: number,
): ReturnType<GithubReader["listRepositories"]> {
  const itemsOf = (data: unknown) => Repositories.safeParse(data).data?.repositories;
  const asked = { route: "GET /installation/repositories", maxPages: MAX_PAGES, itemsOf };
  const { items } = await api.readPages(installationId, asked);
  return items
    .map((item) => parseData(ListedRepository, item))
    .filter(({ archived }) => !archived)
    .map(({ id, name, owner }) => ({ installationId, repositoryId: id, owner: owner.login, name }));
}

const Repositories = z.object({ repositories: z.array(z.unknown()) });

/** By repository id. */
export type PullLists = Map<number, Source<PullList>>;

interface KnownPage {
  readonly etag: string | null;
  readonly pulls: readonly ListedPull[];
  readonly goesOn: boolean;
}

/** By repository and page, with GitHub's mark of what it gave. */
export type KnownPages = Bounded<string, KnownPage>;

/** A hundred thousand; a list that goes on for longer is none. */
const MAX_OPEN_PAGES = 1_000;
/** Chosen, not measured: a hundred thousand pull requests, some ten megabytes. GitHub forgets a page with each token, within the hour. */
export const MAX_KNOWN_PAGES = 1_000;

export async function listOpenByRest(
  context: GithubContext,
  known: KnownPages,
  repositories: readonly RepositoryRef[],
): Promise<PullLists> {
  const lists: PullLists = new Map();
  for (const repository of repositories) {
    try {
      const pulls = await listOne(context, known, repository);
      lists.set(repository.repositoryId, loaded({ pulls, open: pulls.length, whole: true }));
    } catch (error) {
      // One that cannot be read must not keep the others from being listed. A limit holds for all of them.
      if (!(error instanceof AppError) || error.code === "GITHUB_RATE_LIMITED") throw error;
      lists.set(repository.repositoryId, unavailable(error.message));
    }
  }
  return lists;
}

async function listOne(
  context: GithubContext,
  known: KnownPages,
  repository: RepositoryRef,
): Promise<readonly ListedPull[]> {
  const found: ListedPull[] = [];
  for (let number = 1; number <= MAX_OPEN_PAGES; number++) {
    const page = await readPage(context, known, { repository, number });
    found.push(...page.pulls);
    if (!page.goesOn) return found;
  }
  throw new AppError("GITHUB_UNAVAILABLE", "the list of open pull requests does not end");
}

const RestPulls = z.array(
  z.object({
    number: z.number(),
    updated_at: z.string(),
    head: z.object({ sha: z.string() }),
    base: z.object({ ref: z.string() }),
  }),
);

async function readPage(
  { api }: GithubContext,
  known: KnownPages,
  { repository, number: page }: { readonly repository: RepositoryRef; readonly number: number },
): Promise<KnownPage> {
  const { installationId, repositoryId, owner, name } = repository;
  const key = `${installationId} ${repositoryId} ${page}`;
  const before = known.get(key);
  const route = "GET /repos/{owner}/{repo}/pulls";
  const parameters = { owner, repo: name, state: "open", sort: "created", direction: "desc", per_page: PER_PAGE, page };
  const answer = await api.readIfChanged(installationId, { route, parameters, etag: before?.etag ?? null });
  if (answer === null && before !== undefined) return before;
  const pulls = parseData(RestPulls, answer?.data).map(
    (pull): ListedPull => ({
      number: pull.number,
      open: true,
      updatedAt: pull.updated_at,
      baseRef: pull.base.ref,
      headSha: pull.head.sha,
    }),
  );
  const read = { etag: answer?.headers.etag ?? null, pulls, goesOn: pulls.length >= PER_PAGE };
  known.set(key, read);
  return read;
}
