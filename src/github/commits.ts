// Commits with all their people, from either API. Names and addresses are chosen by whoever made the commit.
import { z } from "zod";
import type { Account, Commit, GitPerson } from "../core/facts.js";
import { type Actor, fromActor, fromRestUser, RestUser } from "./accounts.js";

/** `12345+login@users.noreply.github.com`: GitHub's own address of an account, by which it attributes commits. */
const NOREPLY = /^(\d{1,12})\+([^@\s]{1,100})@users\.noreply\.[\w-]+(?:\.[\w-]+)+$/i;
const CO_AUTHOR = /^co-authored-by:([^<>\r\n]*)<([^<>\r\n]+)>[ \t]*$/gim;
/** GitHub commits merges and edits made on its pages under this address; GraphQL links it to nobody. */
const WEB_FLOW: Account = { id: 19864447, login: "web-flow", type: "User" };

/** Selects what `fromGraphqlCommit` reads. */
export const COMMIT_FRAGMENT = `fragment PullCommit on Commit {
  oid message
  parents(first: 3) { totalCount nodes { oid } }
  author { ...Person }
  committer { ...Person }
  authors(first: 20) { nodes { ...Person } }
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
});
export type GraphqlCommit = z.infer<typeof GraphqlCommit>;

const GitUser = z.object({ name: z.string().nullish(), email: z.string().nullish() });
/** GitHub sends `{}` instead of null at times. */
const LinkedUser = z.union([RestUser, z.object({}).transform(() => null)]).nullish();
export const RestCommit = z.object({
  sha: z.string(),
  commit: z.object({ message: z.string(), author: GitUser.nullish(), committer: GitUser.nullish() }),
  author: LinkedUser,
  committer: LinkedUser,
  parents: z.array(z.object({ sha: z.string() })),
});
export type RestCommit = z.infer<typeof RestCommit>;

export function fromGraphqlCommit(commit: GraphqlCommit): Commit {
  const author = fromPerson(commit.author);
  const linked = commit.authors.nodes.map((person) => fromPerson(person));
  return {
    sha: commit.oid,
    message: commit.message,
    author,
    committer: asCommitter(fromPerson(commit.committer)),
    coAuthors: coAuthors(commit.message, author, linked),
  };
}

export function fromRestCommit(commit: RestCommit): Commit {
  const author = gitPerson(commit.commit.author, fromRestUser(commit.author ?? null));
  const committer = gitPerson(commit.commit.committer, fromRestUser(commit.committer ?? null));
  return {
    sha: commit.sha,
    message: commit.commit.message,
    author,
    committer: asCommitter(committer),
    // REST links no co-authors; an address of GitHub's own says whose it is, any other stays unattributed.
    coAuthors: coAuthors(commit.commit.message, author, []).map((person) => ({
      ...person,
      account: person.account ?? accountOfAddress(person.email),
    })),
  };
}

/** Every trailer in order, then whoever GitHub counts as an author without one. */
function coAuthors(message: string, author: GitPerson, linked: readonly GitPerson[]): GitPerson[] {
  const people: GitPerson[] = [];
  for (const [, name = "", email = ""] of message.matchAll(CO_AUTHOR)) {
    const known = linked.find((person) => sameAddress(person, email));
    people.push({ name: name.trim(), email: email.trim(), account: known?.account ?? botOfAddress(email.trim()) });
  }
  const isListed = (person: GitPerson) => [author, ...people].some(({ email }) => sameAddress(person, email));
  return [...people, ...linked.filter((person) => !isListed(person))];
}

function fromPerson(person: Person | null): GitPerson {
  const user: Actor | null = person?.user ?? null;
  return gitPerson(person, fromActor(user) ?? botOfAddress(person?.email ?? ""));
}

function gitPerson(person: z.infer<typeof GitUser> | null | undefined, account: Account | null): GitPerson {
  return { name: person?.name ?? "", email: person?.email ?? "", account };
}

function asCommitter(person: GitPerson): GitPerson {
  const isWebFlow = person.account === null && person.email.toLowerCase() === "noreply@github.com";
  return isWebFlow ? { ...person, account: WEB_FLOW } : person;
}

/** GraphQL's field for a commit's account is of type User, so bots are missing there; REST attributes them by this address. */
function botOfAddress(email: string): Account | null {
  const account = accountOfAddress(email);
  return account?.type === "Bot" ? account : null;
}

function accountOfAddress(email: string): Account | null {
  const [, id, login] = NOREPLY.exec(email) ?? [];
  if (id === undefined || login === undefined) return null;
  const isBot = login.endsWith("[bot]") || login === "Copilot";
  return fromActor({ __typename: isBot ? "Bot" : "User", login, databaseId: Number(id) });
}

function sameAddress(person: GitPerson, email: string): boolean {
  return person.email.toLowerCase() === email.trim().toLowerCase();
}
