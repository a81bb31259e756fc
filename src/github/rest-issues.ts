// The issues a pull request's body says it closes. REST does not tell which ones GitHub linked, so the keywords are read.
import { z } from "zod";
import type { Account, LinkedIssue, Source } from "../core/facts.js";
import type { PullRef } from "../core/work.js";
import { fromRestUser, RestUser } from "./accounts.js";
import { asSource, type GithubContext, unlessMissing } from "./context.js";
import { parseData } from "./graphql.js";
import type { RestPull } from "./rest-snapshot.js";

const CLOSES = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?[ \t]+(?:([\w.-]{1,39})\/([\w.-]{1,100}))?#(\d{1,9})\b/gi;
/** As many as GraphQL is asked for. */
const MAX_ISSUES = 20;

const Issue = z.object({
  number: z.number(),
  html_url: z.string(),
  title: z.string(),
  body: z.string().nullish(),
  user: RestUser.nullable(),
  created_at: z.string(),
  updated_at: z.string(),
  pull_request: z.unknown().optional(),
});

export function loadReferencedIssues(
  context: GithubContext,
  ref: PullRef,
  pull: RestPull,
): Promise<Source<readonly LinkedIssue[]>> {
  // Keywords link only where a merge would close the issue.
  const isLinking = pull.base.ref === pull.base.repo.default_branch;
  const references = isLinking ? referencesIn(pull.body ?? "", pull.base.repo) : [];
  return asSource(async () => {
    const issues = await Promise.all(references.map((reference) => loadIssue(context, ref, reference)));
    return issues.filter((issue) => issue !== null);
  });
}

/** REST tells that something about an issue changed, not what, nor by whom. */
const UNKNOWN_EDITOR: Account = { id: null, login: "unknown", type: "Unknown" };

interface Reference {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

function referencesIn(body: string, home: { name: string; owner: { login: string } }): readonly Reference[] {
  const found = new Map<string, Reference>();
  for (const [, owner = home.owner.login, repo = home.name, number] of body.matchAll(CLOSES)) {
    const reference = { owner, repo, number: Number(number) };
    found.set(`${owner}/${repo}#${number}`.toLowerCase(), reference);
    if (found.size === MAX_ISSUES) break;
  }
  return [...found.values()];
}

/** Null when there is no such issue, or it is a pull request. */
async function loadIssue(
  { api }: GithubContext,
  { installationId }: PullRef,
  { owner, repo, number }: Reference,
): Promise<LinkedIssue | null> {
  const route = "GET /repos/{owner}/{repo}/issues/{issue_number}";
  const parameters = { owner, repo, issue_number: number };
  const answer = await unlessMissing(() => api.read(installationId, route, parameters), null);
  if (answer === null) return null;
  const issue = parseData(Issue, answer.data);
  if (issue.pull_request != null) return null;
  return {
    repository: `${owner}/${repo}`,
    number: issue.number,
    url: issue.html_url,
    title: issue.title,
    body: issue.body ?? "",
    author: fromRestUser(issue.user),
    editor: issue.updated_at === issue.created_at ? null : UNKNOWN_EDITOR,
  };
}
