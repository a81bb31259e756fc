// Who demands our check on a branch: rulesets (repository and organisation) and classic protection, with their bypass lists as
// far as GitHub shows them.
import { z } from "zod";
import { CHECK_NAME } from "../../core/case/decision.js";
import { Branch } from "../../github/check-runs.js";
import type { Request } from "./ask.js";
import { type Asked, ask } from "./ask.js";

export interface Protection {
  /** One entry per rule that requires our check: the App it is pinned to, or null for any. */
  readonly sources: readonly (number | null)[];
  /** Rulesets among them. `bypass` null: not shown. */
  readonly rulesets: readonly {
    readonly name: string;
    readonly bypass: readonly { who: string; mode: string }[] | null;
  }[];
  readonly classic: boolean;
  /** Kinds of all rules of rulesets on the branch, such as `pull_request` and `merge_queue`. */
  readonly kinds: ReadonlySet<string>;
}

const Rule = z.object({
  type: z.string(),
  ruleset_id: z.number().optional(),
  parameters: z
    .object({
      required_status_checks: z
        .array(z.object({ context: z.string(), integration_id: z.number().nullish() }))
        .optional(),
    })
    .optional(),
});

const MAX_PAGES = 10;
const PER_PAGE = 100;

export async function readProtection(request: Request, branch: string): Promise<Asked<Protection>> {
  const rules: z.infer<typeof Rule>[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const parameters = { branch, per_page: PER_PAGE, page };
    const asked = await ask(
      () => request("GET /repos/{owner}/{repo}/rules/branches/{branch}", parameters),
      z.array(Rule),
    );
    if (asked.status === "refused") return asked;
    rules.push(...asked.value);
    if (asked.value.length < PER_PAGE) break;
  }
  const classic = await ask(() => request("GET /repos/{owner}/{repo}/branches/{branch}", { branch }), Branch);
  const ours = rules.filter((rule) => sourcesOf(rule).length > 0);
  const ids = [...new Set(ours.flatMap(({ ruleset_id }) => ruleset_id ?? []))];
  const classicSources = classic.status === "answered" ? classicSourcesOf(classic.value) : [];
  return {
    status: "answered",
    value: {
      sources: [...ours.flatMap(sourcesOf), ...classicSources],
      rulesets: await Promise.all(ids.map((id) => readRuleset(request, id))),
      classic: classicSources.length > 0,
      kinds: new Set(rules.map(({ type }) => type)),
    },
  };
}

function sourcesOf({ type, parameters }: z.infer<typeof Rule>): (number | null)[] {
  if (type !== "required_status_checks") return [];
  const checks = parameters?.required_status_checks ?? [];
  return checks.filter(({ context }) => context === CHECK_NAME).map(({ integration_id }) => integration_id ?? null);
}

function classicSourcesOf({ protection }: z.infer<typeof Branch>): (number | null)[] {
  const required = protection?.required_status_checks;
  if (!required || required.enforcement_level === "off") return [];
  const pins = required.checks.filter(({ context }) => context === CHECK_NAME).map(({ app_id }) => anyApp(app_id));
  return pins.length === 0 && required.contexts.includes(CHECK_NAME) ? [null] : pins;
}

/** GitHub writes “any App” as null or as -1. */
function anyApp(appId: number | null | undefined): number | null {
  return appId == null || appId < 0 ? null : appId;
}

const Ruleset = z.object({
  name: z.string(),
  bypass_actors: z
    .array(z.object({ actor_id: z.number().nullish(), actor_type: z.string(), bypass_mode: z.string() }))
    .optional(),
});

async function readRuleset(request: Request, id: number): Promise<Protection["rulesets"][number]> {
  const asked = await ask(
    () => request("GET /repos/{owner}/{repo}/rulesets/{ruleset_id}", { ruleset_id: id }),
    Ruleset,
  );
  if (asked.status === "refused") return { name: String(id), bypass: null };
  const { name, bypass_actors } = asked.value;
  const bypass = bypass_actors?.map(({ actor_type, actor_id, bypass_mode }) => ({
    who: describeActor(actor_type, actor_id ?? null),
    mode: bypass_mode,
  }));
  return { name, bypass: bypass ?? null };
}

/** GitHub's built-in repository roles, by number. */
const ROLES: Readonly<Record<number, string>> = { 1: "read", 2: "write", 3: "triage", 4: "maintain", 5: "admin" };

function describeActor(type: string, id: number | null): string {
  switch (type) {
    case "OrganizationAdmin":
      return "every owner of the organisation";
    case "RepositoryRole":
      return `everyone with the role ${ROLES[id ?? 0] ?? id}`;
    case "Integration":
      return `App ${id}`;
    case "DeployKey":
      return "every deploy key";
    default:
      return `${type.toLowerCase()} ${id}`;
  }
}
