// The co-authors that a commit message names. Names and addresses are chosen by whoever made the commit.
import type { GitPerson } from "./facts.js";

/** From `Co-authored-by` lines, in order, each address once. Accounts are not known from a message. */
export function coAuthorsOf(message: string): readonly GitPerson[] {
  const people = new Map<string, GitPerson>();
  for (const line of message.split(/\r\n|\r|\n/)) {
    const match = /^\s{0,8}co-authored-by:\s*([^<>]{0,200})<([^<>\s]{1,200})>\s*$/i.exec(line);
    const email = match?.[2];
    if (email === undefined || people.has(email.toLowerCase())) continue;
    people.set(email.toLowerCase(), { name: (match?.[1] ?? "").trim(), email, account: null });
  }
  return [...people.values()];
}
