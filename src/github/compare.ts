// The merge base of two commits and the commits between them, from the REST API: complete where lists of pull requests stop.
import { z } from "zod";
import type { Commit } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { attribute } from "./attribute.js";
import { fromRestCommit, RestCommit } from "./commits.js";
import { asSource, callsFor, type GithubContext, hasCode } from "./context.js";
import { parseData } from "./graphql.js";
import { linkCoAuthors } from "./link-co-authors.js";

/** 10,000 commits. What lies beyond stays unlisted, and the count says so. */
const MAX_PAGES = 100;

const Comparison = z.object({
  merge_base_commit: z.object({ sha: z.string() }),
  total_commits: z.number(),
  commits: z.array(RestCommit),
});

export interface Compared {
  readonly mergeBaseSha: string;
  readonly commits: readonly Commit[];
  readonly total: number;
}

export interface CommitRange {
  readonly baseSha: string;
  readonly headSha: string;
}

export async function compareCommits(
  context: GithubContext,
  ref: RepositoryRef,
  range: CommitRange,
): Promise<Compared> {
  const commits: Commit[] = [];
  for (let page = 1; ; page++) {
    const data = await readPage(context, ref, { range, per_page: 100, page });
    const { merge_base_commit, total_commits, commits: found } = parseData(Comparison, data);
    commits.push(...found.map(fromRestCommit));
    const isLast = found.length === 0 || commits.length >= total_commits || page === MAX_PAGES;
    if (!isLast) continue;
    const attributed = await attribute(context, ref, commits);
    return { mergeBaseSha: merge_base_commit.sha, commits: attributed, total: total_commits };
  }
}

/** The second page of one commit holds no files, which the first would send along by the hundred. */
export async function loadMergeBase(context: GithubContext, ref: RepositoryRef, range: CommitRange): Promise<string> {
  const data = await readPage(context, ref, { range, per_page: 1, page: 2 });
  return parseData(Comparison.pick({ merge_base_commit: true }), data).merge_base_commit.sha;
}

interface AskedPage {
  readonly range: CommitRange;
  readonly per_page: number;
  readonly page: number;
}

function readPage(context: GithubContext, ref: RepositoryRef, { range, ...paging }: AskedPage): Promise<unknown> {
  const basehead = `${range.baseSha}...${range.headSha}`;
  return callsFor(context, ref).read("GET /repos/{owner}/{repo}/compare/{basehead}", { basehead, ...paging });
}

/** Of a head that may be gone: null once GitHub says so, and asking again would not bring it back. */
export function loadFormerCommits(
  context: GithubContext,
  ref: RepositoryRef,
  range: CommitRange,
): Promise<Source<Compared | null>> {
  return asSource(async () => {
    try {
      const compared = await compareCommits(context, ref, range);
      return { ...compared, commits: await linkCoAuthors(context, ref, compared.commits) };
    } catch (error) {
      if (hasCode(error, "GITHUB_NOT_FOUND", "GITHUB_REJECTED")) return null;
      throw error;
    }
  });
}
