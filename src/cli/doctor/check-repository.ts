// Does the gate hold on one repository's default branch: is the check required, pinned to this App, and who can pass it by?
import { z } from "zod";
import type { AppRequests } from "../../app.js";
import type { Config } from "../../config.js";
import { ask, explain, type RepositoryName, type Request } from "./ask.js";
import { checkGatedBranches } from "./check-gated-branches.js";
import { checkPolicyFiles } from "./check-policy-files.js";
import { readProtection } from "./read-protection.js";
import { type Finding, fail, ok, type Section, warn } from "./report.js";

const Installation = z.object({ id: z.number() });
const Repository = z.object({ default_branch: z.string(), archived: z.boolean().default(false) });

export async function checkRepository(
  requests: AppRequests,
  name: RepositoryName,
  { app, github }: Pick<Config, "app" | "github">,
): Promise<Section> {
  const section = (findings: readonly Finding[]): Section => ({ name: `${name.owner}/${name.repo}`, findings });
  const installation = await ask(
    () => requests.asApp("GET /repos/{owner}/{repo}/installation", { ...name }),
    Installation,
  );
  if (installation.status === "refused") {
    return section([
      installation.code === 404
        ? fail(
            "the App is not installed here, or there is no such repository",
            "add the repository to an installation of the App",
          )
        : fail(explain(installation.code)),
    ]);
  }
  const request: Request = (route, parameters) =>
    requests.asInstallation(installation.value.id, route, { ...name, ...parameters });
  const repository = await ask(() => request("GET /repos/{owner}/{repo}"), Repository);
  if (repository.status === "refused") return section([fail(explain(repository.code))]);
  const branch = repository.value.default_branch;
  const rules = `${github.webUrl}/${name.owner}/${name.repo}/settings/rules`;
  const policies = await checkPolicyFiles(request, name, branch);
  return section([
    ...(await checkEnforcement(request, { branch, appId: app?.id ?? 0, rules })),
    ...policies.findings,
    ...(await checkGatedBranches(request, { defaultBranch: branch, named: policies.branches, rules })),
  ]);
}

interface Gate {
  readonly branch: string;
  readonly appId: number;
  /** Address of the repository's rules. */
  readonly rules: string;
}

async function checkEnforcement(request: Request, { branch, appId, rules }: Gate): Promise<Finding[]> {
  const protection = await readProtection(request, branch);
  if (protection.status === "refused")
    return [fail(`rules of \`${branch}\` cannot be read: ${explain(protection.code)}`)];
  const { sources, rulesets, classic } = protection.value;
  const fix = `add a rule at ${rules} that requires the status check \`countersign\` with this App (${appId}) as its source`;
  if (sources.length === 0) return [fail(`the check is not required on \`${branch}\`: it only advises`, fix)];
  const pinned = sources.includes(appId);
  return [
    ok(`the check is required on \`${branch}\``),
    pinned ? ok("and pinned to this App") : fail("but not pinned to this App: anyone who can write may report it", fix),
    ...rulesets.flatMap((ruleset) => judgeBypass(ruleset, rules)),
    ...(classic
      ? [
          warn(
            "it is required by classic branch protection, which does not bind administrators unless told to",
            `tick “Do not allow bypassing” or move to a ruleset at ${rules}`,
          ),
        ]
      : []),
  ];
}

function judgeBypass(
  ruleset: { name: string; bypass: readonly { who: string; mode: string }[] | null },
  rules: string,
): Finding[] {
  if (ruleset.bypass === null) {
    return [
      warn(`who may bypass ruleset “${ruleset.name}” is not shown to this App`, `look at its bypass list at ${rules}`),
    ];
  }
  if (ruleset.bypass.length === 0) return [ok(`nobody may bypass ruleset “${ruleset.name}”`)];
  return ruleset.bypass.map(({ who, mode }) =>
    mode === "exempt"
      ? fail(
          `${who} is exempt from ruleset “${ruleset.name}”: not even GitHub keeps a record of it`,
          `take them off the bypass list at ${rules}`,
        )
      : warn(`${who} may bypass ruleset “${ruleset.name}” (${mode}); such merges are recorded and reported`),
  );
}
