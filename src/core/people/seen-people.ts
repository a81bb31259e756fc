// Who once committed to a pull request stays its author, squashed away or not (DESIGN §4.6): what is kept of a commit's people, and
// what it says once the commit is gone. The order in which commits were seen changes nothing but which of them is shown.

import type { GateInput } from "../case/input.js";
import { matchAccount } from "../classify/authorship/identity.js";
import { type Account, type Change, type GitPerson, personKey } from "../facts/facts.js";
import type { Agent } from "../facts/finding.js";
import type { SeenPerson } from "../facts/records.js";
import { sha256 } from "../ground/canonical.js";
import { claimsOf, claimsToBe, peopleOf, unattributedCommits } from "./commit-people.js";

/** People of one pull request that are remembered. Chosen: no honest one has so many. With more, nobody is shown to be independent. */
export const MAX_CONTRIBUTORS = 500;

/** Whom these commits name, each once. Programs review nothing, and who opened the pull request is known for good. */
export function contributorsOf(change: Pick<Change, "commits" | "author">, agent: Agent | null): SeenPerson[] {
  const named = change.commits.flatMap((commit) => peopleOf(commit).flatMap((person) => toSeen(person, commit.sha)));
  const unknown = unattributedCommits(change, agent).flatMap(({ sha, people }) =>
    people.map((person): SeenPerson => ({ key: addressKey(person), account: null, sha })),
  );
  const authorKey = change.author === null ? null : accountKey(change.author);
  return distinct([...named, ...unknown].filter(({ key }) => key !== authorKey));
}

/** For commits that nobody could read. */
export function unreadContributor(sha: string): SeenPerson {
  return { key: `head:${sha}`, account: null, sha };
}

/** What is not remembered yet, as far as there is room. */
export function newContributors(known: readonly SeenPerson[], seen: readonly SeenPerson[]): SeenPerson[] {
  const keys = new Set(known.map(({ key }) => key));
  return distinct(seen.filter(({ key }) => !keys.has(key))).slice(0, Math.max(0, MAX_CONTRIBUTORS - known.length));
}

/** Commits that named this account, each the first that was seen to. */
export function formerCommitsOf(account: Account, { records }: GateInput): readonly string[] {
  const own = records.contributors.filter((one) => one.account !== null && claimsToBe(account, one.account));
  return [...new Set(own.map(({ sha }) => sha))];
}

/** Commits that are gone and of which nobody can say who wrote them. What a present commit says takes their place. */
export function formerUnknownCommits(change: Change, { records }: GateInput): readonly string[] {
  const present = new Set(change.commits.map(({ sha }) => sha));
  const addresses = new Set(change.commits.flatMap((commit) => peopleOf(commit).map(addressKey)));
  const gone = records.contributors.filter(({ account, key, sha }) => {
    return account === null && !present.has(sha) && !addresses.has(key);
  });
  return [...new Set(gone.map(({ sha }) => sha))];
}

/** The first of each key. */
function distinct(seen: readonly SeenPerson[]): SeenPerson[] {
  return [...new Map([...seen].reverse().map((person) => [person.key, person])).values()].reverse();
}

function toSeen(person: GitPerson, sha: string): SeenPerson[] {
  const accounts = claimsOf(person).map((claim): Account => ({ type: "Unknown", ...claim }));
  return accounts
    .filter((account) => !isProgram(account))
    .map((account) => ({ key: accountKey(account), account, sha }));
}

function isProgram(account: Account): boolean {
  return account.type === "Bot" || account.login.toLowerCase().endsWith("[bot]") || matchAccount(account) !== null;
}

function accountKey({ id, login }: Account): string {
  return id === null ? `login:${personKey(login)}` : `id:${id}`;
}

/** A hash: an address that is linked to nobody is of no use to us but to know it again. */
function addressKey({ name, email }: GitPerson): string {
  return `address:${sha256(`${email.trim().toLowerCase() || name}`)}`;
}
