// Chooses how a snapshot is read: by GraphQL, or by REST from a server whose GraphQL does not know the query or is down.
import type { PullRef } from "../core/facts/work.js";
import type { GithubReader, PullSnapshot } from "../ports.js";
import { type GithubContext, hasCode } from "./context.js";
import { UnknownQueryError } from "./graphql.js";
import { loadRestSnapshot } from "./rest-snapshot.js";
import { loadSnapshot } from "./snapshot.js";

/** A server that refused the query is asked again after this long: it may have been upgraded. */
const REFUSED_FOR_MS = 10 * 60 * 1000;

export function createPullLoader(context: GithubContext): GithubReader["loadPull"] {
  let refusedUntilMs = 0;
  return async (ref, hints) => {
    const nowMs = context.api.now().getTime();
    if (nowMs < refusedUntilMs) return loadRestSnapshot(context, ref);
    try {
      return await loadSnapshot(context, ref, hints);
    } catch (error) {
      if (error instanceof UnknownQueryError) refusedUntilMs = nowMs + REFUSED_FOR_MS;
      else if (!hasCode(error, "GITHUB_UNAVAILABLE", "GITHUB_NOT_FOUND")) throw error;
      return loadByRest(context, ref, error);
    }
  };
}

/** When both are down, the first failure is the one worth telling; a GraphQL that lacks a field hides no trouble that passes. */
async function loadByRest(context: GithubContext, ref: PullRef, first: Error): Promise<PullSnapshot | null> {
  try {
    return await loadRestSnapshot(context, ref);
  } catch (error) {
    throw hasCode(error, "GITHUB_UNAVAILABLE") && !(first instanceof UnknownQueryError) ? first : error;
  }
}
