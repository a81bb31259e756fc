// What every part of the adapter works with, and how a part that fails alone is told from an outage.
import type { Account } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import { loaded, unavailable } from "../core/facts/source.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { AppError, type ErrorCode } from "../errors.js";
import type { AskedList, GithubApi, Parameters } from "./api.js";
import { queryGraphql } from "./graphql.js";
import type { Identity } from "./identity.js";

/** Null: there is no such account. */
export type LoadAccount = (installationId: number, accountId: number) => Promise<Source<Account | null>>;

export interface GithubContext {
  readonly api: GithubApi;
  readonly appId: number;
  readonly loadIdentity: () => Promise<Identity>;
  readonly loadAccount: LoadAccount;
}

type InList = Omit<AskedList, "route" | "parameters"> & { readonly own?: Parameters };

/** Calls about one repository, whose owner and name are filled in. */
export function callsFor({ api }: Pick<GithubContext, "api">, { installationId, owner, name }: RepositoryRef) {
  const named = (own: Parameters | undefined) => ({ owner, repo: name, ...own });
  return {
    read: async (route: string, own?: Parameters) => (await api.read(installationId, route, named(own))).data,
    write: async (route: string, own?: Parameters) => (await api.write(installationId, route, named(own))).data,
    list: (route: string, { own, ...asked }: InList) =>
      api.readPages(installationId, { ...asked, route, parameters: named(own) }),
    query: (query: string, variables: Parameters = {}) =>
      queryGraphql(api, installationId, { query, variables: { owner, name, ...variables } }),
  };
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

export function inParts<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
