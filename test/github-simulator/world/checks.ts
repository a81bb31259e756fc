// Check runs, commit statuses, and what a branch requires of them.
import { appBySlug } from "./accounts.js";
import { emitCheckRun, emitCheckSuite, emitStatus } from "./events.js";
import {
  type Account,
  type App,
  type CheckRun,
  type CheckStatus,
  type CheckSuite,
  type CommitStatus,
  type Conclusion,
  fullName,
  type Repository,
  type StatusState,
} from "./model.js";
import type { AccountRef, RepositoryRef, World } from "./world.js";

const RUNNING: readonly string[] = ["queued", "in_progress"];
/** These satisfy a required check on GitHub; nothing else does. */
const PASSING: readonly (string | null)[] = ["success", "neutral", "skipped"];

export function checkActions(world: World) {
  return {
    /** Every run of that name on that commit, oldest first, so that duplicates show. */
    checkRuns: (repo: RepositoryRef, sha?: string, name?: string): CheckRun[] =>
      world.repository(repo).checkRuns.filter((run) => (!sha || run.headSha === sha) && (!name || run.name === name)),

    /** Another App (by default GitHub Actions) reports a check. A running check is completed by reporting it again. */
    reportCheck(
      ref: RepositoryRef,
      sha: string,
      name: string,
      result: CheckStatus | Conclusion,
      appSlug = "github-actions",
    ): CheckRun {
      const repo = world.repository(ref);
      const app = appBySlug(world, appSlug);
      const status = RUNNING.includes(result) ? (result as CheckStatus) : "completed";
      const conclusion = status === "completed" ? (result as Conclusion) : null;
      const open = repo.checkRuns.find(
        (run) => run.headSha === sha && run.name === name && run.app === app && run.status !== "completed",
      );
      const run = open ?? addCheckRun(world, repo, { headSha: sha, name, app });
      run.status = status;
      run.conclusion = conclusion;
      run.completedAtMs = conclusion ? world.now() : null;
      emitCheckRun(world, conclusion ? "completed" : "created", run, app.bot);
      return run;
    },

    async setStatus(
      ref: RepositoryRef,
      sha: string,
      context: string,
      state: StatusState,
      more: { readonly creator?: AccountRef; readonly description?: string } = {},
    ): Promise<CommitStatus> {
      const repo = world.repository(ref);
      const creator = more.creator ? world.account(more.creator) : repo.owner;
      return addStatus(world, repo, { sha, context, state, creator, description: more.description ?? null });
    },

    /** A person presses "re-run" beside one check. */
    requestRerun(run: CheckRun, by: AccountRef): void {
      emitCheckRun(world, "rerequested", run, world.account(by));
    },

    /** A person presses "re-run all checks". */
    requestSuiteRerun(run: CheckRun, by: AccountRef): void {
      emitCheckSuite(world, "rerequested", run.suite, world.account(by));
    },

    /** A person presses one of the check's buttons. */
    requestAction(run: CheckRun, identifier: string, by: AccountRef): void {
      emitCheckRun(world, "requested_action", run, world.account(by), { requested_action: { identifier } });
    },

    /** A ruleset that requires checks, pinned to an App when its id is given. */
    requireChecks(ref: RepositoryRef, branch: string, contexts: readonly string[], integrationId?: number): void {
      const repo = world.repository(ref);
      const required = contexts.map((context) => ({
        context,
        ...(integrationId === undefined ? {} : { integration_id: integrationId }),
      }));
      const rule = {
        type: "required_status_checks",
        ruleset_source_type: "Repository",
        ruleset_source: fullName(repo),
        ruleset_id: world.nextId(),
        parameters: { required_status_checks: required, strict_required_status_checks_policy: false },
      };
      repo.rules.set(branch, [...(repo.rules.get(branch) ?? []), rule]);
    },

    /** Replaces the branch's rules by others, in the shape of `GET /rules/branches/{branch}`. */
    setRules(ref: RepositoryRef, branch: string, rules: readonly object[]): void {
      world.repository(ref).rules.set(branch, [...rules]);
    },

    /** Classic branch protection with required checks. */
    protectBranch(ref: RepositoryRef, branch: string, contexts: readonly string[], appId: number | null = null): void {
      const checks = contexts.map((context) => ({ context, app_id: appId }));
      world.repository(ref).protection.set(branch, checks);
    },
  };
}

export function addCheckSuite(world: World, repo: Repository, headSha: string, app: App): CheckSuite {
  const known = repo.checkSuites.find((suite) => suite.headSha === headSha && suite.app === app);
  if (known) return known;
  const suite: CheckSuite = { id: world.nextId("check"), repo, app, headSha, createdAtMs: world.now() };
  repo.checkSuites.push(suite);
  return suite;
}

const MAX_RUNS_OF_ONE_NAME = 1000;

export function addCheckRun(
  world: World,
  repo: Repository,
  own: { readonly headSha: string; readonly name: string; readonly app: App },
): CheckRun {
  const suite = addCheckSuite(world, repo, own.headSha, own.app);
  const run: CheckRun = {
    ...own,
    id: world.nextId("check"),
    suite,
    repo,
    status: "queued",
    conclusion: null,
    startedAtMs: world.now(),
    completedAtMs: null,
    externalId: "",
    detailsUrl: `${world.baseUrl}/apps/${own.app.slug}`,
    output: { title: null, summary: null, text: null },
    annotations: [],
    actions: [],
  };
  repo.checkRuns.push(run);
  const same = repo.checkRuns.filter((one) => one.suite === suite && one.name === own.name);
  if (same.length > MAX_RUNS_OF_ONE_NAME) repo.checkRuns.splice(repo.checkRuns.indexOf(same[0] as CheckRun), 1);
  return run;
}

export async function addStatus(
  world: World,
  repo: Repository,
  given: {
    readonly sha: string;
    readonly context: string;
    readonly state: StatusState;
    readonly creator: Account;
    readonly description: string | null;
    readonly targetUrl?: string | null;
  },
): Promise<CommitStatus> {
  const status = { targetUrl: null, ...given, id: world.nextId("check"), repo, createdAtMs: world.now() };
  repo.statuses.push(status);
  await emitStatus(world, status);
  return status;
}

/** Names of required checks that do not pass on the commit. */
export function missingChecks(repo: Repository, branch: string, sha: string): string[] {
  return requiredChecks(repo, branch)
    .filter(({ context, appId }) => !passes(repo, sha, context, appId))
    .map(({ context }) => context);
}

function requiredChecks(repo: Repository, branch: string): { context: string; appId: number | null }[] {
  const rules = (repo.rules.get(branch) ?? []) as {
    type: string;
    parameters?: { required_status_checks?: { context: string; integration_id?: number }[] };
  }[];
  const fromRules = rules
    .filter((rule) => rule.type === "required_status_checks")
    .flatMap((rule) => rule.parameters?.required_status_checks ?? [])
    .map((check) => ({ context: check.context, appId: check.integration_id ?? null }));
  const classic = (repo.protection.get(branch) ?? []).map((check) => ({ context: check.context, appId: check.app_id }));
  return [...fromRules, ...classic];
}

// A check run and a status of one name are both required, so every kind that exists has to pass.
function passes(repo: Repository, sha: string, context: string, appId: number | null): boolean {
  const runs = repo.checkRuns.filter((run) => run.headSha === sha && run.name === context);
  const run = runs.filter((one) => appId === null || one.app.id === appId).at(-1);
  const status = repo.statuses.filter((one) => one.sha === sha && one.context === context).at(-1);
  if (!run && (!status || appId !== null)) return false;
  return (!run || PASSING.includes(run.conclusion)) && (!status || status.state === "success");
}
