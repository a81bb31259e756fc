// The people behind the agent: whoever set it to work is never an independent reviewer, so in doubt one name more.
import { type Account, type Change, type Commit, type GitPerson, WEB_FLOW_ID } from "../../facts/facts.js";
import type { Policy } from "../../policy/schema.js";
import { matchAccount, matchPerson } from "./marks.js";
import { isAgentOfPolicy } from "./policy-agents.js";

interface Sources {
  /** The commits that carry a mark; without any, all are taken, because then the branch or the body says that the agent's work was pushed under people's names. */
  readonly agentCommits: readonly Commit[];
  /** Logins, as the description states them. */
  readonly declared: readonly string[];
  readonly policy: Policy;
}

/** Logins (names, where no account is known), sorted. INVARIANT: no program's account is among them. */
export function operatorsOf(change: Change, { agentCommits, declared, policy }: Sources): readonly string[] {
  const { author } = change;
  const isProgram = (account: Account) => isAgentAccount(account, policy) || isSameProgram(account, author, policy);
  const commits = agentCommits.length > 0 ? agentCommits : change.commits;
  const people = commits.flatMap((commit) => [commit.author, commit.committer, ...commit.coAuthors]);
  // Where a person opened it, an assignment says who looks after it, and nothing of who asked the agent.
  const requesters = author !== null && isAgentAccount(author, policy) ? change.requesters : [];
  const found = [
    ...[author, ...requesters].map((account) => (account === null || isProgram(account) ? null : loginOf(account))),
    ...people.map((person) => nameOf(person, isProgram)),
    ...declared.map((name) => (isProgram(accountNamed(name)) ? null : accountNamed(name).login)),
  ];
  const names = new Map<string, string>();
  for (const name of found) {
    if (name !== null && name !== "") names.set(name.toLowerCase(), names.get(name.toLowerCase()) ?? name);
  }
  return [...names.values()].sort((a, b) => (a < b ? -1 : 1));
}

/** Whether an agent, or another program, works in this account. */
export function isAgentAccount(account: Account, policy: Policy): boolean {
  const { type, login } = account;
  return (
    type === "Bot" || login.endsWith("[bot]") || matchAccount(account) !== null || isAgentOfPolicy(account, policy)
  );
}

/** The account that opened the pull request, under whatever address or name: bots have `[bot]` behind their login, or not. */
function isSameProgram({ id, login }: Account, author: Account | null, policy: Policy): boolean {
  if (author === null || !isAgentAccount(author, policy)) return false;
  if (id !== null && id === author.id) return true;
  const bare = (name: string) => name.toLowerCase().replace(/\[bot\]$/, "");
  return bare(login) === bare(author.login);
}

function loginOf({ type, id, login }: Account): string | null {
  return type === "User" && id !== WEB_FLOW_ID ? login : null;
}

function nameOf(person: GitPerson, isProgram: (account: Account) => boolean): string | null {
  // `Jane (aider)` is Jane at work with the agent.
  const name = person.name.replace(/\s*\(aider\)\s*$/i, "").trim();
  const isSigned = matchPerson(person) !== null && name === person.name.trim();
  if (isSigned || isAutomation(person)) return null;
  if (person.account !== null) return isProgram(person.account) ? null : loginOf(person.account);
  const account = accountOfAddress(person.email) ?? { id: null, login: name, type: "Unknown" };
  return isProgram(account) ? null : account.login;
}

function accountNamed(name: string): Account {
  return accountOfAddress(name) ?? { id: null, login: name, type: "Unknown" };
}

/** Of GitHub's own addresses, on every host; with a number in front, or the older form without. */
const NOREPLY = /^(?:(\d{1,15})\+)?([^@+\s]{1,100})@users\.noreply\.[a-z0-9.-]{1,100}$/i;

function accountOfAddress(email: string): Account | null {
  const [, id, login] = NOREPLY.exec(email.trim()) ?? [];
  return login === undefined ? null : { id: id === undefined ? null : Number(id), login, type: "Unknown" };
}

function isAutomation(person: GitPerson): boolean {
  if (/\[bot\]/i.test(person.name) || /\[bot\]@/i.test(person.email)) return true;
  return /^(?:noreply@github\.com|actions@github\.com|support@github\.com)$/i.test(person.email);
}
