// Answers one REST request: match, permission, limits, description, handler.
import type { Actor } from "../http/credentials.js";
import type { Description } from "../http/description.js";
import { notFound, Problem } from "../http/problem.js";
import { type Answer, type Backend, checkAccess } from "../http/route.js";
import { matchRoute } from "./routes.js";

/** A request, or an answer of the simulator's own, that GitHub's description does not allow. */
export interface Violation {
  readonly kind: "request" | "answer";
  readonly operation: string;
  readonly faults: readonly string[];
}

export interface RestRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly accept: string;
  readonly actor: Actor;
}

export async function answerRest(
  parts: { readonly backend: Backend; readonly description: Description; readonly violations: Violation[] },
  request: RestRequest,
): Promise<Answer | null> {
  const { backend, description, violations } = parts;
  const { method, path, query, body, actor } = request;
  const match = matchRoute(method, path);
  if (!match) return null;
  const { route, params } = match;
  checkAccess(route, actor);
  if (params.owner && !backend.world.findRepository(params.owner, params.repo ?? "")) throw notFound();
  if (path !== "/rate_limit") backend.limits.spend(actor);
  if (route.createsContent) backend.limits.spendContent(actor);
  const operation = `${method} ${route.path}`;
  const faults = description.requestFaults(method, route.path, { query, body });
  if (faults.length > 0) {
    violations.push({ kind: "request", operation, faults });
    throw new Problem(422, `Invalid request.\n\n${faults.join("\n")}`);
  }
  const answer = await route.handle(backend, { ...request, params, body: (body ?? {}) as Record<string, unknown> });
  if (answer.status < 300 && !Buffer.isBuffer(answer.body) && answer.body !== undefined) {
    const own = description.answerFaults(method, route.path, answer.body);
    if (own.length > 0) violations.push({ kind: "answer", operation, faults: own });
  }
  return answer;
}
