// The agents that a policy file adds to the built-in signatures.
import type { Account, Change, Commit, GitPerson } from "../../facts/facts.js";
import type { EvidenceKind } from "../../facts/finding.js";
import { matchesAny, matchesName } from "../../policy/globs.js";
import type { Policy } from "../../policy/schema.js";
import { type Mark, noreplyAccount, trailersOf } from "./marks.js";

type PolicyAgent = Policy["agents"][number];

export function marksByPolicy(change: Change, policy: Policy): readonly Mark[] {
  return policy.agents.flatMap((agent) => [
    ...accountMarks(change, agent),
    ...change.commits.flatMap((commit) => commitMarks(commit, agent)),
    ...trailerMarks(change.body, agent),
    ...(change.branch !== "" && matchesAny(change.branch, agent.branches)
      ? [mark(agent, "branch", change.branch)]
      : []),
  ]);
}

/** Marks of one commit, also to tell which commits are the agent's. */
export function commitMarksByPolicy(commit: Commit, policy: Policy): readonly Mark[] {
  return policy.agents.flatMap((agent) => commitMarks(commit, agent));
}

function accountMarks(change: Change, agent: PolicyAgent): Mark[] {
  const author = change.author !== null && isAccount(change.author, agent);
  const pushers = change.pushers.filter((account) => isAccount(account, agent));
  return [
    ...(author ? [mark(agent, "pull-author", change.author?.login ?? "")] : []),
    ...pushers.map((account) => mark(agent, "pusher", account.login)),
  ];
}

function commitMarks(commit: Commit, agent: PolicyAgent): Mark[] {
  const people: readonly (readonly [EvidenceKind, GitPerson])[] = [
    ["author", commit.author],
    ["committer", commit.committer],
    ...commit.coAuthors.map((person) => ["co-author", person] as const),
  ];
  const byPerson = people
    .filter(([, person]) => isPerson(person, agent))
    .map(([kind, person]) => mark(agent, kind, `${person.name} <${person.email}>`));
  return [...byPerson, ...trailerMarks(commit.message, agent)];
}

function trailerMarks(text: string, agent: PolicyAgent): Mark[] {
  if (agent.trailers.length === 0) return [];
  return trailersOf(text)
    .map((trailer) => `${trailer.name}: ${trailer.value}`)
    .filter((line) => matchesName(line, agent.trailers, { caseInsensitive: true }))
    .map((line) => mark(agent, "trailer", line));
}

function isPerson(person: GitPerson, agent: PolicyAgent): boolean {
  if (agent.emails.some((email) => email.toLowerCase() === person.email.toLowerCase())) return true;
  if (person.account !== null && isAccount(person.account, agent)) return true;
  const noreply = noreplyAccount(person.email);
  return noreply !== null && isAccount({ ...noreply, type: "Unknown" }, agent);
}

export function isAgentOfPolicy(account: Account, policy: Policy): boolean {
  return policy.agents.some((agent) => isAccount(account, agent));
}

function isAccount(account: Account, agent: PolicyAgent): boolean {
  if (account.id !== null && agent.ids.includes(account.id)) return true;
  return agent.logins.some((login) => login.toLowerCase() === account.login.toLowerCase());
}

function mark(agent: PolicyAgent, kind: EvidenceKind, text: string): Mark {
  return { agent: agent.name, kind, text, strength: "strong" };
}
