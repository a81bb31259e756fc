// What happens when a pull request was merged: with our success it is noted, without it it is a bypass of its branch's gate,
// recorded and reported. Where there is no gate, nothing was passed by.

import type { Decision } from "../core/case/decision.js";
import type { AuditEvent } from "../core/facts/event.js";
import type { Pull } from "../core/facts/facts.js";
import { bypassNotice } from "../core/render/bypass.js";
import type { AuditHead } from "../ports.js";
import type { Assessment } from "./assess.js";
import type { PipelineDependencies } from "./dependencies.js";

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
