// Is our check required on a branch, and bound to this App? Rulesets and classic protection both count.
import { z } from "zod";
import { CHECK_NAME } from "../core/case/decision.js";
import type { RepositoryRef } from "../core/facts/work.js";
import type { GithubReader } from "../ports.js";
import { asSource, type GithubContext, hasCode, unlessMissing } from "./context.js";
import { parseData } from "./graphql.js";

const MAX_PAGES = 10;

const RequiredChecksRule = z.object({
  type: z.literal("required_status_checks"),
  parameters: z.object({
    required_status_checks: z.array(z.object({ context: z.string(), integration_id: z.number().nullish() })),
  }),
});

/** A branch as GitHub describes it, for what its classic protection requires. */
export const Branch = z.object({
  protection: z
    .object({
      required_status_checks: z
        .object({
          enforcement_level: z.string().default("off"),
          contexts: z.array(z.string()).default([]),
          checks: z.array(z.object({ context: z.string(), app_id: z.number().nullish() })).default([]),
        })
        .nullish(),
    })
    .nullish(),
});

export function loadEnforcement(
  context: GithubContext,
  ref: RepositoryRef,
  branch: string,
): ReturnType<GithubReader["loadEnforcement"]> {
  return asSource(async () => {
    const pins = [...(await ruleset(context, ref, branch)), ...(await classic(context, ref, branch))];
    // Every rule must hold, so one that is bound to this App is enough.
    const pinned = pins.includes(context.appId);
    return { required: pinned || pins.includes(null), pinned };
  });
}

/** The App id of each rule that asks for our check; null where any App may report it. */
async function ruleset({ api }: GithubContext, ref: RepositoryRef, branch: string): Promise<(number | null)[]> {
  const route = "GET /repos/{owner}/{repo}/rules/branches/{branch}";
  const parameters = { owner: ref.owner, repo: ref.name, branch };
  const items = await unlessNoRules(async () => {
    return (await api.readPages(ref.installationId, route, parameters, { maxPages: MAX_PAGES })).items;
  });
  return items
    .flatMap((item) => RequiredChecksRule.safeParse(item).data?.parameters.required_status_checks ?? [])
    .filter((check) => check.context === CHECK_NAME)
    .map(({ integration_id }) => boundTo(integration_id));
}

/** A server that is older than rulesets, and a private repository whose plan has none, know no rules. */
async function unlessNoRules(load: () => Promise<readonly unknown[]>): Promise<readonly unknown[]> {
  try {
    return await load();
  } catch (error) {
    if (hasCode(error, "GITHUB_NOT_FOUND", "GITHUB_FORBIDDEN")) return [];
    throw error;
  }
}

/** GitHub writes “any App” as null or as -1. */
function boundTo(appId: number | null | undefined): number | null {
  return appId == null || appId < 0 ? null : appId;
}

async function classic({ api }: GithubContext, ref: RepositoryRef, branch: string): Promise<(number | null)[]> {
  const route = "GET /repos/{owner}/{repo}/branches/{branch}";
  const parameters = { owner: ref.owner, repo: ref.name, branch };
  const answer = await unlessMissing(() => api.read(ref.installationId, route, parameters), null);
  if (answer === null) return [];
  const checks = parseData(Branch, answer.data).protection?.required_status_checks;
  if (checks == null || checks.enforcement_level === "off") return [];
  const bound = checks.checks.filter(({ context }) => context === CHECK_NAME).map(({ app_id }) => boundTo(app_id));
  return bound.length === 0 && checks.contexts.includes(CHECK_NAME) ? [null] : bound;
}
