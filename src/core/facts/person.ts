// Are two accounts one person? Numeric ids decide: logins can be renamed and taken over. GitHub compares logins without case.
import { type Account, personKey } from "./facts.js";

/** By id when both are known, else by login. */
export function isSamePerson(a: Account, b: Account): boolean {
  if (a.id !== null && b.id !== null) return a.id === b.id;
  return personKey(a.login) === personKey(b.login);
}
