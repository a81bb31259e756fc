// Who may have read what was written on a pull request: everybody who took part or was mentioned is subscribed to it, unless they
// said otherwise, which GitHub does not tell. Errs on the side of one person more.
import { type Account, type Facts, personKey } from "../facts/facts.js";
import { listOf } from "../facts/source.js";

export interface Voices {
  readonly accounts: readonly Account[];
  /** As `org/slug`. */
  readonly teams: readonly string[];
}

export function voicesOf({ comments, reviews, lineComments, change }: Facts): Voices {
  const texts = [
    ...listOf(comments),
    ...listOf(reviews),
    ...listOf(lineComments),
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
  const kept: Account[] = [];
  const numbers = new Set<number>();
  const logins = new Set<string>();
  for (const account of numbered) {
    const { id, login } = account;
    if (id === null ? logins.has(personKey(login)) : numbers.has(id)) continue;
    kept.push(account);
    logins.add(personKey(login));
    if (id !== null) numbers.add(id);
  }
  return kept;
}

/** Of one text. Far more than a conversation has. */
const MAX_MENTIONS = 500;

/**
 * Names as they stand, and without the marks at their end: an underscore may belong to an account of an enterprise or close words
 * in italics, a full stop to a team or a sentence.
 */
function mentionsIn(body: string): string[] {
  const found = body.matchAll(/(?<![a-z\d])@([a-z\d][a-z\d_-]{0,38}(?:\/[a-z\d_.-]{1,100})?)/gi);
  const names = [...found].slice(0, MAX_MENTIONS).map(([, name = ""]) => name);
  return [...new Set(names.flatMap((name) => [name, name.replace(/[_.-]+$/, "")]))].filter(
    (name) => !name.endsWith("/"),
  );
}
