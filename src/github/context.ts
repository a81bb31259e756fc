// What every part of the adapter works with: calls about one repository, how a part that fails alone is told from an outage, and memory
// with its bounds.
import type { Account, ChangedFile } from "../core/facts/facts.js";
import { loaded, type Source, unavailable } from "../core/facts/source.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { AppError, type ErrorCode } from "../errors.js";
import { queryGraphql } from "./answers.js";
import type { AskedList, GithubApi, Parameters } from "./api.js";

/** Who we are on GitHub. */
export interface Identity {
  readonly slug: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
  readonly isOurs: IsOurs;
}

/** Is this login the one our own comments carry? */
export type IsOurs = (author: { readonly login: string; readonly type: string } | null) => boolean;

export function isBotOf(slug: string): IsOurs {
  const login = `${slug}[bot]`.toLowerCase();
  return (author) => author?.type === "Bot" && author.login.toLowerCase() === login;
}

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

/** The newest entries, up to a number of them. */
export class Bounded<K, V> {
  readonly #entries = new Map<K, V>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: K): V | undefined {
    return this.#entries.get(key);
  }

  set(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#most) break;
      this.#entries.delete(oldest);
    }
  }

  delete(key: K): void {
    this.#entries.delete(key);
  }
}

const KEPT_MS = 60 * 60 * 1000;
/** Answers. Chosen, not measured: the lists of some dozens of busy repositories, a few megabytes. */
const MAX_ANSWERS = 500;

interface Entry {
  readonly answer: Promise<unknown>;
  readonly untilMs: number;
}

/**
 * Answers that may be an hour old: lists of people and files that change seldom, for work in which a mistake costs a question.
 * INVARIANT: nothing that lets a change pass is read through this.
 */
export class Remembered {
  readonly #entries = new Bounded<string, Entry>(MAX_ANSWERS);
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Whoever asks meanwhile waits for the same answer. What failed, or is not `worthKeeping`, is asked for again. */
  async recall<T>(key: string, load: () => Promise<T>, worthKeeping: (answer: T) => boolean = () => true): Promise<T> {
    const known = this.#entries.get(key);
    if (known !== undefined && known.untilMs > this.#now().getTime()) return known.answer as Promise<T>;
    const entry: Entry = { answer: load(), untilMs: this.#now().getTime() + KEPT_MS };
    this.#entries.set(key, entry);
    try {
      const answer = (await entry.answer) as T;
      if (!worthKeeping(answer)) this.#forget(key, entry);
      return answer;
    } catch (error) {
      this.#forget(key, entry);
      throw error;
    }
  }

  #forget(key: string, entry: Entry): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
  }
}

/** Chosen, not measured: a few thousand ordinary pull requests, and well under the memory budget. */
const MAX_BYTES = 64 * 1024 * 1024;
const BYTES_PER_FILE = 600;
const BYTES_PER_LINE = 120;

/** Changed files by merge base and head, which never change. An unchanged pull request is then one call. */
export class FilesCache {
  readonly #entries = new Map<string, { readonly files: readonly ChangedFile[]; readonly bytes: number }>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes = MAX_BYTES) {
    this.#maxBytes = maxBytes;
  }

  find(key: string): readonly ChangedFile[] | null {
    const entry = this.#entries.get(key);
    if (entry === undefined) return null;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.files;
  }

  keep(key: string, files: readonly ChangedFile[]): void {
    const bytes = files.reduce((sum, file) => sum + sizeOf(file), 0);
    this.#forget(key);
    if (bytes > this.#maxBytes / 4) return;
    this.#entries.set(key, { files, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }
}

function sizeOf({ content }: ChangedFile): number {
  if (content.kind !== "hunks") return BYTES_PER_FILE;
  let bytes = BYTES_PER_FILE;
  for (const { lines } of content.hunks) {
    for (const { text } of lines) bytes += BYTES_PER_LINE + 2 * text.length;
  }
  return bytes;
}
