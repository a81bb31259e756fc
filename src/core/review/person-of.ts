// What the repository knows of the account that wrote something.
import { type Account, type AccountType, type PersonFacts, personKey, unavailable } from "../facts.js";
import type { GateInput } from "../gate/input.js";

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

function unknownPerson(account: Account, reason: string): PersonFacts {
  return { account, permission: unavailable(reason), teams: unavailable(reason) };
}

/** Two readings of one account: whichever says that it is no person is believed. */
function stricterType(stated: AccountType, lookedUp: AccountType): AccountType {
  return stated === "User" && lookedUp !== "Unknown" ? lookedUp : stated;
}
