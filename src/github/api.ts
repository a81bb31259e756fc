// Every call to GitHub goes through here: who calls, the time-out, the one retry of a read, the rate limits, the errors.
import { Octokit } from "@octokit/rest";
import { AppError } from "../errors.js";
import type { Logger } from "../ports.js";
import {
  type Caller,
  exhaustedUntil,
  isAnswer,
  limitOf,
  type Refusal,
  rateLimited,
  readRefusal,
  toAppError,
} from "./answers.js";
import { type Authorize, createAuthorizer, Gate, type GatedCall, GithubClock, SILENT } from "./gate.js";

/** Served by github.com beside newer ones, and the newest that every supported GitHub Enterprise Server knows. */
const API_VERSION = "2022-11-28";
const RETRY_AFTER_MS = 300;
const PER_PAGE = 100;

/** Of a route or a query, by name. */
export type Parameters = Readonly<Record<string, unknown>>;

export interface ApiOptions {
  readonly appId: number;
  readonly privateKey: string;
  /** GitHub Enterprise Server's host; absent: github.com. */
  readonly host?: string;
  readonly protocol?: "https" | "http";
  readonly logger: Logger;
  /** For one attempt of one request, answer included. */
  readonly requestTimeoutMs: number;
  readonly now?: () => Date;
  readonly onCall?: (call: ObservedCall) => void;
}

/** One attempt of one request, for numbers. */
export interface ObservedCall {
  /** As in the API's description, without values. */
  readonly route: string;
  /** 0: no answer. */
  readonly status: number;
  readonly seconds: number;
}

export interface AskedList {
  readonly route: string;
  readonly parameters?: Parameters;
  readonly maxPages: number;
  /** Where the answer is no list itself. */
  readonly itemsOf?: ((data: unknown) => unknown) | undefined;
}

export type AskedPage = Omit<AskedList, "maxPages"> & { readonly page: number };

export interface Page {
  readonly items: readonly unknown[];
  /** It is full, and GitHub names a next one. */
  readonly goesOn: boolean;
}

export interface Answer {
  readonly data: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

interface Call extends GatedCall {
  readonly parameters: Parameters;
  /** Not shown to `onCall`. */
  readonly unseen?: boolean;
  readonly etag?: string | null;
}

const UNCHANGED: Answer = { data: undefined, headers: {} };

export class GithubApi {
  readonly #octokit: Octokit;
  readonly #authorize: Authorize;
  readonly #gate: Gate;
  readonly #logger: Logger;
  readonly #graphqlBaseUrl: string;
  readonly #onCall: (call: ObservedCall) => void;
  /** Ours. */
  readonly now: () => Date;
  readonly clock: GithubClock;

  constructor(options: ApiOptions) {
    const { host, protocol = "https", requestTimeoutMs } = options;
    const baseUrl = host === undefined ? "https://api.github.com" : `${protocol}://${host}/api/v3`;
    this.#graphqlBaseUrl = host === undefined ? baseUrl : `${protocol}://${host}/api`;
    this.#octokit = new Octokit({
      baseUrl,
      userAgent: "countersign",
      log: SILENT,
      request: { fetch: fetchWithin(requestTimeoutMs), log: SILENT },
    });
    this.#logger = options.logger;
    this.#onCall = options.onCall ?? (() => undefined);
    this.now = options.now ?? (() => new Date());
    this.clock = new GithubClock(this.now, options.logger);
    this.#authorize = createAuthorizer({ ...options, request: this.#octokit.request, clock: this.clock });
    this.#gate = new Gate(this.now);
  }

  /** @throws AppError GITHUB_* */
  read(caller: Caller, route: string, parameters: Parameters = {}): Promise<Answer> {
    return this.#run({ caller, kind: "read", resource: "core", route, parameters });
  }

  /** Null: as it was under this `etag`, which costs nothing of the rate limit. @throws AppError GITHUB_* */
  async readIfChanged(
    caller: Caller,
    {
      route,
      parameters,
      etag,
    }: { readonly route: string; readonly parameters: Parameters; readonly etag: string | null },
  ): Promise<Answer | null> {
    const answer = await this.#run({ caller, kind: "read", resource: "core", route, parameters, etag });
    return answer === UNCHANGED ? null : answer;
  }

  /**
   * For what a stranger asks: `/metrics` is open, and that GitHub was asked would tell them that there is something to ask about.
   * @throws AppError GITHUB_*
   */
  readUnseen(caller: Caller, route: string, parameters: Parameters = {}): Promise<Answer> {
    return this.#run({ caller, kind: "read", resource: "core", route, parameters, unseen: true });
  }

  /** Tried once: an answer that is lost leaves open whether the write happened. @throws AppError GITHUB_* */
  write(caller: Caller, route: string, parameters: Parameters = {}): Promise<Answer> {
    return this.#run({ caller, kind: "write", resource: "core", route, parameters });
  }

  /** The raw answer of one GraphQL query. @throws AppError GITHUB_* when the request as a whole fails. */
  query(caller: Caller, query: string, variables: Parameters): Promise<Answer> {
    const parameters = { baseUrl: this.#graphqlBaseUrl, query, variables };
    return this.#run({ caller, kind: "read", resource: "graphql", route: "POST /graphql", parameters });
  }

  /** Marks the caller as limited for GraphQL, whose limit comes inside an answer with status 200. */
  limitGraphql(caller: Caller, until: Date): void {
    this.#gate.limit(caller, "graphql", until);
  }

  /** All pages of a list. `complete` is false when it goes on after `maxPages`. */
  async readPages(
    caller: Caller,
    { maxPages, ...asked }: AskedList,
  ): Promise<{ readonly items: readonly unknown[]; readonly complete: boolean }> {
    const items: unknown[] = [];
    for (let page = 1; page <= maxPages; page++) {
      const found = await this.readPage(caller, { ...asked, page });
      items.push(...found.items);
      // A full page without a link to a next one need not be the last.
      if (found.items.length < PER_PAGE) return { items, complete: true };
    }
    return { items, complete: false };
  }

  async readPage(caller: Caller, { route, parameters, page, itemsOf }: AskedPage): Promise<Page> {
    const { data, headers } = await this.read(caller, route, { ...parameters, per_page: PER_PAGE, page });
    const items = itemsOf ? itemsOf(data) : data;
    if (!Array.isArray(items)) throw new AppError("GITHUB_UNAVAILABLE", `${route} answered without a list`);
    return { items, goesOn: items.length >= PER_PAGE && headers.link?.includes('rel="next"') === true };
  }

  async #run(call: Call): Promise<Answer> {
    return this.#gate.run(call, () => this.#attempt(call));
  }

  async #attempt(call: Call): Promise<Answer> {
    const first = await this.#send(call, { refresh: false });
    if (!("refusal" in first)) return first;
    const { refusal } = first;
    if (refusal.status === 401) return this.#settle(call, await this.#send(call, { refresh: true }));
    const isTransient = refusal.status === 0 || refusal.status >= 500;
    if (call.kind === "write" || !isTransient) return this.#settle(call, first);
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
    return this.#settle(call, await this.#send(call, { refresh: false }));
  }

  #settle(call: Call, outcome: Answer | { readonly refusal: Refusal }): Answer {
    if (!("refusal" in outcome)) return outcome;
    const { refusal } = outcome;
    const limit = limitOf(refusal, this.now());
    const told = { caller: call.caller, route: call.route, status: refusal.status, limited: limit !== null };
    // What is not there is an answer as well: somebody who is in no team, a branch that is gone.
    if (call.kind === "read" && refusal.status === 404) this.#logger.debug(told, "GitHub has no such thing");
    else this.#logger.warn(told, "GitHub refused a call");
    if (limit === null) throw toAppError(refusal, call.route);
    this.#gate.limit(call.caller, limit.scope === "everything" ? "everything" : call.resource, limit.retryAt);
    throw rateLimited(call.route, limit.retryAt);
  }

  async #send(call: Call, token: { readonly refresh: boolean }): Promise<Answer | { readonly refusal: Refusal }> {
    const startedMs = performance.now();
    const outcome = await this.#request(call, token);
    const tookMs = performance.now() - startedMs;
    const { status, headers } = "refusal" in outcome ? outcome.refusal : { status: 200, headers: outcome.headers };
    this.clock.observe(headers.date, tookMs);
    if (!call.unseen) this.#onCall({ route: call.route, status, seconds: tookMs / 1000 });
    return outcome;
  }

  async #request(call: Call, token: { readonly refresh: boolean }): Promise<Answer | { readonly refusal: Refusal }> {
    try {
      const headers = {
        accept: "application/vnd.github+json",
        "x-github-api-version": API_VERSION,
        authorization: await this.#authorize(call.caller, token.refresh),
        ...(call.etag == null ? {} : { "if-none-match": call.etag }),
      };
      const response = await this.#octokit.request(call.route, { ...call.parameters, headers });
      const answered = response.headers as Record<string, string>;
      // A proxy in between answers with pages of its own, also with status 200. What came of the request is then not known.
      if (!isAnswer(response)) return { refusal: { status: 502, headers: answered, message: "the answer is no JSON" } };
      const until = exhaustedUntil(answered, this.now());
      if (until !== null) this.#gate.limit(call.caller, call.resource, until);
      return { data: response.data, headers: answered };
    } catch (error) {
      const refusal = readRefusal(error);
      return refusal.status === 304 ? UNCHANGED : { refusal };
    }
  }
}

/** Covers the body too: a server that trickles its answer must not hold a worker. */
function fetchWithin(timeoutMs: number): typeof fetch {
  return (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });
}
