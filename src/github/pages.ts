// Lists of a snapshot with all their pages. A list that lacks one entry is not known.
import type { z } from "zod";
import type { Source } from "../core/facts/source.js";
import { loaded, unavailable } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import { asSource, type GithubContext } from "./context.js";
import { type GraphqlProblem, parseData, problemAt, queryGraphql } from "./graphql.js";
import { type Listed, NEXT_CONTEXTS_QUERY, nextPageQuery } from "./snapshot-query.js";
import { Page } from "./snapshot-shapes.js";

/** 5,000 entries. More of anything on one pull request is not a conversation. */
const MAX_PAGES = 50;

/** One answer's part of a list: the page, and the first error that touches it. */
export interface FirstPage {
  readonly page: Page | null;
  readonly problem: GraphqlProblem | null;
}

type LoadPage = (after: string) => Promise<FirstPage>;

export function loadList<T>(
  context: GithubContext,
  ref: PullRef,
  list: Listed,
  first: FirstPage,
  schema: z.ZodType<T>,
): Promise<Source<readonly T[]>> {
  const query = nextPageQuery(list);
  return collect(first, list, schema, async (after) => {
    const variables = { owner: ref.owner, name: ref.name, number: ref.number, after };
    const { data, problems } = await queryGraphql(context.api, ref.installationId, query, variables);
    return pageAt(data, ["repository", "pullRequest", "list"], problems);
  });
}

export function loadContexts<T>(
  context: GithubContext,
  ref: PullRef,
  headSha: string,
  first: FirstPage,
  schema: z.ZodType<T>,
): Promise<Source<readonly T[]>> {
  return collect(first, "checks", schema, async (after) => {
    const variables = { owner: ref.owner, name: ref.name, oid: headSha, after };
    const { data, problems } = await queryGraphql(context.api, ref.installationId, NEXT_CONTEXTS_QUERY, variables);
    return pageAt(data, ["repository", "object", "statusCheckRollup", "contexts"], problems);
  });
}

function collect<T>(first: FirstPage, what: string, schema: z.ZodType<T>, load: LoadPage) {
  return asSource(async () => collectPages(first, what, schema, load)).then((source): Source<readonly T[]> => {
    return source.status === "loaded" ? source.value : source;
  });
}

async function collectPages<T>(
  first: FirstPage,
  what: string,
  schema: z.ZodType<T>,
  load: LoadPage,
): Promise<Source<readonly T[]>> {
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
