// The issues a pull request's body says it closes. REST does not tell which ones GitHub linked, so the keywords are read.
import { z } from "zod";
import type { Account, LinkedIssue } from "../core/facts/facts.js";
import { loaded, unavailable } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import type { PullSnapshot } from "../ports.js";
import { fromRestUser, RestUser } from "./accounts.js";
import { asSource, type GithubContext, unlessMissing } from "./context.js";
import { parseData } from "./graphql.js";
import { LINKED_ISSUES } from "./snapshot-query.js";

const CLOSES = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?[ \t]+(?:([\w.-]{1,39})\/([\w.-]{1,100}))?#(\d{1,9})\b/gi;
const Issue = z.object({
  id: z.number().nullish(),
  number: z.number(),
  html_url: z.string(),
  title: z.string(),
  body: z.string().nullish(),
  user: RestUser.nullable(),
  created_at: z.string(),
  updated_at: z.string(),
  pull_request: z.unknown().optional(),
});

/** Of a pull request: what says which issues it closes. */
interface LinkingPull {
  readonly body: string | null;
  readonly base: {
    readonly ref: string;
    readonly repo: {
      readonly name: string;
      readonly owner: { readonly login: string };
      readonly default_branch: string;
    };
  };
}

export async function loadReferencedIssues(
  context: GithubContext,
  ref: PullRef,
  pull: LinkingPull,
): Promise<Pick<PullSnapshot, "linkedIssues" | "unseenIssues">> {
  // Keywords link only where a merge would close the issue.
  const isLinking = pull.base.ref === pull.base.repo.default_branch;
  const references = isLinking ? referencesIn(pull.body ?? "", pull.base.repo) : [];
  const read = await asSource(() => Promise.all(references.map((reference) => loadIssue(context, ref, reference))));
  if (read.status === "unavailable") return { linkedIssues: unavailable(read.reason), unseenIssues: 0 };
  const issues = read.value.filter((issue) => issue !== "unseen");
  return {
    linkedIssues: loaded(issues.filter((issue) => issue !== "pull request")),
    unseenIssues: read.value.length - issues.length,
  };
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
    if (found.size === LINKED_ISSUES) break;
  }
  return [...found.values()];
}

/** `unseen`: the App may not see it, or there is none of this number. */
async function loadIssue(
  { api }: GithubContext,
  { installationId }: PullRef,
  { owner, repo, number }: Reference,
): Promise<LinkedIssue | "unseen" | "pull request"> {
  const route = "GET /repos/{owner}/{repo}/issues/{issue_number}";
  const parameters = { owner, repo, issue_number: number };
  const answer = await unlessMissing(() => api.read(installationId, route, parameters), null);
  if (answer === null) return "unseen";
  const issue = parseData(Issue, answer.data);
  if (issue.pull_request != null) return "pull request";
  return {
    id: issue.id ?? null,
    repository: `${owner}/${repo}`,
    number: issue.number,
    url: issue.html_url,
    title: issue.title,
    body: issue.body ?? "",
    author: fromRestUser(issue.user),
    editor: issue.updated_at === issue.created_at ? null : UNKNOWN_EDITOR,
    viaApp: null,
  };
}
