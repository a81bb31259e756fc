// Reads a pull request: by GraphQL in one call, or by REST from a server whose GraphQL does not know the query or is down.
import type { PullRef } from "../core/facts/work.js";
import { POLICY_PATH } from "../core/policy/schema.js";
import type { GithubReader, PullSnapshot } from "../ports.js";
import { callsFor, type GithubContext, hasCode } from "./context.js";
import { UnknownQueryError } from "./graphql.js";
import { FLOOR_EXPRESSION, policyExpression } from "./policy-text.js";
import { readByRest } from "./rest-answer.js";
import { toSnapshot } from "./snapshot.js";
import { SNAPSHOT_QUERY } from "./snapshot-query.js";

/** A server that refused the query is asked again after this long: it may have been upgraded. */
const REFUSED_FOR_MS = 10 * 60 * 1000;

export function createPullLoader(context: GithubContext): GithubReader["loadPull"] {
  let refusedUntilMs = 0;
  return async (ref, { baseRef }) => {
    const nowMs = context.api.now().getTime();
    if (nowMs < refusedUntilMs) return loadByRest(context, ref);
    try {
      return await loadByGraphql(context, ref, baseRef);
    } catch (error) {
      if (error instanceof UnknownQueryError) refusedUntilMs = nowMs + REFUSED_FOR_MS;
      else if (!hasCode(error, "GITHUB_UNAVAILABLE", "GITHUB_NOT_FOUND")) throw error;
      return loadInstead(context, ref, error);
    }
  };
}

async function loadByGraphql(
  context: GithubContext,
  ref: PullRef,
  policyOf: string | null,
): Promise<PullSnapshot | null> {
  const readAt = context.api.clock.now().toISOString();
  const policy = policyOf === null ? `HEAD:${POLICY_PATH}` : policyExpression(policyOf);
  const variables = { number: ref.number, policy, floor: FLOOR_EXPRESSION };
  const answer = await callsFor(context, ref).query(SNAPSHOT_QUERY, variables);
  return toSnapshot(context, ref, { ...answer, readAt, policyOf });
}

async function loadByRest(context: GithubContext, ref: PullRef): Promise<PullSnapshot | null> {
  const readAt = context.api.clock.now().toISOString();
  const answer = await readByRest(context, ref);
  return answer === null ? null : toSnapshot(context, ref, { ...answer, readAt });
}

/** When both are down, the first failure is the one worth telling; a GraphQL that lacks a field hides no trouble that passes. */
async function loadInstead(context: GithubContext, ref: PullRef, first: Error): Promise<PullSnapshot | null> {
  try {
    return await loadByRest(context, ref);
  } catch (error) {
    throw hasCode(error, "GITHUB_UNAVAILABLE") && !(first instanceof UnknownQueryError) ? first : error;
  }
}
