// What reported on the head commit, our own check runs apart from everybody else's, and which other pull requests share it.
import { z } from "zod";
import { isOwnName } from "../core/case/decision.js";
import type { Account, CheckResult, Sibling } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import { loaded, unavailable } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import type { PublishedCheck } from "../ports.js";
import { type GraphqlProblem, parseData, problemAt } from "./answers.js";
import { listCheckRuns, publishedStatus } from "./check-runs.js";
import { fromActor } from "./commits.js";
import { callsFor, type GithubContext } from "./context.js";
import { listOpenPulls } from "./open-pulls.js";
import { HEAD_QUERY, loadContexts } from "./snapshot-query.js";
import { AssociatedPull, ContextNode, HeadCommit, type PullNode } from "./snapshot-shapes.js";

export interface HeadFacts {
  readonly checks: Source<readonly CheckResult[]>;
  readonly published: readonly PublishedCheck[];
  readonly siblings: Source<readonly Sibling[]>;
}

interface Found {
  readonly commit: HeadCommit;
  readonly path: readonly (string | number)[];
  readonly problems: readonly GraphqlProblem[];
}

export async function loadHead(
  context: GithubContext,
  ref: PullRef,
  { pull, problems }: { readonly pull: PullNode; readonly problems: readonly GraphqlProblem[] },
): Promise<HeadFacts> {
  const found = headOf(pull, problems) ?? (await loadHeadCommit(context, ref, pull.headRefOid));
  const [contexts, siblings] = await Promise.all([loadRollup(context, ref, found), loadSiblings(context, ref, found)]);
  if (contexts.status === "unavailable") {
    // Our own runs must be known to be updated, so they are asked for in the other way.
    return { checks: contexts, published: await listCheckRuns(context, ref, pull.headRefOid), siblings };
  }
  const { checks, published, unidentified } = splitContexts(contexts.value, context.appId);
  const ours = unidentified ? await listCheckRuns(context, ref, pull.headRefOid) : published;
  return { checks: loaded(checks), published: ours, siblings };
}

/** The list of commits stops at 250 and may lag behind a push, so its last entry need not be the head. */
function headOf(pull: PullNode, problems: readonly GraphqlProblem[]): Found | null {
  const path = ["repository", "pullRequest", "head", "nodes", 0, "commit"];
  const parsed = HeadCommit.safeParse(pull.head?.nodes[0]?.commit);
  return parsed.success && parsed.data.oid === pull.headRefOid ? { commit: parsed.data, path, problems } : null;
}

const HeadData = z.object({ repository: z.object({ object: HeadCommit }) });

async function loadHeadCommit(context: GithubContext, ref: PullRef, oid: string): Promise<Found> {
  const { data, problems } = await callsFor(context, ref).query(HEAD_QUERY, { oid });
  const { repository } = parseData(HeadData, data);
  return { commit: repository.object, path: ["repository", "object"], problems };
}

async function loadRollup(
  context: GithubContext,
  ref: PullRef,
  { commit, path, problems }: Found,
): Promise<Source<readonly ContextNode[]>> {
  const problem = problemAt(problems, [...path, "statusCheckRollup"]);
  // Null without an error: nothing has reported on this commit.
  if (commit.statusCheckRollup === null && problem === null) return loaded([]);
  const first = { page: commit.statusCheckRollup?.contexts ?? null, problem };
  return loadContexts(context, ref, { headSha: commit.oid, first, schema: ContextNode });
}

async function loadSiblings(
  context: GithubContext,
  ref: PullRef,
  { commit, path, problems }: Found,
): Promise<Source<readonly Sibling[]>> {
  const problem = problemAt(problems, [...path, "associatedPullRequests"]);
  if (problem !== null) return unavailable(`GitHub could not tell what shares this head: ${problem.message}`);
  const associated = commit.associatedPullRequests;
  if (associated === null || associated.nodes.includes(null)) {
    return unavailable("GitHub left out a part of what shares this head");
  }
  const pulls = associated.nodes.map((node) => parseData(AssociatedPull, node));
  // For a commit that is on the default branch already, GitHub names only the pull request that brought it there.
  const isPartial = associated.totalCount > pulls.length || pulls.some(({ state }) => state === "MERGED");
  if (isPartial) {
    const open = await listOpenPulls(context, ref);
    if (open.status === "unavailable") return open;
    const others = open.value.filter(({ number, headSha }) => number !== ref.number && headSha === commit.oid);
    return loaded(others.map(toSibling));
  }
  return loaded(
    pulls
      .filter((pull) => pull.state === "OPEN" && pull.headRefOid === commit.oid && pull.number !== ref.number)
      .filter((pull) => pull.baseRepository?.databaseId === ref.repositoryId)
      .map(({ number, baseRefName }) => toSibling({ number, baseRef: baseRefName })),
  );
}

function toSibling({ number, baseRef }: Sibling): Sibling {
  return { number, baseRef };
}

interface HeadChecks {
  readonly checks: readonly CheckResult[];
  readonly published: readonly PublishedCheck[];
  /** One of ours came without an id, so that it cannot be updated from this answer. */
  readonly unidentified: boolean;
}

/** Splits what reported on the head into our own check runs and everybody else's. */
function splitContexts(nodes: readonly ContextNode[], appId: number): HeadChecks {
  const checks: CheckResult[] = [];
  const published: PublishedCheck[] = [];
  let unidentified = false;
  for (const node of nodes) {
    if (node.__typename === "StatusContext") {
      const { context: name, state, targetUrl: url, creator } = node;
      checks.push(statusResult({ name, state, url, creator: fromActor(creator ?? null) }));
    } else if (node.checkSuite.app?.databaseId !== appId) {
      const { name, status, conclusion, detailsUrl, checkSuite } = node;
      const app = checkSuite.app === null ? null : { id: checkSuite.app.databaseId, slug: checkSuite.app.slug };
      checks.push(checkRunResult({ name, status, conclusion, url: detailsUrl, app }));
    } else if (isOwnName(node.name)) {
      unidentified ||= node.databaseId === null;
      published.push({
        id: node.databaseId ?? 0,
        name: node.name,
        status: publishedStatus(node.status),
        conclusion: node.conclusion?.toLowerCase() ?? null,
        title: node.title,
        summary: node.summary,
        text: node.text,
        detailsUrl: node.detailsUrl,
      });
    }
  }
  return { checks, published: published.sort((one, other) => one.id - other.id), unidentified };
}

export function statusResult(status: {
  readonly name: string;
  readonly state: string;
  readonly url: string | null;
  readonly creator: Account | null;
}): CheckResult {
  const { name, url, creator: reporter } = status;
  const outcome = status.state.toLowerCase();
  return { name, kind: "status", app: slugOf(reporter), appId: null, reporter, state: stateOf(outcome), outcome, url };
}

/** A run that says it is complete without saying how is not complete. */
function checkRunResult(run: {
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly url: string | null;
  readonly app: { readonly id: number | null; readonly slug: string | null } | null;
}): CheckResult {
  const { name, url, status, conclusion } = run;
  const isDone = status.toLowerCase() === "completed" && conclusion !== null;
  const outcome = (isDone ? conclusion : status).toLowerCase();
  const app = run.app?.slug ?? null;
  return {
    name,
    kind: "check_run",
    app,
    appId: run.app?.id ?? null,
    reporter: app === null ? null : { id: null, login: `${app}[bot]`, type: "Bot" },
    state: isDone ? stateOf(outcome) : "pending",
    outcome,
    url,
  };
}

/** An App's bot is called after its slug. No person's login can hold the brackets. */
function slugOf(account: Account | null): string | null {
  return account?.type === "Bot" ? (/^(.+)\[bot\]$/i.exec(account.login)?.[1] ?? null) : null;
}

const PASSED: ReadonlySet<string> = new Set(["success", "neutral", "skipped"]);
const PENDING: ReadonlySet<string> = new Set(["pending", "expected"]);

function stateOf(outcome: string): CheckResult["state"] {
  if (PASSED.has(outcome)) return "passed";
  return PENDING.has(outcome) ? "pending" : "failed";
}
