// An account in three columns of a row. The id is what counts; the login is what it was called then.
import type { Account, AccountType } from "../core/facts.js";
import { checkedId, storableText } from "./storable.js";

const TYPES: ReadonlySet<string> = new Set<AccountType>(["User", "Bot", "Organization", "Mannequin", "Unknown"]);

export function accountColumns({ id, login, type }: Account) {
  return { id: id === null ? null : BigInt(id), login: storableText(login), type };
}

export function toAccount(id: number | null, login: string, type: string): Account {
  return { id: id === null ? null : checkedId(id), login, type: isAccountType(type) ? type : "Unknown" };
}

function isAccountType(type: string): type is AccountType {
  return TYPES.has(type);
}
