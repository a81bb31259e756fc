// The policy files as an evaluation would find them: the repository's and the organisation's floor.
import { z } from "zod";
import { parsePolicy } from "../../core/policy/parse.js";
import { POLICY_PATH, type Policy } from "../../core/policy/schema.js";
import type { RepositoryName, Request } from "./ask.js";
import { ask, explain } from "./ask.js";
import { checkReporters } from "./check-reporters.js";
import { type Finding, fail, ok, warn } from "./report.js";

const File = z.object({ content: z.string(), encoding: z.literal("base64") });

export interface CheckedPolicies {
  readonly findings: readonly Finding[];
  /** Names and globs of branches that the files gate. */
  readonly branches: readonly string[];
}

export async function checkPolicyFiles(
  request: Request,
  name: RepositoryName,
  branch: string,
): Promise<CheckedPolicies> {
  const own = await checkFile(request, { ...name, ref: branch });
  const floor = name.repo === ".github" ? NOTHING : await checkFloor(request, name);
  const policies = [own.policy, floor.policy].filter((policy) => policy !== null);
  const required = [...new Set(policies.flatMap(({ validation }) => validation.required))];
  return {
    findings: [...own.findings, ...floor.findings, ...(await checkReporters(request, required, branch))],
    branches: policies.flatMap(({ branches }) => branches),
  };
}

interface Checked {
  readonly findings: readonly Finding[];
  /** Null: there is none that is valid. */
  readonly policy: Policy | null;
}

const NOTHING: Checked = { findings: [], policy: null };

function only(finding: Finding): Checked {
  return { findings: [finding], policy: null };
}

async function checkFile(request: Request, place: RepositoryName & { readonly ref: string }): Promise<Checked> {
  const asked = await ask(
    () => request("GET /repos/{owner}/{repo}/contents/{path}", { ...place, path: POLICY_PATH }),
    File,
  );
  if (asked.status === "refused") {
    return only(
      asked.code === 404
        ? ok(`no ${POLICY_PATH} on \`${place.ref}\`: the defaults hold`)
        : fail(`${POLICY_PATH}: ${explain(asked.code)}`),
    );
  }
  return judgeText(asked.value.content, place);
}

/** The App sees the organisation's `.github` repository only when it is public or part of the installation. */
async function checkFloor(request: Request, { owner }: RepositoryName): Promise<Checked> {
  const place = { owner, repo: ".github" };
  const repository = await ask(() => request("GET /repos/{owner}/{repo}", place), z.object({}));
  if (repository.status === "refused") {
    return only(
      repository.code === 404
        ? warn(
            `${owner}/.github is not there, or the App may not see it: no floor holds`,
            `if ${owner} has a floor there, add that repository to the installation`,
          )
        : fail(`${owner}/.github: ${explain(repository.code)}`),
    );
  }
  const asked = await ask(
    () => request("GET /repos/{owner}/{repo}/contents/{path}", { ...place, path: POLICY_PATH }),
    File,
  );
  if (asked.status === "refused") {
    return only(
      asked.code === 404 ? ok(`${owner}/.github sets no floor`) : fail(`floor of ${owner}: ${explain(asked.code)}`),
    );
  }
  return judgeText(asked.value.content, { ...place, ref: "HEAD" });
}

function judgeText(base64: string, { owner, repo, ref }: RepositoryName & { readonly ref: string }): Checked {
  const origin = { repository: `${owner}/${repo}`, path: POLICY_PATH, ref };
  const parsed = parsePolicy(Buffer.from(base64, "base64").toString("utf8"), origin);
  const where = `${origin.repository} ${POLICY_PATH}`;
  if (!parsed.ok) {
    const faults = parsed.error.map(({ line, column, message }) => fail(`${where}:${line}:${column} ${message}`));
    return { findings: faults, policy: null };
  }
  const finding =
    parsed.value.mode === "observe"
      ? warn(`${where} is valid, and only observes: nothing is held`, "set mode: enforce when you are ready")
      : ok(`${where} is valid`);
  return { findings: [finding], policy: parsed.value };
}
