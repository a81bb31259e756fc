// May this person see this repository? Asked of GitHub with the installation's token, remembered for a minute, so that
// reloading a page cannot use up the installation's API calls.
import type { RepositoryRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import type { Clock, GithubReader } from "../ports.js";
import type { Viewer } from "./session.js";

/**
 * Whoever is not `granted` sees nothing. `unknown`: GitHub did not say, of somebody who was granted it before; to everybody else an
 * outage looks like a refusal, or it would tell them that there is something.
 */
export type Access = "granted" | "denied" | "unknown";

export type ReadAccess = (viewer: Viewer, ref: RepositoryRef) => Promise<Access>;

/** Chosen, not measured: longer, and somebody who lost access reads on; shorter, and pages cost more calls. */
const REMEMBERED_MS = 60_000;
const MAX_REMEMBERED = 10_000;

export function createReadAccess(reader: Pick<GithubReader, "loadPermission">, clock: Clock): ReadAccess {
  const remembered = new Map<string, { readonly access: Access; readonly until: number }>();
  return async (viewer, ref) => {
    const key = `${viewer.id}@${ref.repositoryId}`;
    const now = clock.now().getTime();
    const known = remembered.get(key);
    if (known && known.until > now) return known.access;
    const said = await askAccess(reader, viewer, ref);
    const access = said === "unknown" && (known?.access ?? "denied") === "denied" ? "denied" : said;
    remembered.delete(key);
    remembered.set(key, { access, until: now + REMEMBERED_MS });
    if (remembered.size > MAX_REMEMBERED) remembered.delete(remembered.keys().next().value ?? key);
    return access;
  };
}

async function askAccess(
  reader: Pick<GithubReader, "loadPermission">,
  viewer: Viewer,
  ref: RepositoryRef,
): Promise<Access> {
  const answer = await reader.loadPermission(ref, viewer.login).catch(asUnavailable);
  if (answer.status === "unavailable") return "unknown";
  const { account, permission } = answer.value;
  // A login may have changed hands since the sign-in; the numeric id has not.
  return account?.id === viewer.id && permission !== "none" ? "granted" : "denied";
}

function asUnavailable(error: unknown): { readonly status: "unavailable" } {
  if (error instanceof AppError) return { status: "unavailable" };
  throw error;
}
