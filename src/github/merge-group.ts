// Which pull requests a merge group holds. The group's ref names only one of them; the queue knows them all.
import { z } from "zod";
import type { RepositoryRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import type { GithubReader } from "../ports.js";
import { callsFor, type GithubContext } from "./context.js";
import { type GraphqlAnswer, parseData } from "./graphql.js";

const QUERY = `query MergeGroup($owner: String!, $name: String!, $branch: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    databaseId
    mergeQueue(branch: $branch) {
      entries(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { position headCommit { oid } pullRequest { number headRefOid } }
      }
    }
  }
}`;

/** A queue holds at most a few hundred entries. */
const MAX_PAGES = 10;

const Entry = z.object({
  position: z.number(),
  headCommit: z.object({ oid: z.string() }).nullable(),
  pullRequest: z.object({ number: z.number(), headRefOid: z.string() }).nullable(),
});
type Entry = z.infer<typeof Entry>;

const Data = z.object({
  repository: z.object({
    databaseId: z.number(),
    mergeQueue: z
      .object({
        entries: z.object({
          pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
          nodes: z.array(Entry),
        }),
      })
      .nullable(),
  }),
});

/**
 * Every entry up to the group's own: its commit holds all of them. Those of groups ahead are judged again, to be safe.
 *
 * INVARIANT: never fewer than the commit holds. It may stand in several entries, as one whose change is in the base already adds no
 * commit, and while the queue moves two pages may give one position twice: all up to the last one count.
 */
export async function listMergeGroup(
  context: GithubContext,
  ref: RepositoryRef,
  { baseRef, headSha }: { readonly baseRef: string; readonly headSha: string },
): ReturnType<GithubReader["listMergeGroup"]> {
  const entries = await loadEntries(context, ref, baseRef.replace(/^refs\/heads\//, ""));
  const own = entries.filter(({ headCommit }) => headCommit?.oid === headSha);
  if (own.length === 0) return null;
  const last = Math.max(...own.map(({ position }) => position));
  const held = entries.filter(({ position }) => position <= last);
  return held
    .sort((one, other) => one.position - other.position)
    .map(({ pullRequest }) => {
      if (pullRequest === null)
        throw new AppError("GITHUB_UNAVAILABLE", "the merge queue names an entry without a pull request");
      return { number: pullRequest.number, headSha: pullRequest.headRefOid };
    });
}

async function loadEntries(context: GithubContext, ref: RepositoryRef, branch: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let after: string | null = null;
  for (let page = 1; page <= MAX_PAGES; page++) {
    const answer: GraphqlAnswer = await callsFor(context, ref).query(QUERY, { branch, after });
    const problem = answer.problems[0];
    if (problem) throw new AppError("GITHUB_UNAVAILABLE", `GraphQL could not read the merge queue: ${problem.message}`);
    const { repository } = parseData(Data, answer.data);
    if (repository.mergeQueue === null || repository.databaseId !== ref.repositoryId) return [];
    const { nodes, pageInfo } = repository.mergeQueue.entries;
    entries.push(...nodes);
    if (!pageInfo.hasNextPage || pageInfo.endCursor === null) return entries;
    after = pageInfo.endCursor;
  }
  throw new AppError("GITHUB_UNAVAILABLE", `the merge queue has more than ${MAX_PAGES * 100} entries`);
}
