// Who gets or sees at once what is written on a pull request. GitHub tells who watches a repository and who is asked; it does not
// tell who is subscribed to one pull request, so whoever took part or was mentioned is counted as well (core/reviews/audience.ts).
import { z } from "zod";
import type { Account } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import { fromRestUser, RestUser } from "./accounts.js";
import { asSource, type GithubContext, unlessMissing } from "./context.js";
import { parseData } from "./graphql.js";

/** 1,000 accounts of each kind; where there are more, nobody can say who could read it. */
const MAX_PAGES = 10;

const Asked = z.object({
  users: z.array(RestUser).default([]),
  teams: z.array(z.object({ slug: z.string() })).default([]),
});
const Assigned = z.object({ assignees: z.array(RestUser).nullish() });

/** `mentionedTeams` as `org/slug`; one that does not exist has no members. */
export function loadAudience(
  context: GithubContext,
  ref: PullRef,
  mentionedTeams: readonly string[],
): Promise<Source<readonly Account[]>> {
  return asSource(async () => {
    const repository = { owner: ref.owner, repo: ref.name };
    const watchers = await listAccounts(context, ref, "GET /repos/{owner}/{repo}/subscribers", repository);
    const asked = await context.api.read(
      ref.installationId,
      "GET /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
      { ...repository, pull_number: ref.number },
    );
    const { users, teams } = parseData(Asked, asked.data);
    const issue = await context.api.read(ref.installationId, "GET /repos/{owner}/{repo}/issues/{issue_number}", {
      ...repository,
      issue_number: ref.number,
    });
    const { assignees } = parseData(Assigned, issue.data);
    const named = [...teams.map(({ slug }) => `${ref.owner}/${slug}`), ...mentionedTeams];
    const members: Account[] = [];
    for (const team of new Set(named.map((name) => name.toLowerCase())))
      members.push(...(await listMembers(context, ref, team)));
    return [...watchers, ...[...users, ...(assignees ?? [])].flatMap(toAccount), ...members];
  });
}

async function listMembers(context: GithubContext, ref: PullRef, team: string): Promise<readonly Account[]> {
  const [org = "", slug = ""] = team.split("/");
  const route = "GET /orgs/{org}/teams/{team_slug}/members";
  return unlessMissing(() => listAccounts(context, ref, route, { org, team_slug: slug }), []);
}

async function listAccounts(
  { api }: GithubContext,
  ref: PullRef,
  route: string,
  parameters: Record<string, unknown>,
): Promise<readonly Account[]> {
  const { items, complete } = await api.readPages(ref.installationId, route, parameters, { maxPages: MAX_PAGES });
  if (!complete) throw new AppError("GITHUB_REJECTED", "more accounts than can be listed");
  return items.map((item) => parseData(RestUser, item)).flatMap(toAccount);
}

function toAccount(user: RestUser): Account[] {
  const account = fromRestUser(user);
  return account === null ? [] : [account];
}
