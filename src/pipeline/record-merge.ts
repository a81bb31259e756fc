// What happens when a pull request was merged: with our success it is noted, without it it is a bypass of its branch's gate,
// recorded and reported. Where there is no gate, nothing was passed by.

import { CHECK_NAME, type Decision } from "../core/case/decision.js";
import type { Pull } from "../core/facts/facts.js";
import type { AuditEvent } from "../core/facts/records.js";
import { quoteAfterMerge } from "../core/render/after-merge.js";
import { bypassNotice } from "../core/render/bypass.js";
import { AppError } from "../errors.js";
import type { AuditHead, PullStore } from "../ports.js";
import type { Assessment } from "./assess.js";
import type { Leased, PipelineDependencies } from "./dependencies.js";

export async function recordMerge(assessment: Assessment, dependencies: PipelineDependencies): Promise<void> {
  const { ref, snapshot, state, input } = assessment;
  if (state === null) {
    // Merged before the App ever saw it: there was no gate to pass.
    return;
  }
  const decision = isFor(state.decision, snapshot.pull) ? state.decision : null;
  const bypass = input.gated && decision?.conclusion !== "success";
  const outboxFor = (newest: AuditHead | null) => {
    const notice = bypassNotice(snapshot.pull, decision, newest);
    return bypass ? [{ key: notice.marker, effect: notice }] : [];
  };
  const first = await dependencies.store.markClosed(ref, [mergeEvent(assessment, decision, bypass)], outboxFor);
  if (bypass && first) {
    dependencies.metrics.bypassed();
  }
}

/** A success under another branch's policy, or for another head, is none for this merge. */
function isFor(decision: Decision | null, { headSha, baseRef }: Pull): boolean {
  return decision?.headSha === headSha && decision.baseRef === baseRef;
}

function mergeEvent({ snapshot }: Assessment, decision: Decision | null, bypass: boolean): AuditEvent {
  return {
    kind: bypass ? "bypass" : "merged",
    at: snapshot.readAt,
    repository: { id: snapshot.repository.id, name: `${snapshot.repository.owner}/${snapshot.repository.name}` },
    pull: snapshot.pull.number,
    headSha: snapshot.pull.headSha,
    actor: snapshot.pull.mergedBy,
    policyHash: decision?.policyHash ?? null,
    factsHash: decision?.factsHash ?? null,
    data: {
      merge_commit: snapshot.pull.mergeCommitSha,
      conclusion: decision === null ? "never evaluated" : (decision.conclusion ?? "in_progress"),
      tier: decision?.tier ?? null,
    },
  };
}

// What becomes of the check of a merged head, in one write for each evaluation that recorded something. It quotes the newest audit
// entry, because no further decision will. Where other branches are gated as well its success becomes history, so that no other pull
// request from the commit is born green.

/** Nothing for a head that has no check: a bypass's notice quotes its entry. */
export async function witnessMerge(
  assessment: Assessment,
  { store, writer, metrics, logger, lease }: Leased,
): Promise<void> {
  const { ref, snapshot, state } = assessment;
  // Of several of one name the latest is the one that GitHub shows.
  const run = snapshot.publishedChecks.findLast(({ name }) => name === CHECK_NAME) ?? snapshot.publishedChecks.at(-1);
  if (run === undefined) return;
  const isSuccess = run.name === CHECK_NAME && run.conclusion?.toLowerCase() === "success";
  const newest = await store.loadAuditHead(ref);
  const before = (run.text ?? "").replaceAll("\r\n", "\n").trim();
  const text = newest === null ? before : quoteAfterMerge(before, ref.number, newest);
  const retires = isSuccess && (await hasOtherGates(assessment, store));
  if (text === before && !retires) return;
  lease.assertHeld();
  try {
    if (retires) await writer.retireCheckRun(ref, run, text);
    else await writer.editCheckRunText(ref, run, text);
    metrics.wrote("check_run");
    if (retires && state?.published != null) await store.savePublished(ref, { ...state.published, conclusion: null });
  } catch (error) {
    // GitHub throws old runs away, and what it keeps in its archive it does not let change.
    if (!(error instanceof AppError) || !FINAL.includes(error.code)) throw error;
    logger.warn({ pull: ref.number, repository: ref.repositoryId, code: error.code }, "a merge was not witnessed");
  }
}

async function hasOtherGates({ ref, snapshot, input }: Assessment, store: PullStore): Promise<boolean> {
  const { baseRef } = snapshot.pull;
  const isOther = baseRef !== snapshot.repository.defaultBranch || input.policy.policy.branches.length > 0;
  return isOther || store.hasOtherGate(ref.repositoryId, baseRef);
}

const FINAL: readonly string[] = ["GITHUB_NOT_FOUND", "GITHUB_REJECTED"];
