// Accounts and commits in one shape, from either API: GraphQL and REST name bots differently, and everywhere else in the App REST's names
// hold. Names and addresses in commits are chosen by whoever made them.
import { z } from "zod";
import { type Account, type AccountType, type Commit, type GitPerson, WEB_FLOW_ID } from "../core/facts/facts.js";
import { loaded } from "../core/facts/source.js";
import { parseData } from "./answers.js";
import type { GithubApi } from "./api.js";
import { asSource, Bounded, type LoadAccount, unlessMissing } from "./context.js";

/** Copilot's coding agent and its reviewer: REST calls both `Copilot`. */
const COPILOT_IDS: ReadonlySet<number> = new Set([198982749, 175728472]);
/** The account under which REST shows what deleted users wrote. */
const GHOST_ID = 10137;

/** Selects what `fromActor` reads. */
export const WHO_FRAGMENT = `fragment Who on Actor {
  __typename login
  ... on User { databaseId }
  ... on Bot { databaseId }
  ... on Mannequin { databaseId }
  ... on Organization { databaseId }
}`;

export const Actor = z.object({
  __typename: z.string(),
  login: z.string(),
  databaseId: z.number().nullish(),
});
export type Actor = z.infer<typeof Actor>;

export const RestUser = z.object({ login: z.string(), id: z.number(), type: z.string().default("Unknown") });
export type RestUser = z.infer<typeof RestUser>;

/** Null for a deleted account. */
export function fromActor(actor: Actor | null): Account | null {
  if (actor === null) return null;
  const id = actor.databaseId ?? null;
  const isBot = actor.__typename === "Bot" || actor.login.endsWith("[bot]");
  return isBot ? bot(id, actor.login) : account(id, actor.login, actor.__typename);
}

export function restActor(user: RestUser | null): Actor | null {
  return user === null ? null : { __typename: user.type, login: user.login, databaseId: user.id };
}

/** Null for a deleted account. */
export function fromRestUser(user: RestUser | null): Account | null {
  return fromActor(restActor(user));
}

/** Two names of one account; ids decide, logins only where an id is missing. */
export function isSameAccount(one: Account | null, other: Account | null): boolean {
  if (one === null || other === null) return false;
  if (one.id !== null && other.id !== null) return one.id === other.id;
  return one.login.toLowerCase() === other.login.toLowerCase();
}

function bot(id: number | null, login: string): Account {
  if (id !== null && COPILOT_IDS.has(id)) return { id, login: "Copilot", type: "Bot" };
  return { id, login: login.endsWith("[bot]") ? login : `${login}[bot]`, type: "Bot" };
}

function account(id: number | null, login: string, type: string): Account | null {
  return id === GHOST_ID ? null : { id, login, type: typeOf(type) };
}

function typeOf(type: string): AccountType {
  return type === "User" || type === "Organization" || type === "Mannequin" ? type : "Unknown";
}

/** Chosen, not measured: the bots and co-authors of thousands of open pull requests, well under a megabyte. */
const MAX_REMEMBERED = 10_000;

/**
 * Which account a number belongs to, for addresses in commits that GitHub linked to nobody. That a number exists, and what it was called when
 * a commit named it, never changes, so each is asked about once. What GitHub did not tell is asked for again. A number that nobody has today somebody may have tomorrow, so it is not
 * kept either.
 */
export function rememberAccounts(api: GithubApi): LoadAccount {
  const known = new Bounded<number, Account>(MAX_REMEMBERED);
  return async (installationId, accountId) => {
    const remembered = known.get(accountId);
    if (remembered !== undefined) return loaded(remembered);
    const route = "GET /user/{account_id}";
    const read = () => unlessMissing(() => api.read(installationId, route, { account_id: accountId }), null);
    const answer = await asSource(read);
    if (answer.status === "unavailable") return answer;
    if (answer.value === null) return loaded(null);
    const user = parseData(RestUser, answer.value.data);
    // A number can be written with more digits than a number holds.
    const account = user.id === accountId ? fromRestUser(user) : null;
    if (account !== null) known.set(accountId, account);
    return loaded(account);
  };
}

const CO_AUTHOR = /^co-authored-by:([^<>\r\n]*)<([^<>\r\n]+)>[ \t]*$/gim;
/** GitHub commits merges and edits made on its pages under this name, and signs them. */
const WEB_FLOW: Account = { id: WEB_FLOW_ID, login: "web-flow", type: "User" };
const WEB_FLOW_ADDRESS = "noreply@github.com";

/** Selects what `fromGraphqlCommit` reads. */
export const COMMIT_FRAGMENT = `fragment PullCommit on Commit {
  oid message
  parents(first: 3) { totalCount nodes { oid } }
  author { ...Person }
  committer { ...Person }
  authors(first: 20) { nodes { ...Person } }
  signature { isValid wasSignedByGitHub }
}
fragment Person on GitActor { name email user { __typename login databaseId } }`;

const Person = z.object({
  name: z.string().nullish(),
  email: z.string().nullish(),
  user: z.object({ __typename: z.string(), login: z.string(), databaseId: z.number().nullish() }).nullish(),
});
type Person = z.infer<typeof Person>;

export const GraphqlCommit = z.object({
  oid: z.string(),
  message: z.string(),
  parents: z.object({ totalCount: z.number(), nodes: z.array(z.object({ oid: z.string() })) }),
  author: Person.nullable(),
  committer: Person.nullable(),
  authors: z.object({ nodes: z.array(Person) }),
  signature: z.object({ isValid: z.boolean(), wasSignedByGitHub: z.boolean() }).nullish(),
});
export type GraphqlCommit = z.infer<typeof GraphqlCommit>;

const GitUser = z.object({ name: z.string().nullish(), email: z.string().nullish() });
/** GitHub sends `{}` instead of null at times. */
const LinkedUser = z.union([RestUser, z.object({}).transform(() => null)]).nullish();
export const RestCommit = z.object({
  sha: z.string(),
  commit: z.object({
    message: z.string(),
    author: GitUser.nullish(),
    committer: GitUser.nullish(),
    verification: z.object({ verified: z.boolean(), reason: z.string() }).nullish(),
  }),
  author: LinkedUser,
  committer: LinkedUser,
  parents: z.array(z.object({ sha: z.string() })),
});
export type RestCommit = z.infer<typeof RestCommit>;

export function fromGraphqlCommit(commit: GraphqlCommit): Commit {
  const { message, signature } = commit;
  const isGithubs = signature?.isValid === true && signature.wasSignedByGitHub;
  const linked = commit.authors.nodes.map(fromPerson);
  return toCommit(
    { sha: commit.oid, message, author: fromPerson(commit.author), committer: fromPerson(commit.committer) },
    isGithubs,
    linked,
  );
}

export function fromRestCommit(commit: RestCommit): Commit {
  return fromGraphqlCommit(restCommitNode(commit));
}

/** As GraphQL gives it, without co-authors: REST links none. */
export function restCommitNode({ sha, commit, author, committer, parents }: RestCommit): GraphqlCommit {
  const { message, verification } = commit;
  const isValid = verification?.verified === true && verification.reason === "valid";
  const person = (named: z.infer<typeof GitUser> | null | undefined, user: RestUser | null | undefined) => {
    return { ...named, user: restActor(user ?? null) };
  };
  return {
    oid: sha,
    message,
    parents: { totalCount: parents.length, nodes: parents.map((parent) => ({ oid: parent.sha })) },
    author: person(commit.author, author),
    committer: person(commit.committer, committer),
    authors: { nodes: [] },
    // A signature is verified against the committer, so what is verified with this committer was signed by GitHub.
    signature: { isValid, wasSignedByGitHub: isWebFlow(fromRestUser(committer ?? null)) },
  };
}

/** INVARIANT: `GitHub <noreply@github.com>` is nobody's account but in what GitHub signed: anybody can write that name. */
function toCommit(named: Omit<Commit, "coAuthors">, isGithubs: boolean, linked: readonly GitPerson[]): Commit {
  const { message } = named;
  const author = asWebFlow(named.author, isGithubs);
  const committer = asWebFlow(named.committer, isGithubs);
  // Whoever edits on GitHub's pages types the message, so its trailers are theirs, whoever signed.
  const others = coAuthors(message, author, linked).map((person) => asWebFlow(person, false));
  return { ...named, author, committer, coAuthors: others };
}

/** Every trailer in order, then whoever GitHub counts as an author without one. */
function coAuthors(message: string, author: GitPerson, linked: readonly GitPerson[]): GitPerson[] {
  const people: GitPerson[] = [];
  for (const [, name = "", email = ""] of message.matchAll(CO_AUTHOR)) {
    const known = linked.find((person) => sameAddress(person, email));
    people.push({ name: name.trim(), email: email.trim(), account: known?.account ?? null });
  }
  const isListed = (person: GitPerson) => [author, ...people].some(({ email }) => sameAddress(person, email));
  return [...people, ...linked.filter((person) => !isListed(person))];
}

function fromPerson(person: Person | null): GitPerson {
  const user: Actor | null = person?.user ?? null;
  return gitPerson(person, fromActor(user));
}

function gitPerson(person: z.infer<typeof GitUser> | null | undefined, account: Account | null): GitPerson {
  return { name: person?.name ?? "", email: person?.email ?? "", account };
}

function asWebFlow(person: GitPerson, isGithubs: boolean): GitPerson {
  const isNamed = person.email.trim().toLowerCase() === WEB_FLOW_ADDRESS || isWebFlow(person.account);
  return isNamed ? { ...person, account: isGithubs ? WEB_FLOW : null } : person;
}

function isWebFlow(account: Account | null): boolean {
  return account !== null && (account.id === WEB_FLOW_ID || account.login.toLowerCase() === WEB_FLOW.login);
}

function sameAddress(person: GitPerson, email: string): boolean {
  return person.email.toLowerCase() === email.trim().toLowerCase();
}
