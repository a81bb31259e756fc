// Requests to registries: bounded in time, size and number, repeated once, redirected only to where it is safe. Sends nothing
// but the question: no cookie, no credential.
import { setTimeout as wait } from "node:timers/promises";
import type { z } from "zod";
import { type Limits, REQUESTS_PER_HOST, REQUESTS_PER_POLITE_HOST } from "../limits.js";
import type { ReadMembers } from "./member-filter.js";
import { createPlaces, type Places } from "./places.js";
import { readBody } from "./read-body.js";
import { redirectTarget } from "./redirect.js";
import { createSilences } from "./silences.js";
import { Unanswered, Unreachable } from "./unanswered.js";

export interface RegistryHttp {
  /** The answer's text; null: 404 or 410. @throws Unanswered */
  text(url: string, options?: RequestOptions): Promise<string | null>;
  /** The answer as `schema` reads it; null: 404 or 410. @throws Unanswered */
  json<T>(url: string, schema: z.ZodType<T>, options?: RequestOptions): Promise<T | null>;
  /** When the file was put there, ISO 8601, or null where the server does not say; undefined: 404 or 410. @throws Unanswered */
  lastModified(url: string): Promise<string | null | undefined>;
}

export interface RequestOptions {
  /** Sent as JSON, with POST. */
  readonly body?: unknown;
  /** Statuses besides 404 and 410 that mean the same. */
  readonly alsoMissing?: readonly number[];
  /** The host asks programs to go slowly. */
  readonly politely?: boolean;
  /** The only members of the JSON that are read; the answer may be much larger then. */
  readonly members?: ReadMembers;
}

const MAX_REDIRECTS = 3;
const USER_AGENT = "countersign (review gate; asks for package metadata only)";

export function createRegistryHttp(limits: Limits): RegistryHttp {
  const hosts = new Map<string, Places>();
  const silences = createSilences(() => performance.now());
  const placesOf = (url: URL, politely: boolean): Places => {
    const known = hosts.get(url.host);
    if (known !== undefined) return known;
    const places = createPlaces(politely ? REQUESTS_PER_POLITE_HOST : REQUESTS_PER_HOST, limits.maxQueueMs);
    hosts.set(url.host, places);
    return places;
  };

  const ask = async (address: string, method: string, options: RequestOptions): Promise<Answer> => {
    const url = new URL(address);
    const askOnceMore = async () => {
      const first = await attempt(url, method, options, limits);
      if (first.kind === "answer") return first.answer;
      if (first.waitMs > limits.maxRetryMs) throw first.why;
      await wait(first.waitMs, undefined, { ref: false });
      const second = await attempt(url, method, options, limits);
      if (second.kind === "again") throw second.why;
      return second.answer;
    };
    // Inside the place: who waited in line while the host fell silent asks no more.
    return placesOf(url, options.politely ?? false).run(() => silences.run(url.host, askOnceMore));
  };

  const text = async (url: string, options: RequestOptions = {}): Promise<string | null> => {
    const { status, body } = await ask(url, options.body === undefined ? "GET" : "POST", options);
    return isMissing(status, options) ? null : body;
  };

  return {
    text,
    async json(url, schema, options) {
      const body = await text(url, options);
      return body === null ? null : parse(body, schema);
    },
    async lastModified(url) {
      const { status, modified } = await ask(url, "HEAD", {});
      return isMissing(status, {}) ? undefined : modified;
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: string;
  /** ISO 8601. */
  readonly modified: string | null;
}

type Attempt =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "again"; readonly waitMs: number; readonly why: Unanswered };

/** One request with its redirects. */
async function attempt(start: URL, method: string, options: RequestOptions, limits: Limits): Promise<Attempt> {
  const signal = AbortSignal.timeout(limits.requestMs);
  try {
    let url = start;
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const response = await fetch(url, { ...request(method, options), signal });
      if (isRedirect(response.status)) {
        await response.body?.cancel();
        url = redirectTarget(url, response.headers.get("location"));
        continue;
      }
      return await toAttempt(response, options, limits);
    }
    throw new Unanswered("redirects in circles");
  } catch (error) {
    if (error instanceof Unanswered) throw error;
    const why = signal.aborted ? `did not answer in ${Math.ceil(limits.requestMs / 1000)} s` : "cannot be reached";
    return { kind: "again", waitMs: limits.retryMs, why: new Unreachable(why) };
  }
}

async function toAttempt(response: Response, options: RequestOptions, limits: Limits): Promise<Attempt> {
  const { status, headers } = response;
  if (status === 429 || status >= 500) {
    await response.body?.cancel();
    const waitMs = retryAfterMs(headers.get("retry-after")) ?? limits.retryMs;
    return { kind: "again", waitMs, why: new Unreachable(`answered ${status}`) };
  }
  if (status !== 200 && !isMissing(status, options)) {
    await response.body?.cancel();
    throw new Unanswered(`answered ${status}`);
  }
  const modified = isoTime(headers.get("last-modified"));
  return { kind: "answer", answer: { status, body: await readBody(response, limits, options.members), modified } };
}

function request(method: string, { body }: RequestOptions): RequestInit {
  const headers = { "User-Agent": USER_AGENT, Accept: "application/json, */*;q=0.5" };
  if (body === undefined) return { method, headers, redirect: "manual", credentials: "omit" };
  return {
    method,
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify(body),
    redirect: "manual",
    credentials: "omit",
  };
}

function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

function isMissing(status: number, { alsoMissing = [] }: RequestOptions): boolean {
  return status === 404 || status === 410 || alsoMissing.includes(status);
}

/** Seconds only; a date would need a clock that agrees with theirs. */
function retryAfterMs(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : null;
}

function isoTime(text: string | null): string | null {
  const ms = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

function parse<T>(body: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new Unanswered("answered something that is not JSON");
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Unanswered("answered in a form that is not known");
  return parsed.data;
}
