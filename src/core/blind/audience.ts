// Who may have read what was written on a pull request: everybody who took part or was mentioned is subscribed to it, unless they
// said otherwise, which GitHub does not tell. Errs on the side of one person more.
import type { Account, Facts } from "../facts.js";
import { isSamePerson } from "../review/person.js";

export interface Voices {
  readonly accounts: readonly Account[];
  /** As `org/slug`. */
  readonly teams: readonly string[];
}

export function voicesOf({ comments, reviews, change }: Facts): Voices {
  const texts = [
    ...(comments.status === "loaded" ? comments.value : []),
    ...(reviews.status === "loaded" ? reviews.value : []),
    ...(change.status === "loaded" ? [change.value] : []),
  ];
  const commits = change.status === "loaded" ? change.value.commits : [];
  const wrote = [
    ...texts.map(({ author }) => author),
    ...commits
      .flatMap((commit) => [commit.author, commit.committer, ...commit.coAuthors])
      .map(({ account }) => account),
  ].filter((account) => account !== null);
  const named = texts.flatMap(({ body }) => mentionsIn(body));
  const logins = named.filter((name) => !name.includes("/"));
  return {
    accounts: distinctPeople([...wrote, ...logins.map((login): Account => ({ id: null, login, type: "User" }))]),
    teams: [...new Set(named.filter((name) => name.includes("/")).map((name) => name.toLowerCase()))],
  };
}

/** Each person once. Whoever is known by number comes before whoever is known by login only. */
export function distinctPeople(accounts: readonly Account[]): readonly Account[] {
  const people = accounts.filter(({ type }) => type === "User" || type === "Unknown");
  const numbered = [...people].sort((a, b) => Number(a.id === null) - Number(b.id === null));
  return numbered.filter((account, index) => numbered.findIndex((other) => isSamePerson(other, account)) === index);
}

/** Far more than a conversation has; each costs a comparison with every other. */
const MAX_MENTIONS = 500;

function mentionsIn(body: string): string[] {
  const found = body.matchAll(/(?<![\w@/.-])@([a-z\d][a-z\d_-]{0,38}(?:\/[a-z\d_.-]{1,100})?)/gi);
  return [...found].slice(0, MAX_MENTIONS).map(([, name = ""]) => name);
}
