// One evaluation of one pull request, from fresh facts to what people see. Read this file first.
import { toWithdrawal } from "../core/assign/plan-ask.js";
import { isSameDecision } from "../core/case/decision.js";
import { isMet } from "../core/case/requirement.js";
import type { AuditEvent } from "../core/facts/records.js";
import type { PullRef } from "../core/facts/work.js";
import { plan } from "../core/render/plan.js";
import { AppError } from "../errors.js";
import type { AuditHead, OutboxEffect, PullStore } from "../ports.js";
import { askReviewer, endsRequests, lookAgainLater } from "./ask-reviewer.js";
import { type Assessment, assess } from "./assess.js";
import type { Leased, PipelineDependencies } from "./dependencies.js";
import { Isolated } from "./isolated.js";
import { publish } from "./publish.js";
import { recordMerge, witnessMerge } from "./record-merge.js";
import { proposePolicy } from "./replay-policy.js";
import { formatBox, revealPanel } from "./reveal-panel.js";
import { sendOutbox } from "./send-outbox.js";
import { withdrawFormer } from "./withdraw.js";

export async function evaluatePullRequest(ref: PullRef, dependencies: Leased): Promise<void> {
  const { store, metrics, lease } = dependencies;
  await withdrawFormer(ref, dependencies);
  const assessed = await assess(ref, dependencies);
  if (assessed === null) {
    await store.markClosed(ref, [], () => []);
    return;
  }
  lease.assertHeld();
  if (assessed.snapshot.pull.state === "merged") {
    await settleMerged(assessed, dependencies);
    return;
  }
  await record(assessed, dependencies);
  const revealed = await revealPanel(assessed, dependencies);
  // A request that is over may decide something; one that begins decides nothing, so no check waits for the lists of people.
  const isAskedFirst = endsRequests(revealed);
  const decided = isAskedFirst ? await askReviewer(revealed, dependencies) : revealed;
  const auditHead = await saveDecision(decided, dependencies);
  const siblings = await informSiblings(decided, dependencies);
  const replay = await proposePolicy(decided, dependencies);
  const context = { publicUrl: dependencies.publicUrl, auditHead, siblings, replay };
  const toShow = (assessment: Assessment) => ({
    assessment,
    effects: plan(assessment.decision, assessment.input, context),
  });
  const askNext = async () => toShow(await askReviewer(decided, dependencies));
  const toPublish = { ...toShow(decided), siblings, ...(isAskedFirst ? {} : { askNext }) };
  const assessment = await publish(toPublish, dependencies);
  metrics.evaluated(assessment.decision.tier, assessment.decision.conclusion ?? "in_progress");
  await askAgainLater(assessment, dependencies);
  await lookAgainLater(assessment, dependencies);
  assertNobodyWaits(assessment);
}

/**
 * Everything that could be done is done. What somebody wrote and what could not be judged, or not even be read, is looked at again
 * as soon as failed work is: within a minute of GitHub answering again.
 * @throws AppError GITHUB_FORBIDDEN
 */
function assertNobodyWaits({ outcomes, snapshot }: Assessment): void {
  const isUnread = [snapshot.comments, snapshot.reviews].some(({ status }) => status === "unavailable");
  if (snapshot.pull.state !== "open" || (!outcomes.waits && !isUnread)) return;
  throw new AppError("GITHUB_FORBIDDEN", "something that people wrote waits for what could not be read");
}

/** Registries and limits of time recover without telling us. Between two sweeps, which come every hour. */
const ASK_AGAIN_MS = 15 * 60_000;

/** What only this App can bring on, such as an answer that a registry owes, does not wait for an event. */
async function askAgainLater({ ref, decision, snapshot }: Assessment, { queue }: PipelineDependencies) {
  const isOurs =
    decision.requirements.some((requirement) => !isMet(requirement) && requirement.who === "countersign") ||
    decision.fallenOverride?.ended === false;
  if (!isOurs || snapshot.pull.state !== "open") return;
  await queue.enqueue([{ kind: "pull", ...ref }], { delayMs: ASK_AGAIN_MS, background: true });
}

/** What people write on a merged pull request is still answered. One that was merged before the App saw it is none of its business. */
async function settleMerged(assessment: Assessment, dependencies: Leased): Promise<void> {
  if (assessment.state === null) return;
  await record(assessment, dependencies);
  await revealPanel(assessment, dependencies);
  await recordMerge(assessment, dependencies);
  await informSiblings(assessment, dependencies);
  const isolated = new Isolated();
  await isolated.attempt(() => witnessMerge(assessment, dependencies));
  await isolated.attempt(() => sendOutbox(assessment, dependencies));
  isolated.settle();
}

/** Audit and records first: what is not written down here never shows on GitHub. */
async function record(assessment: Assessment, { store, seals }: PipelineDependencies): Promise<void> {
  const { changes, events, secrets, answers, absences } = assessment.outcomes;
  const boxes = await Promise.all(
    secrets.map(
      async ({ commitment, nonce, content }) => [commitment, await seals.seal(formatBox(nonce, content))] as const,
    ),
  );
  const sealed = await Promise.all(
    answers.map(async ({ reply, ...entry }) => ({ ...entry, answer: reply === null ? null : await seals.seal(reply) })),
  );
  const outbox = toOutbox(assessment);
  await store.record(assessment.ref, { changes, events, outbox, boxes: new Map(boxes), answers: sealed, absences });
}

async function saveDecision(assessment: Assessment, { store }: PipelineDependencies): Promise<AuditHead | null> {
  const { ref, decision, state, snapshot, input } = assessment;
  const saved = {
    baseRef: snapshot.pull.baseRef,
    headSha: snapshot.pull.headSha,
    open: snapshot.pull.state === "open",
    decision,
    countedLines: input.size.counted,
  };
  const isNews = !isSameDecision(decision, state?.decision ?? null);
  return store.saveDecision(ref, saved, isNews ? [decisionEvent(assessment)] : []);
}

function toOutbox({ outcomes }: Assessment): OutboxEffect[] {
  return [
    // A verdict that has to go is gone before anything is said about it.
    ...outcomes.removals.map((effect) => ({
      key: `removal:${effect.onLine === true ? "line:" : ""}${effect.commentId}`,
      effect,
    })),
    ...outcomes.reactions.map((effect) => ({ key: `reaction:${effect.commentId}:${effect.content}`, effect })),
    ...outcomes.replies.map((effect) => ({ key: effect.marker, effect })),
    ...outcomes.issues.map((effect) => ({ key: effect.marker, effect })),
    ...outcomes.changes.endedRequests.flatMap(({ request }) =>
      request.person === null ? [] : [toWithdrawal(request)],
    ),
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

type Sibling = Awaited<ReturnType<PullStore["loadSiblings"]>>[number];

/** Those that share the present head. Wakes them, and those that shared the head before, when anything changed for them. */
async function informSiblings(
  assessment: Assessment,
  dependencies: Pick<PipelineDependencies, "store" | "queue">,
): Promise<readonly Sibling[]> {
  const { store, queue } = dependencies;
  const { ref, snapshot, state, decision } = assessment;
  const known = await store.loadSiblings(ref.repositoryId, snapshot.pull.headSha, ref.number);
  const listed = snapshot.siblings.status === "loaded" ? snapshot.siblings.value : [];
  const numbers = [...new Set([...known.map(({ number }) => number), ...listed.map(({ number }) => number)])];
  const siblings = numbers.map(
    (number) => known.find((sibling) => sibling.number === number) ?? { number, decision: null },
  );
  const changed =
    !isSameDecision(decision, state?.decision ?? null) || state?.open !== (snapshot.pull.state === "open");
  const wanting = siblings.filter((sibling) => changed || sibling.decision === null);
  const left = await leftBehind(assessment, store);
  await queue.enqueue([...wanting, ...left].map(({ number }) => ({ kind: "pull" as const, ...ref, number })));
  return siblings;
}

/** Those on the head that this pull request had before: this one may have held the check that is now theirs alone. */
async function leftBehind({ ref, snapshot, state }: Assessment, store: PullStore): Promise<readonly Sibling[]> {
  const before = state?.headSha ?? null;
  if (before === null || before === snapshot.pull.headSha) return [];
  return store.loadSiblings(ref.repositoryId, before, ref.number);
}
