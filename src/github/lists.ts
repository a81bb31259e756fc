// What the sweeper and the router ask for: installations, repositories, open pull requests, those of a commit.
import { z } from "zod";
import type { RepositoryRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import type { GithubReader } from "../ports.js";
import { type GithubContext, hasCode } from "./context.js";
import { parseData } from "./graphql.js";

/** 10,000 entries. */
const MAX_PAGES = 100;

const RestPull = z.object({
  number: z.number(),
  state: z.enum(["open", "closed"]),
  updated_at: z.string(),
  merged_at: z.string().nullish(),
  head: z.object({ sha: z.string() }),
  base: z.object({ ref: z.string(), repo: z.object({ id: z.number() }) }),
});

export async function listOpenPulls(
  { api }: GithubContext,
  ref: RepositoryRef,
): ReturnType<GithubReader["listOpenPulls"]> {
  const route = "GET /repos/{owner}/{repo}/pulls";
  const parameters = { owner: ref.owner, repo: ref.name, state: "open", sort: "created", direction: "desc" };
  const { items, complete } = await api.readPages(ref.installationId, route, parameters, { maxPages: MAX_PAGES });
  assertComplete(complete, "open pull requests");
  return items
    .map((item) => parseData(RestPull, item))
    .map((pull) => ({
      number: pull.number,
      baseRef: pull.base.ref,
      headSha: pull.head.sha,
      updatedAt: pull.updated_at,
    }));
}

export async function listPullsOfCommit(
  { api }: GithubContext,
  ref: RepositoryRef,
  sha: string,
): ReturnType<GithubReader["listPullsOfCommit"]> {
  const route = "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls";
  const parameters = { owner: ref.owner, repo: ref.name, commit_sha: sha };
  try {
    const { items, complete } = await api.readPages(ref.installationId, route, parameters, { maxPages: MAX_PAGES });
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

const Installation = z.object({ id: z.number(), suspended_at: z.string().nullish() });

export async function listInstallations({ api }: GithubContext): ReturnType<GithubReader["listInstallations"]> {
  const { items } = await api.readPages("app", "GET /app/installations", {}, { maxPages: MAX_PAGES });
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
  const options = { maxPages: MAX_PAGES, itemsOf: (data: unknown) => Repositories.safeParse(data).data?.repositories };
  const { items } = await api.readPages(installationId, "GET /installation/repositories", {}, options);
  return items
    .map((item) => parseData(ListedRepository, item))
    .filter(({ archived }) => !archived)
    .map(({ id, name, owner }) => ({ installationId, repositoryId: id, owner: owner.login, name }));
}

const Repositories = z.object({ repositories: z.array(z.unknown()) });

/** A list that was cut must not be taken for the whole: what is missing from it would look closed. */
function assertComplete(complete: boolean, what: string): void {
  if (!complete) throw new AppError("GITHUB_UNAVAILABLE", `there are more than ${MAX_PAGES * 100} ${what}`);
}
