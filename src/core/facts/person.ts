// Are two accounts one person? Numeric ids decide: logins can be renamed and taken over. GitHub compares logins without case.
import { type Account, personKey } from "./facts.js";

/** By id when both are known, else by login. */
export function isSamePerson(a: Account, b: Account): boolean {
  if (a.id !== null && b.id !== null) return a.id === b.id;
  return personKey(a.login) === personKey(b.login);
}

/** Each person once, as the list names them first. */
export function distinctAccounts(accounts: readonly Account[]): readonly Account[] {
  return accounts.filter((account, index) => !accounts.slice(0, index).some((other) => isSamePerson(other, account)));
}

/** Of each reviewer the last in the list. */
export function latestOfEach<Review extends { readonly reviewer: Account }>(
  reviews: readonly Review[],
): readonly Review[] {
  return reviews.filter(
    ({ reviewer }, index) => !reviews.slice(index + 1).some((later) => isSamePerson(later.reviewer, reviewer)),
  );
}
