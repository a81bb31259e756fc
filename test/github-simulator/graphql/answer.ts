// Answers a GraphQL request: parsed, validated against GitHub's schema, executed over the world.
import { type DocumentNode, execute, GraphQLError, type GraphQLFieldResolver, parse, validate } from "graphql";
import type { Actor } from "../http/credentials.js";
import { Problem } from "../http/problem.js";
import type { Answer, Backend } from "../http/route.js";
import type { Violation } from "../rest/answer.js";
import { queryRoot } from "./root.js";
import { githubSchema } from "./schema.js";

const MAX_KNOWN_DOCUMENTS = 200;

export class GraphqlEndpoint {
  readonly #backend: Backend;
  readonly #violations: Violation[];
  readonly #documents = new Map<string, DocumentNode | GraphQLError[]>();

  constructor(backend: Backend, violations: Violation[]) {
    this.#backend = backend;
    this.#violations = violations;
  }

  async answer(actor: Actor, body: unknown): Promise<Answer> {
    if (actor.kind !== "installation" && actor.kind !== "user") {
      throw new Problem(401, "This endpoint requires you to be authenticated.");
    }
    if (actor.kind === "installation" && actor.installation.suspendedAtMs !== null) {
      throw new Problem(403, "This installation has been suspended");
    }
    const { limits, world } = this.#backend;
    const headers = () => limits.headers(actor, "graphql");
    if (limits.read(actor, "graphql").remaining === 0) {
      const errors = [{ type: "RATE_LIMITED", message: `API rate limit exceeded` }];
      return { status: 200, body: { errors }, headers: headers() };
    }
    limits.spend(actor, "graphql");
    const {
      query = "",
      variables,
      operationName,
    } = (body ?? {}) as { query?: string; variables?: Record<string, unknown>; operationName?: string };
    const document = this.#document(query);
    if (Array.isArray(document)) {
      this.#violations.push({ kind: "request", operation: "GraphQL", faults: document.map((error) => error.message) });
      return { status: 200, body: { errors: document.map(renderError) }, headers: headers() };
    }
    const result = await execute({
      schema: githubSchema(),
      document,
      rootValue: queryRoot({ world, actor }, limits),
      variableValues: variables,
      operationName,
      fieldResolver: resolveField,
    });
    this.#reportGaps(result.errors ?? []);
    const errors = result.errors ? { errors: result.errors.map(renderError) } : {};
    return { status: 200, body: { data: result.data ?? null, ...errors }, headers: headers() };
  }

  #document(query: string): DocumentNode | GraphQLError[] {
    const known = this.#documents.get(query);
    if (known) return known;
    const checked = check(query);
    if (this.#documents.size >= MAX_KNOWN_DOCUMENTS) this.#documents.clear();
    this.#documents.set(query, checked);
    return checked;
  }

  // Whatever is neither data nor one of GitHub's own refusals is a gap here or a mistake of the client.
  #reportGaps(errors: readonly GraphQLError[]): void {
    const faults = errors
      .filter((error) => !error.extensions.type)
      .map((error) => `${error.path?.join(".")}: ${error.message}`);
    if (faults.length > 0) this.#violations.push({ kind: "answer", operation: "GraphQL", faults });
  }
}

function check(query: string): DocumentNode | GraphQLError[] {
  try {
    const document = parse(query);
    const errors = validate(githubSchema(), document);
    return errors.length > 0 ? [...errors] : document;
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

/** An absent field would read as null and hide that it is not simulated. */
const resolveField: GraphQLFieldResolver<Record<string, unknown>, unknown> = (source, args, context, info) => {
  const value = source[info.fieldName];
  if (value === undefined) throw new GraphQLError(`${info.parentType.name}.${info.fieldName} is not simulated`);
  return typeof value === "function" ? value.call(source, args, context, info) : value;
};

function renderError(error: GraphQLError) {
  const { type } = error.extensions;
  const { message, path, locations } = error;
  return { ...(type ? { type } : {}), ...(path ? { path } : {}), locations, message };
}
