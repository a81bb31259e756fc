// Who took part in a commit, and whether that can be told at all. Names and addresses in commits are claims; every claim
// counts against independence, none for it. Who once committed to a pull request stays its author, squashed away or not (DESIGN §4.6):
// the order in which commits were seen changes nothing but which of them is shown.

import type { GateInput } from "../case/input.js";
import { matchAccount } from "../classify/authorship/marks.js";
import { type Account, type Change, type Commit, type GitPerson, personKey, WEB_FLOW_ID } from "../facts/facts.js";
import type { Agent, EvidenceKind } from "../facts/finding.js";
import type { SeenPerson, Waiver } from "../facts/records.js";
import { sha256 } from "../ground/canonical.js";

/** A commit in which somebody cannot be attributed to a GitHub account. */
export interface UnattributedCommit {
  readonly sha: string;
  /** Names and addresses as the commit states them. Hostile text. */
  readonly people: readonly GitPerson[];
}

/**
 * Commits of which nobody can say who wrote them. The agent's own addresses, as found by classification, are attributed to
 * the agent.
 */
export function unattributedCommits(change: Pick<Change, "commits">, agent: Agent | null = null): UnattributedCommit[] {
  return change.commits.flatMap((commit) => {
    const people = peopleOf(commit).filter((person) => person.account === null && !isAgent(person, agent));
    return people.length === 0 ? [] : [{ sha: commit.sha, people }];
  });
}

/** Shortest abbreviation of a commit that a waiver may name; git itself abbreviates to no less. */
const MIN_SHA_CHARS = 7;

/**
 * What maintainers said about such commits (`waive facts_complete:<commit> @ada …`): the waiver of each commit, by its whole SHA.
 * `commits`: by their whole SHAs. `given`: the waivers of `facts_complete` that the caller goes by.
 */
export function attributionsOf(commits: readonly string[], given: readonly Waiver[]): ReadonlyMap<string, Waiver> {
  return new Map(
    commits.flatMap((sha) => {
      const waiver = given.findLast(({ subject }) => subject !== null && names(subject, sha));
      return waiver === undefined ? [] : [[sha, waiver] as const];
    }),
  );
}

function names(subject: string, sha: string): boolean {
  return subject.length >= MIN_SHA_CHARS && sha.toLowerCase().startsWith(subject.toLowerCase());
}

/** Whether this account is the author, the committer or a co-author. */
export function tookPart(account: Account, commit: Commit): boolean {
  return peopleOf(commit).some((person) => isPerson(account, person));
}

function peopleOf(commit: Commit): GitPerson[] {
  const named = [commit.author, commit.committer, ...commit.coAuthors];
  return named.filter((person) => !isWebFlow(person));
}

/** It commits what is done on the web: it is nobody. */
function isWebFlow({ account }: GitPerson): boolean {
  return account?.id === WEB_FLOW_ID;
}

function isPerson(account: Account, person: GitPerson): boolean {
  return claimsOf(person).some((claim) => claimsToBe(account, claim));
}

/** The accounts that a commit says this person has: the one that GitHub links, and the one that the address states. */
function claimsOf({ account, email }: GitPerson): readonly Pick<Account, "id" | "login">[] {
  return [account, accountOfAddress(email)].filter((claim) => claim !== null);
}

/** By id when both are known, else by login. */
function claimsToBe(account: Account, claim: Pick<Account, "id" | "login">): boolean {
  if (claim.id !== null && account.id !== null) return claim.id === account.id;
  return claim.login !== "" && personKey(claim.login) === personKey(account.login);
}

/** `12345+login@users.noreply.github.com`, and the older form without the id. It speaks against whom it names, and proves nothing. */
const NOREPLY = /^(?:(\d{1,15})\+)?([^@+\s]{1,100})@users\.noreply\.[a-z0-9.-]{1,100}$/i;

function accountOfAddress(email: string): Pick<Account, "id" | "login"> | null {
  const match = NOREPLY.exec(email);
  if (match === null) return null;
  return { id: match[1] === undefined ? null : Number(match[1]), login: match[2] ?? "" };
}

/** Evidence that names who wrote code, with the address at its end. What a description says shows nobody's address to be an agent's. */
const OF_PEOPLE: ReadonlySet<EvidenceKind> = new Set<EvidenceKind>(["author", "committer", "co-author"]);

function isAgent(person: GitPerson, agent: Agent | null): boolean {
  const address = `<${person.email.toLowerCase()}>`;
  const evidence = agent?.evidence ?? [];
  return evidence.some(
    ({ kind, strength, text }) =>
      OF_PEOPLE.has(kind) && strength !== "weak" && text.trimEnd().toLowerCase().endsWith(address),
  );
}

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
