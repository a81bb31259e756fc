// People and bots of the default world.
import type { Account, Permission, PersonFacts } from "../../../src/core/facts/facts.js";
import { personKey } from "../../../src/core/facts/facts.js";
import { loaded } from "../../../src/core/facts/source.js";
import { merge, type Override } from "../merge.js";
import { fakeHash } from "./ids.js";

/** The people of the default world, by login. */
const IDS: Readonly<Record<string, number>> = { alice: 101, robin: 102, sam: 103, maya: 104, ada: 105 };

/** A person; without an id of their own one is derived from the login. */
export function anAccount(override: Override<Account> = {}): Account {
  const login = override.login ?? "robin";
  return merge({ id: accountId(login), login, type: "User" }, override);
}

/** The account of Copilot's coding agent. */
export function anAgentAccount(override: Override<Account> = {}): Account {
  return merge({ id: 198982749, login: "copilot-swe-agent[bot]", type: "Bot" }, override);
}

function accountId(login: string): number {
  const known = IDS[personKey(login)];
  return known ?? 10_000 + Number.parseInt(fakeHash(personKey(login)).slice(0, 7), 16);
}

export function aPerson(
  login: string,
  permission: Permission = "write",
  override: Override<PersonFacts> = {},
): PersonFacts {
  return merge({ account: anAccount({ login }), permission: loaded(permission), teams: loaded([]) }, override);
}

/** `Facts.people` of these persons. */
export function people(...persons: readonly PersonFacts[]): ReadonlyMap<string, PersonFacts> {
  return new Map(persons.map((person) => [personKey(person.account.login), person]));
}
