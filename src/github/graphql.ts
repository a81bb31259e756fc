// GraphQL answers: data and errors side by side. An error belongs to a path; what lies under it is not known, and a null
// that an error explains is never taken for "nothing there".
import { z } from "zod";
import { AppError } from "../errors.js";
import type { GithubApi, Parameters } from "./api.js";
import { exhaustedUntil, rateLimited, unnamedLimit } from "./failures.js";
import type { Caller } from "./gate.js";

export interface GraphqlProblem {
  readonly type: string;
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export interface GraphqlAnswer {
  readonly data: unknown;
  readonly problems: readonly GraphqlProblem[];
}

const MAX_MESSAGE_CHARS = 200;
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

/** @throws UnknownQueryError when the query is not understood; AppError GITHUB_* when it fails as a whole. */
export async function queryGraphql(
  api: GithubApi,
  caller: Caller,
  { query, variables }: { readonly query: string; readonly variables: Parameters },
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

function onOneLine(text: string): string {
  return text
    .slice(0, MAX_MESSAGE_CHARS)
    .replace(/[^\x20-\x7e]+/g, " ")
    .trim();
}
