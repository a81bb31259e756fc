// Turns what Octokit throws into the App's closed set of errors. Octokit's own error objects hold the request with its
// body and headers, so they never leave this file.
import { AppError, type ErrorCode } from "../errors.js";

const SECOND = 1000;
/** GitHub's advice when it names no time for a secondary limit. */
const UNNAMED_WAIT_MS = 60 * SECOND;
/** GitHub's windows are an hour; whatever claims more is not believed. */
const LONGEST_WAIT_MS = 65 * 60 * SECOND;
const MAX_MESSAGE_CHARS = 160;

export type Resource = "core" | "graphql";

/** What is left of a failed call: nothing that the caller sent. `status` 0: no answer came. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly message: string;
}

export interface Limit {
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
export function unnamedLimit(now: Date): Date {
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
