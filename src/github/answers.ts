// What GitHub answers, as values or as the App's closed set of errors. Octokit's own error objects hold the request with its body and
// headers, so they never leave this file. A null that a GraphQL error explains is never taken for "nothing there".

import { z } from "zod";
import { AppError, type ErrorCode } from "../errors.js";

const SECOND = 1000;
/** GitHub's advice when it names no time for a secondary limit. */
const UNNAMED_WAIT_MS = 60 * SECOND;
/** GitHub's windows are an hour; whatever claims more is not believed. */
const LONGEST_WAIT_MS = 65 * 60 * SECOND;
const MAX_MESSAGE_CHARS = 200;

export type Resource = "core" | "graphql";
/** An installation, or the App itself. */
export type Caller = number | "app";

/** What is left of a failed call: nothing that the caller sent. `status` 0: no answer came. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly message: string;
}

interface Limit {
  readonly retryAt: Date;
  /** A secondary limit stops everything; a primary one only its own resource. */
  readonly scope: "everything" | "resource";
}

const MAY_BE_EMPTY: readonly number[] = [202, 204];

/** GitHub answers with an object or a list, and says so when it has nothing to say. */
export function isAnswer({ status, data }: { readonly status: number; readonly data: unknown }): boolean {
  const isJson = typeof data === "object" && data !== null && !(data instanceof ArrayBuffer);
  return isJson || (MAY_BE_EMPTY.includes(status) && (data === undefined || data === ""));
}

export function readRefusal(error: unknown): Refusal {
  const fields = isRecord(error) ? error : {};
  const response = isRecord(fields.response) ? fields.response : null;
  if (response === null) {
    return { status: 0, headers: {}, message: error instanceof Error ? onOneLine(error.message) : "" };
  }
  const status = typeof fields.status === "number" ? fields.status : 0;
  const data = isRecord(response.data) ? response.data : {};
  const message = typeof data.message === "string" ? data.message : "";
  return { status, headers: readHeaders(response.headers), message: onOneLine(message) };
}

/** The rate limit that the refusal speaks of; null when it is about something else. */
export function limitOf(refusal: Refusal, now: Date): Limit | null {
  const { status, headers, message } = refusal;
  if (status !== 403 && status !== 429) return null;

  const retryAfter = secondsOf(headers["retry-after"]);
  if (retryAfter !== null) return { retryAt: within(now, retryAfter * SECOND), scope: "everything" };
  const reset = secondsOf(headers["x-ratelimit-reset"]);
  if (headers["x-ratelimit-remaining"] === "0" && reset !== null) {
    return { retryAt: within(now, reset * SECOND - theirTime(headers, now)), scope: "resource" };
  }
  const isLimit = status === 429 || /rate limit|abuse detection/i.test(message);
  return isLimit ? { retryAt: within(now, UNNAMED_WAIT_MS), scope: "everything" } : null;
}

/** When the hour's budget is used up with this answer, the moment it is renewed. */
export function exhaustedUntil(headers: Readonly<Record<string, string>>, now: Date): Date | null {
  const reset = secondsOf(headers["x-ratelimit-reset"]);
  if (headers["x-ratelimit-remaining"] !== "0" || reset === null) return null;
  return within(now, reset * SECOND - theirTime(headers, now));
}

/** A reset is a moment of GitHub's clock, which ours may not be. */
function theirTime(headers: Readonly<Record<string, string>>, now: Date): number {
  const date = Date.parse(headers.date ?? "");
  return Number.isNaN(date) ? now.getTime() : date;
}

/** The time of a limit that came without headers, as GraphQL's do at times. */
function unnamedLimit(now: Date): Date {
  return within(now, UNNAMED_WAIT_MS);
}

export function rateLimited(route: string, retryAt: Date): AppError {
  return new AppError("GITHUB_RATE_LIMITED", `GitHub's rate limit holds back ${route}`, { retryAt });
}

export function toAppError(refusal: Refusal, route: string): AppError {
  const { status, message } = refusal;
  const answer = status === 0 ? "gave no answer" : `answered ${status}`;
  return new AppError(codeOf(status), `${route} ${answer}${message === "" ? "" : ` (${message})`}`);
}

function codeOf(status: number): ErrorCode {
  if (status === 401 || status === 403 || status === 451) return "GITHUB_FORBIDDEN";
  if (status === 404 || status === 410) return "GITHUB_NOT_FOUND";
  if (status >= 400 && status < 500 && status !== 408) return "GITHUB_REJECTED";
  return "GITHUB_UNAVAILABLE";
}

function within(now: Date, waitMs: number): Date {
  const bounded = Math.min(Math.max(waitMs, SECOND), LONGEST_WAIT_MS);
  return new Date(now.getTime() + bounded);
}

function secondsOf(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,12}$/.test(header) ? Number(header) : null;
}

function readHeaders(headers: unknown): Record<string, string> {
  if (!isRecord(headers)) return {};
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return Object.fromEntries(entries);
}

function onOneLine(text: string): string {
  return text
    .slice(0, MAX_MESSAGE_CHARS)
    .replace(/[^\x20-\x7e]+/g, " ")
    .trim();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

export interface GraphqlProblem {
  readonly type: string;
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export interface GraphqlAnswer {
  readonly data: unknown;
  readonly problems: readonly GraphqlProblem[];
}

const UNKNOWN_CODES: ReadonlySet<string> = new Set(["undefinedField", "undefinedType", "argumentNotAccepted"]);
const UNKNOWN_MESSAGE = /^(Field '.*' doesn't exist on type|Cannot query field|Unknown (type|argument))/;

const Body = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        type: z.string().optional(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        message: z.string().default("no message"),
        extensions: z.object({ code: z.string().optional() }).nullish(),
      }),
    )
    .nullish(),
});

/** The server's schema lacks something that the query asks for: an older GitHub Enterprise Server. */
export class UnknownQueryError extends AppError {}

interface GraphqlApi {
  now(): Date;
  query(
    caller: Caller,
    query: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly data: unknown; readonly headers: Readonly<Record<string, string>> }>;
  /** GraphQL's limit comes inside an answer with status 200. */
  limitGraphql(caller: Caller, until: Date): void;
}

/** @throws UnknownQueryError when the query is not understood; AppError GITHUB_* when it fails as a whole. */
export async function queryGraphql(
  api: GraphqlApi,
  caller: Caller,
  { query, variables }: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
): Promise<GraphqlAnswer> {
  const { data: body, headers } = await api.query(caller, query, variables);
  const parsed = Body.safeParse(body);
  if (!parsed.success) throw new AppError("GITHUB_UNAVAILABLE", "GraphQL gave an answer that is no GraphQL answer");

  const problems = (parsed.data.errors ?? []).map(({ type = "", path = [], message, extensions }) => ({
    // A query that does not fit the schema is refused with the place in the query as its path.
    isUnknown: UNKNOWN_CODES.has(extensions?.code ?? "") || UNKNOWN_MESSAGE.test(message),
    path: UNKNOWN_CODES.has(extensions?.code ?? "") ? [] : path,
    type,
    message: onOneLine(message),
  }));
  if (problems.some(isLimit)) {
    const until = exhaustedUntil(headers, api.now()) ?? unnamedLimit(api.now());
    api.limitGraphql(caller, until);
    throw rateLimited("GraphQL", until);
  }
  const data = parsed.data.data ?? null;
  const fatal = problems.find(({ path }) => path.length === 0) ?? (data === null ? problems[0] : undefined);
  if (data === null || fatal !== undefined) {
    const message = `GraphQL refused the query: ${fatal?.message ?? "no data"}`;
    if (problems.some(({ isUnknown }) => isUnknown)) throw new UnknownQueryError("GITHUB_REJECTED", message);
    throw new AppError("GITHUB_UNAVAILABLE", message);
  }
  return { data, problems };
}

/** Why what lies at `path` is not known; null when no error touches it. */
export function problemAt(
  problems: readonly GraphqlProblem[],
  path: readonly (string | number)[],
): GraphqlProblem | null {
  return problems.find((problem) => isUnder(problem.path, path) || isUnder(path, problem.path)) ?? null;
}

/** Parses an answer's data. @throws AppError GITHUB_UNAVAILABLE: a shape we do not know is not guessed at. */
export function parseData<T>(schema: z.ZodType<T>, data: unknown): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new AppError("GITHUB_UNAVAILABLE", `GitHub's answer has an unknown shape at \`${place}\``);
}

function isLimit({ type, message }: GraphqlProblem): boolean {
  return type === "RATE_LIMITED" || /^API rate limit exceeded|secondary rate limit/i.test(message);
}

function isUnder(path: readonly (string | number)[], ancestor: readonly (string | number)[]): boolean {
  return ancestor.every((part, index) => path[index] === part);
}
