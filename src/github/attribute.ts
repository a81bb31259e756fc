// Whose the commits are that GitHub itself linked to nobody: GraphQL names no bots, REST no co-authors. What an address says of
// itself is a text, so the account is looked up.
import { matchAccount } from "../core/classify/authorship/marks.js";
import type { Account, Commit, GitPerson } from "../core/facts/facts.js";
import { WEB_FLOW_ID } from "../core/facts/facts.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { fromActor } from "./accounts.js";
import type { GithubContext } from "./context.js";

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
