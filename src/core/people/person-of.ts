// What the repository knows of the account that wrote something.

import type { GateInput } from "../case/input.js";
import { type Account, type AccountType, type Facts, type PersonFacts, personKey } from "../facts/facts.js";
import { listOf, unavailable } from "../facts/source.js";

/**
 * Keeps the account's own id. INVARIANT: a login that now belongs to another account lends nobody its permission, and
 * somebody who was not looked up has none.
 */
export function personOf(account: Account, input: GateInput): PersonFacts {
  const known = input.facts.people.get(personKey(account.login));
  if (known === undefined) return unknownPerson(account, "it was not looked up");
  if (known.account.id !== null && account.id !== null && known.account.id !== account.id) {
    return unknownPerson(account, "the login belongs to another account now");
  }
  const type = stricterType(account.type, known.account.type);
  return {
    account: { ...account, id: account.id ?? known.account.id, type },
    permission: known.permission,
    teams: known.teams,
  };
}

/** The same for an account as a record has it: it may have been renamed since. */
export function personNow(account: Account, input: GateInput): PersonFacts {
  return personOf({ ...account, login: loginNow(account, input.facts) }, input);
}

/** Today's login, as any text of this account or a look-up by its id shows it; else the recorded one. */
export function loginNow(account: Account, { comments, reviews, people }: Facts): string {
  if (account.id === null) return account.login;
  const texts = [...listOf(comments), ...listOf(reviews)];
  const shown = [...texts.map(({ author }) => author), ...[...people.values()].map((person) => person.account)];
  return shown.find((one) => one?.id === account.id)?.login ?? account.login;
}

function unknownPerson(account: Account, reason: string): PersonFacts {
  return { account, permission: unavailable(reason), teams: unavailable(reason) };
}

/** Two readings of one account: whichever says that it is no person is believed. */
function stricterType(stated: AccountType, lookedUp: AccountType): AccountType {
  return stated === "User" && lookedUp !== "Unknown" ? lookedUp : stated;
}
