// Lists of a snapshot with all their pages. A list that lacks one entry is not known.
import type { z } from "zod";
import type { Source } from "../core/facts/source.js";
import { loaded, unavailable } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import { asSource, callsFor, type GithubContext } from "./context.js";
import { type GraphqlProblem, parseData, problemAt } from "./graphql.js";
import { type Listed, NEXT_CONTEXTS_QUERY, nextPageQuery } from "./snapshot-query.js";
import { Page } from "./snapshot-shapes.js";

/** 5,000 entries. More of anything on one pull request is not a conversation. */
const MAX_PAGES = 50;

/** One answer's part of a list: the page, and the first error that touches it. */
export interface FirstPage {
  readonly page: Page | null;
  readonly problem: GraphqlProblem | null;
}

interface Asked<T> {
  readonly first: FirstPage;
  readonly schema: z.ZodType<T>;
}

type Found<T> = Promise<Source<readonly T[]>>;

export function loadList<T>(
  context: GithubContext,
  ref: PullRef,
  { list, ...asked }: Asked<T> & { readonly list: Listed },
): Found<T> {
  return collect({ ...asked, what: list }, async (after) => {
    const { data, problems } = await callsFor(context, ref).query(nextPageQuery(list), { number: ref.number, after });
    return pageAt(data, ["repository", "pullRequest", "list"], problems);
  });
}

export function loadContexts<T>(
  context: GithubContext,
  ref: PullRef,
  { headSha, ...asked }: Asked<T> & { readonly headSha: string },
): Found<T> {
  return collect({ ...asked, what: "checks" }, async (after) => {
    const { data, problems } = await callsFor(context, ref).query(NEXT_CONTEXTS_QUERY, { oid: headSha, after });
    return pageAt(data, ["repository", "object", "statusCheckRollup", "contexts"], problems);
  });
}

type LoadPage = (after: string) => Promise<FirstPage>;

async function collect<T>(asked: Asked<T> & { readonly what: string }, load: LoadPage): Found<T> {
  const source = await asSource(() => collectPages(asked, load));
  return source.status === "loaded" ? source.value : source;
}

async function collectPages<T>(
  { first, what, schema }: Asked<T> & { readonly what: string },
  load: LoadPage,
): Found<T> {
  const items: T[] = [];
  let { page, problem } = first;
  for (let count = 1; count <= MAX_PAGES; count++) {
    if (problem !== null) return unavailable(`GitHub could not read the ${what}: ${problem.message}`);
    if (page === null || page.nodes.includes(null)) return unavailable(`GitHub left out a part of the ${what}`);
    items.push(...page.nodes.map((node) => parseData(schema, node)));
    const after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    if (after === null) return loaded(items);
    ({ page, problem } = await load(after));
  }
  return unavailable(`there are more than ${MAX_PAGES * 100} ${what}`);
}

function pageAt(data: unknown, path: readonly string[], problems: readonly GraphqlProblem[]): FirstPage {
  let found: unknown = data;
  for (const key of path) {
    found = typeof found === "object" && found !== null ? (found as Record<string, unknown>)[key] : null;
  }
  const parsed = Page.safeParse(found);
  return { page: parsed.success ? parsed.data : null, problem: problemAt(problems, path) };
}
