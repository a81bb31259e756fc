// Did a person write an issue with their own hands? GraphQL does not tell, and REST costs a call of its own. How an issue came to
// be never changes, so each is asked about once.
import { z } from "zod";
import type { Source } from "../core/facts/source.js";
import { loaded, unavailable } from "../core/facts/source.js";
import type { GithubReader } from "../ports.js";
import { asSource, type GithubContext } from "./context.js";
import { parseData } from "./graphql.js";

/** Chosen, not measured: the linked issues of thousands of open pull requests, well under a megabyte. */
const MAX_REMEMBERED = 10_000;

const Origin = z.object({ id: z.number(), performed_via_github_app: z.unknown().optional() });

/** INVARIANT: remembered by the issue's own id, so no issue is taken for another that had its name. */
export function createIssueOriginLoader({ api }: GithubContext): GithubReader["loadIssueViaApp"] {
  const known = new Map<number, boolean>();
  return async (ref, { id, repository, number }): Promise<Source<boolean>> => {
    const remembered = id === null ? undefined : known.get(id);
    if (remembered !== undefined) return loaded(remembered);
    const [owner = "", repo = ""] = repository.split("/");
    const route = "GET /repos/{owner}/{repo}/issues/{issue_number}";
    const source = await asSource(() => api.read(ref.installationId, route, { owner, repo, issue_number: number }));
    if (source.status === "unavailable") return unavailable(source.reason);
    const origin = parseData(Origin, source.value.data);
    if (id !== null && origin.id !== id) return unavailable("GitHub answered with another issue");
    const viaApp = origin.performed_via_github_app != null;
    known.set(origin.id, viaApp);
    for (const oldest of known.keys()) {
      if (known.size <= MAX_REMEMBERED) break;
      known.delete(oldest);
    }
    return loaded(viaApp);
  };
}
