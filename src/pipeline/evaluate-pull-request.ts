// One evaluation of one pull request, from fresh facts to what people see. Read this file first.
import type { AuditEvent } from "../core/audit/event.js";
import { plan } from "../core/gate/plan.js";
import { isMet } from "../core/gate/requirement.js";
import type { PullRef } from "../core/work.js";
import type { AuditHead, OutboxEffect } from "../ports.js";
import type { Assessment } from "./assess.js";
import { assess } from "./assess.js";
import type { Lease, PipelineDependencies } from "./dependencies.js";
import { informSiblings } from "./inform-siblings.js";
import { isNew } from "./is-new.js";
import { proposePolicy } from "./propose-policy.js";
import { publish } from "./publish.js";
import { recordMerge } from "./record-merge.js";

export async function evaluatePullRequest(
  ref: PullRef,
  dependencies: PipelineDependencies,
  lease: Lease,
): Promise<void> {
  const { store, metrics } = dependencies;
  const assessment = await assess(ref, dependencies);
  if (assessment === null) {
    await store.markClosed(ref, [], []);
    return;
  }
  lease.assertHeld();
  if (assessment.snapshot.pull.state === "merged") {
    await recordMerge(ref, assessment, dependencies);
    await informSiblings(ref, assessment, dependencies);
    return;
  }
  const auditHead = await record(ref, assessment, dependencies);
  const siblings = await informSiblings(ref, assessment, dependencies);
  const replay = await proposePolicy(ref, assessment, dependencies);
  const context = { publicUrl: dependencies.publicUrl, auditHead, siblings, replay };
  await publish(ref, assessment, plan(assessment.decision, assessment.input, context), dependencies, lease);
  metrics.evaluated(assessment.decision.tier, assessment.decision.conclusion ?? "in_progress");
  await askAgainLater(ref, assessment, dependencies);
}

/** Registries and limits of time recover without telling us. Between two sweeps, which come every hour. */
const ASK_AGAIN_MS = 15 * 60_000;

/** What only this App can bring on, such as an answer that a registry owes, does not wait for an event. */
async function askAgainLater(ref: PullRef, { decision, snapshot }: Assessment, { queue }: PipelineDependencies) {
  const isOurs = decision.requirements.some((requirement) => !isMet(requirement) && requirement.who === "countersign");
  if (!isOurs || snapshot.pull.state !== "open") return;
  await queue.enqueue([{ kind: "pull", ...ref }], { delayMs: ASK_AGAIN_MS, background: true });
}

/** Audit and records first: what is not written down here never shows on GitHub. */
async function record(
  ref: PullRef,
  assessment: Assessment,
  { store }: PipelineDependencies,
): Promise<AuditHead | null> {
  const { outcomes, decision, state, snapshot } = assessment;
  await store.record(ref, outcomes.changes, outcomes.events, toOutbox(assessment));
  const saved = {
    baseRef: snapshot.pull.baseRef,
    headSha: snapshot.pull.headSha,
    open: snapshot.pull.state === "open",
    decision,
  };
  return store.saveDecision(ref, saved, isNew(decision, state?.decision ?? null) ? [decisionEvent(assessment)] : []);
}

function toOutbox({ outcomes }: Assessment): OutboxEffect[] {
  return [
    ...outcomes.reactions.map((effect) => ({ key: `reaction:${effect.commentId}:${effect.content}`, effect })),
    ...outcomes.replies.map((effect) => ({ key: effect.marker, effect })),
    ...outcomes.issues.map((effect) => ({ key: effect.marker, effect })),
  ];
}

function decisionEvent({ snapshot, decision }: Assessment): AuditEvent {
  const unmet = decision.requirements.filter(({ status }) => status === "unsatisfied" || status === "error");
  return {
    kind: "decision",
    at: snapshot.readAt,
    repository: { id: snapshot.repository.id, name: `${snapshot.repository.owner}/${snapshot.repository.name}` },
    pull: snapshot.pull.number,
    headSha: decision.headSha,
    actor: null,
    policyHash: decision.policyHash,
    factsHash: decision.factsHash,
    data: {
      tier: decision.tier,
      conclusion: decision.conclusion ?? "in_progress",
      fingerprint: decision.fingerprint,
      agent: decision.agent?.name ?? null,
      unmet: unmet.map(({ id }) => id).join(" "),
      override: decision.override?.by ?? null,
    },
  };
}
