// A merge queue asks for an answer on its group's SHA. Success only when every pull request of the group is approved at its
// current head; nothing is taken from the payload but the place to look.

import { CHECK_NAME } from "../core/case/decision.js";
import type { RepositoryRef, WorkItem } from "../core/facts/work.js";
import type { GroupMember } from "../core/render/plan-merge-group.js";
import { planMergeGroup } from "../core/render/plan-merge-group.js";
import { AppError } from "../errors.js";
import type { GithubWriter, PublishedCheck } from "../ports.js";
import { assess } from "./assess.js";
import type { Leased, PipelineDependencies } from "./dependencies.js";

/** How soon an undecided group is looked at again. Queues wait between 1 and 360 minutes. */
const LOOK_AGAIN_MS = 20_000;

type MergeGroup = Extract<WorkItem, { kind: "merge_group" }>;

export async function evaluateMergeGroup(group: MergeGroup, dependencies: Leased): Promise<void> {
  const { reader, writer, queue, publicUrl, metrics } = dependencies;
  const baseRef = group.baseRef.replace(/^refs\/heads\//, "");
  if (group.over) return retireSuccess(group, baseRef, dependencies);
  const listed = await reader.listMergeGroup(group, baseRef, group.headSha);
  const existing = await listChecks(group, writer);
  // The queue may not show yet what it announces, so a group without a check is looked for once more. Else it is gone.
  if (existing === null || (listed === null && existing.length > 0)) {
    return;
  }
  const members: GroupMember[] = [];
  for (const { number, headSha } of listed ?? []) {
    const decision = (await assess({ ...repositoryOf(group), number }, dependencies))?.decision ?? null;
    // Not decided for the head that the queue holds: not decided.
    members.push({ number, headSha, decision: decision?.headSha === headSha ? decision : null });
  }
  const effect = planMergeGroup(members, { headSha: group.headSha, baseRef, repository: group, publicUrl });
  dependencies.lease.assertHeld();
  const ours = existing.filter(({ name }) => name === effect.name);
  if (ours.length === 0) {
    await writer.createCheckRun(group, effect);
    metrics.wrote("check_run");
  }
  for (const check of ours.filter((published) => differs(published, effect.conclusion, effect.title))) {
    await writer.updateCheckRun(group, check, effect);
    metrics.wrote("check_run");
  }
  if (effect.conclusion === null) {
    await queue.enqueue([group], { delayMs: LOOK_AGAIN_MS });
  }
}

/** The group's commit is the tip of its base branch now, or nobody's: its success is for no other branch. */
async function retireSuccess(
  group: MergeGroup,
  baseRef: string,
  { store, writer, metrics }: PipelineDependencies,
): Promise<void> {
  if (!(await store.hasOtherGate(group.repositoryId, baseRef))) return;
  const checks = (await listChecks(group, writer)) ?? [];
  for (const check of checks.filter(isStandingSuccess)) {
    await writer.retireCheckRun(group, check, check.text ?? "");
    metrics.wrote("check_run");
  }
}

function isStandingSuccess({ name, conclusion }: PublishedCheck): boolean {
  return name === CHECK_NAME && conclusion?.toLowerCase() === "success";
}

/** Null: the commit went with its group. */
async function listChecks(group: MergeGroup, writer: GithubWriter): Promise<readonly PublishedCheck[] | null> {
  try {
    return await writer.listCheckRuns(group, group.headSha);
  } catch (error) {
    if (error instanceof AppError && (error.code === "GITHUB_NOT_FOUND" || error.code === "GITHUB_REJECTED"))
      return null;
    throw error;
  }
}

function repositoryOf({ installationId, repositoryId, owner, name }: MergeGroup): RepositoryRef {
  return { installationId, repositoryId, owner, name };
}

function differs(published: PublishedCheck, conclusion: string | null, title: string): boolean {
  return (published.conclusion?.toLowerCase() ?? null) !== conclusion || published.title !== title;
}
