// The people behind the agent: whoever set it to work is never an independent reviewer, so in doubt one name more.
import type { Account, Change, Commit, GitPerson } from "../../facts.js";
import { matchAccount, matchPerson, noreplyAccount } from "./identity.js";

/**
 * Logins (names, where no account is known), sorted. `agentCommits`: the commits that carry a mark; without any, all are
 * taken, because then the branch or the body says that the agent's work was pushed under people's names.
 */
export function operatorsOf(
  change: Change,
  agentCommits: readonly Commit[],
  declared: readonly string[],
): readonly string[] {
  const commits = agentCommits.length > 0 ? agentCommits : change.commits;
  const people = commits.flatMap((commit) => [commit.author, commit.committer, ...commit.coAuthors]);
  const names = new Map<string, string>();
  const add = (name: string | null) => {
    if (name !== null && name !== "") names.set(name.toLowerCase(), names.get(name.toLowerCase()) ?? name);
  };
  add(change.author === null ? null : loginOf(change.author));
  for (const person of people) add(nameOf(person));
  for (const name of declared) add(name);
  return [...names.values()].sort((a, b) => (a < b ? -1 : 1));
}

function loginOf(account: Account): string | null {
  const isPerson = account.type === "User" && matchAccount(account) === null && account.id !== WEB_FLOW;
  return isPerson && !account.login.endsWith("[bot]") ? account.login : null;
}

function nameOf(person: GitPerson): string | null {
  // `Jane (aider)` is Jane at work with the agent.
  const name = person.name.replace(/\s*\(aider\)\s*$/i, "").trim();
  const isSigned = matchPerson(person) !== null && name === person.name.trim();
  if (isSigned || isAutomation(person)) return null;
  if (person.account !== null) return loginOf(person.account);
  return noreplyAccount(person.email)?.login ?? name;
}

/** The committer of everything done on the web. */
const WEB_FLOW = 19864447;

function isAutomation(person: GitPerson): boolean {
  if (/\[bot\]/i.test(person.name) || /\[bot\]@/i.test(person.email)) return true;
  return /^(?:noreply@github\.com|actions@github\.com|support@github\.com)$/i.test(person.email);
}
