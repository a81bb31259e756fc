// Required checks that are bound to no App, and which Apps reported them lately, so that the bound entry can be pasted.
import { z } from "zod";
import { isOwnName } from "../../core/case/decision.js";
import { matchesName } from "../../core/policy/globs.js";
import { boundTo, isUnbound } from "../../core/policy/parse.js";
import type { Policy } from "../../core/policy/schema.js";
import { fromRestUser, RestUser } from "../../github/commits.js";
import { statusResult } from "../../github/head-commit.js";
import type { Request } from "./ask.js";
import { ask } from "./ask.js";
import { type Finding, warn } from "./report.js";

/** Where is looked for reports: the branch's tip, and this many pull requests that were touched last. */
const MAX_PULLS = 3;
const PER_PAGE = 100;

interface Reported {
  readonly name: string;
  /** Null: a person's account. */
  readonly app: string | null;
}

/** Asks GitHub only when something is unbound. What it does not tell is left out. */
export async function checkReporters(
  request: Request,
  required: Policy["validation"]["required"],
  branch: string,
): Promise<Finding[]> {
  const unbound = required.filter(isUnbound);
  if (unbound.length === 0) return [];
  const reported = await readReported(request, branch);
  return unbound.map((name) =>
    warn(
      `the required check \`${name}\` is bound to no App: whoever may write can report it`,
      remedy(
        name,
        reported.filter((one) => matchesName(one.name, [name])),
      ),
    ),
  );
}

function remedy(name: string, reported: readonly Reported[]): string {
  const apps = [...new Set(reported.map(({ app }) => app).filter((app) => app !== null))].sort();
  if (apps.length > 0) {
    return `lately reported by ${apps.join(", ")}; write ${apps.map((app) => boundTo(name, app)).join(" or ")}`;
  }
  const who = reported.length === 0 ? "nobody reported it lately" : "lately only people's accounts reported it";
  return `${who}; let an App report it, and write ${boundTo(name, "<its slug>")}`;
}

const Pulls = z.array(z.object({ head: z.object({ sha: z.string() }) }));
const Runs = z.object({
  check_runs: z.array(z.object({ name: z.string(), app: z.object({ slug: z.string() }).nullish() })),
});
const Statuses = z.array(z.object({ context: z.string(), creator: RestUser.nullish() }));

async function readReported(request: Request, branch: string): Promise<readonly Reported[]> {
  const latest = { state: "all", sort: "updated", direction: "desc", per_page: MAX_PULLS };
  const pulls = await ask(() => request("GET /repos/{owner}/{repo}/pulls", latest), Pulls);
  const heads = pulls.status === "answered" ? pulls.value.map(({ head }) => head.sha) : [];
  const found = await Promise.all([branch, ...heads].map((ref) => readReportedOn(request, ref)));
  return found.flat().filter(({ name }) => !isOwnName(name));
}

async function readReportedOn(request: Request, ref: string): Promise<readonly Reported[]> {
  const commit = { ref, per_page: PER_PAGE };
  const runs = await ask(() => request("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", commit), Runs);
  const statuses = await ask(() => request("GET /repos/{owner}/{repo}/commits/{ref}/statuses", commit), Statuses);
  return [
    ...(runs.status === "answered" ? runs.value.check_runs : []).map(({ name, app }) => ({
      name,
      app: app?.slug ?? null,
    })),
    ...(statuses.status === "answered" ? statuses.value : []).map(({ context: name, creator }) =>
      statusResult({ name, state: "success", url: null, creator: fromRestUser(creator ?? null) }),
    ),
  ];
}
