// An account in three columns of a row. The id is what counts; the login is what it was called then.
import type { Account, AccountType } from "../core/facts/facts.js";
import { checkedId, storableText } from "./storable.js";

const TYPES: ReadonlySet<string> = new Set<AccountType>(["User", "Bot", "Organization", "Mannequin", "Unknown"]);

export function accountColumns({ id, login, type }: Account) {
  return { id: id === null ? null : BigInt(id), login: storableText(login), type };
}

export function toAccount(id: number | null, login: string, type: string): Account {
  return { id: id === null ? null : checkedId(id), login, type: isAccountType(type) ? type : "Unknown" };
}

/** The columns of a reviewer, as `json_agg` writes them. */
export interface ReviewerColumns {
  readonly reviewer_id: number | null;
  readonly reviewer_login: string;
  readonly reviewer_type: string;
}

export function reviewerColumns(reviewer: Account) {
  const { id, login, type } = accountColumns(reviewer);
  return { reviewerId: id, reviewerLogin: login, reviewerType: type };
}

export function toReviewer({ reviewer_id, reviewer_login, reviewer_type }: ReviewerColumns): Account {
  return toAccount(reviewer_id, reviewer_login, reviewer_type);
}

function isAccountType(type: string): type is AccountType {
  return TYPES.has(type);
}
