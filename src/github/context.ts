// What every part of the adapter works with, and how a part that fails alone is told from an outage.
import type { Account } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import { loaded, unavailable } from "../core/facts/source.js";
import { AppError, type ErrorCode } from "../errors.js";
import type { GithubApi } from "./api.js";
import type { Identity } from "./identity.js";

/** Null: there is no such account. */
export type LoadAccount = (installationId: number, accountId: number) => Promise<Source<Account | null>>;

export interface GithubContext {
  readonly api: GithubApi;
  readonly appId: number;
  readonly loadIdentity: () => Promise<Identity>;
  readonly loadAccount: LoadAccount;
}

/** An outage or a rate limit passes by: the whole work is done again. Anything else is a fact about this source. */
export async function asSource<T>(load: () => Promise<T>): Promise<Source<T>> {
  try {
    return loaded(await load());
  } catch (error) {
    if (!hasCode(error, "GITHUB_FORBIDDEN", "GITHUB_NOT_FOUND", "GITHUB_REJECTED")) throw error;
    return unavailable(error.message);
  }
}

export function hasCode(error: unknown, ...codes: readonly ErrorCode[]): error is AppError {
  return error instanceof AppError && codes.includes(error.code);
}

/** The value, or `fallback` when GitHub says that there is no such thing. */
export async function unlessMissing<T, F>(load: () => Promise<T>, fallback: F): Promise<T | F> {
  try {
    return await load();
  } catch (error) {
    if (hasCode(error, "GITHUB_NOT_FOUND")) return fallback;
    throw error;
  }
}
