// The commits between two commits, complete where lists of pull requests stop, where they part, and whose they are that GitHub itself linked
// to nobody: GraphQL names no bots, REST no co-authors. What an address says of itself is a text, so the account is looked up.
import { z } from "zod";
import { matchAccount } from "../core/classify/authorship/marks.js";
import { type Account, type Commit, type GitPerson, WEB_FLOW_ID } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import { parseData } from "./answers.js";
import { COMMIT_FRAGMENT, fromActor, fromGraphqlCommit, fromRestCommit, GraphqlCommit, RestCommit } from "./commits.js";
import { asSource, callsFor, type GithubContext, hasCode } from "./context.js";

/** 10,000 commits. What lies beyond stays unlisted, and the count says so. */
const MAX_PAGES = 100;

const Comparison = z.object({
  merge_base_commit: z.object({ sha: z.string() }),
  total_commits: z.number(),
  commits: z.array(RestCommit),
});

interface Compared {
  readonly mergeBaseSha: string;
  readonly commits: readonly Commit[];
  readonly total: number;
}

interface CommitRange {
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

/**
 * When the commits of a pull request have one parent outside themselves, that parent is the merge base: it is on the base
 * branch, and everything the head shares with the base is reachable through it. Null: more than one, so GitHub is asked.
 */
export function onlyParentOutside(commits: readonly GraphqlCommit[]): string | null {
  const own = new Set(commits.map(({ oid }) => oid));
  const outside = new Set<string>();
  for (const { parents } of commits) {
    if (parents.totalCount > parents.nodes.length) return null;
    for (const { oid } of parents.nodes) if (!own.has(oid)) outside.add(oid);
  }
  const [only, ...others] = outside;
  return only !== undefined && others.length === 0 ? only : null;
}

/** `12345+login@users.noreply.github.com`. Without the number it says nothing: a login passes on to other people. */
const NOREPLY = /^(\d{1,15})\+([^@+\s]{1,100})@users\.noreply\.[\w-]+(?:\.[\w-]+)+$/i;
/** Numbers looked up for one list of commits. Whoever makes more of them up has commits that nobody can attribute. */
const MAX_LOOKED_UP = 10;

/**
 * The same commits with the accounts that exist under that number and that name. INVARIANT: what does not exist, or could not be
 * read, stays attributed to nobody.
 */
export async function attribute(
  context: Pick<GithubContext, "loadAccount">,
  { installationId }: RepositoryRef,
  commits: readonly Commit[],
): Promise<readonly Commit[]> {
  const people = commits.flatMap(({ author, committer, coAuthors }) => [author, committer, ...coAuthors]);
  const named = new Map(people.flatMap((person) => claimOf(person) ?? []).map((claim) => [claim.id, claim] as const));
  const wanted = [...named.values()].filter((claim) => !isAgent(claim)).slice(0, MAX_LOOKED_UP);
  const found = await Promise.all(wanted.map(({ id }) => context.loadAccount(installationId, id)));
  const accounts = new Map(
    found.flatMap((answer) => (answer.status === "loaded" && answer.value !== null ? [answer.value] : [])).map(byId),
  );
  const attributed = (person: GitPerson): GitPerson => {
    const claim = claimOf(person);
    return claim === null ? person : { ...person, account: accountOf(claim, accounts) };
  };
  return commits.map((commit) => ({
    ...commit,
    author: attributed(commit.author),
    committer: attributed(commit.committer),
    coAuthors: commit.coAuthors.map(attributed),
  }));
}

interface Claim {
  readonly id: number;
  readonly account: Account;
}

/** Null: GitHub said whose it is, or the address says nothing. Nobody becomes GitHub itself by an address. */
function claimOf({ account, email }: GitPerson): Claim | null {
  const [, digits, login] = NOREPLY.exec(email.trim()) ?? [];
  if (account !== null || digits === undefined || login === undefined) return null;
  const id = Number(digits);
  const isBot = login.toLowerCase().endsWith("[bot]") || login === "Copilot";
  const named = fromActor({ __typename: isBot ? "Bot" : "User", login, databaseId: id });
  return id === WEB_FLOW_ID || named === null ? null : { id, account: named };
}

/** Known agents are in our own list, number by number. */
function isAgent({ id, account }: Claim): boolean {
  return matchAccount({ ...account, id, login: "" }) !== null;
}

function accountOf(claim: Claim, accounts: ReadonlyMap<number, Account>): Account | null {
  if (isAgent(claim)) return claim.account;
  const found = accounts.get(claim.id);
  return found?.login.toLowerCase() === claim.account.login.toLowerCase() ? found : null;
}

function byId(account: Account): readonly [number, Account] {
  return [account.id ?? 0, account];
}

/** Commits asked about. Names in any more of them stay nobody's. */
const MAX_COMMITS = 100;

const Found = z.object({ repository: z.record(z.string(), GraphqlCommit.nullable()).nullable() });

/**
 * GraphQL is asked about the commits whose co-authors REST links to nobody, in one call; without such a name it costs nothing.
 * @throws AppError GITHUB_FORBIDDEN when GraphQL does not tell: who is linked to nobody yet may be somebody.
 */
export async function linkCoAuthors(
  context: Pick<GithubContext, "api">,
  ref: RepositoryRef,
  commits: readonly Commit[],
): Promise<readonly Commit[]> {
  const asked = commits
    .filter(({ coAuthors }) => coAuthors.some(({ account }) => account === null))
    .slice(0, MAX_COMMITS);
  if (asked.length === 0) return commits;
  const { repository } = await unlessDown(() => query(context, ref, asked));
  const found = Object.values(repository ?? {}).filter((commit) => commit !== null);
  const linked = new Map(found.map((commit) => [commit.oid, fromGraphqlCommit(commit).coAuthors]));
  return commits.map((commit) => ({ ...commit, coAuthors: merged(commit.coAuthors, linked.get(commit.sha) ?? []) }));
}

/** Whoever one of the two knows. */
function merged(byRest: readonly GitPerson[], byGraphql: readonly GitPerson[]): readonly GitPerson[] {
  const accounts = new Map(byGraphql.map(({ email, account }) => [email.toLowerCase(), account]));
  const known = new Set(byRest.map(({ email }) => email.toLowerCase()));
  return [
    ...byRest.map((person) => ({
      ...person,
      account: person.account ?? accounts.get(person.email.toLowerCase()) ?? null,
    })),
    ...byGraphql.filter(({ email }) => !known.has(email.toLowerCase())),
  ];
}

function queryFor(count: number): string {
  const names = Array.from({ length: count }, (_, index) => `c${index}`);
  return `query FormerCommits($owner: String!, $name: String!, ${names.map((one) => `$${one}: GitObjectID!`).join(", ")}) {
  repository(owner: $owner, name: $name) {
    ${names.map((one) => `${one}: object(oid: $${one}) { ...PullCommit }`).join("\n    ")}
  }
}
${COMMIT_FRAGMENT}`;
}

/** What GitHub says nothing of is not taken for nobody's. */
async function query(
  context: Pick<GithubContext, "api">,
  ref: RepositoryRef,
  asked: readonly Commit[],
): Promise<z.infer<typeof Found>> {
  const variables = Object.fromEntries(asked.map(({ sha }, index) => [`c${index}`, sha]));
  const { data, problems } = await callsFor(context, ref).query(queryFor(asked.length), variables);
  const [problem] = problems;
  if (problem !== undefined) throw new AppError("GITHUB_UNAVAILABLE", problem.message);
  return parseData(Found, data);
}

/** An evaluation goes on without GraphQL; what only GraphQL knows is asked for again. */
async function unlessDown<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!hasCode(error, "GITHUB_UNAVAILABLE", "GITHUB_NOT_FOUND", "GITHUB_REJECTED")) throw error;
    throw new AppError("GITHUB_FORBIDDEN", `who the co-authors are could not be read (${error.message})`);
  }
}
