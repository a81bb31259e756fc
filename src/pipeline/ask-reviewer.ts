// Asks somebody by name for a review, and looks whether they answered in time. A piece of work of its own beside the evaluation: a
// courtesy, whose failure neither fails nor delays the gate. It writes records; the evaluation that follows shows them.
import { queueOf } from "../core/assign/lateness.js";
import { planAsk, settle } from "../core/assign/plan-ask.js";
import { type EndedRequest, isSameRequest, type ReviewRequest } from "../core/assign/request.js";
import { nextLook } from "../core/assign/settle.js";
import { durationSeconds } from "../core/duration.js";
import type { GateInput } from "../core/gate/input.js";
import { momentOf, secondsBetween } from "../core/review/time.js";
import type { PullRef } from "../core/work.js";
import { type Assessment, assess } from "./assess.js";
import type { Lease, PipelineDependencies } from "./dependencies.js";
import { loadRoster } from "./load-roster.js";

export async function askReviewer(ref: PullRef, dependencies: PipelineDependencies, lease: Lease): Promise<void> {
  const { store, queue } = dependencies;
  const assessed = await assess(ref, dependencies);
  if (assessed === null) return;
  // Commands that wait may say who is asked: they are judged and written down first, and that evaluation looks here again.
  if (assessed.outcomes.changes.handled.length > 0) return queue.enqueue([{ ...ref, kind: "pull" }]);
  const { input, decision } = assessed;
  const settled = settle(input, decision.requirements);
  const roster = settled.need === null ? null : await loadRoster(ref, settled.input, dependencies);
  const { changes, events, outbox } = planAsk(settled, roster);
  if (changes.asked.length + changes.endedRequests.length === 0) return lookAgainLater(ref, assessed, dependencies);
  lease.assertHeld();
  await store.record(ref, { changes, events, outbox, boxes: new Map(), answers: [] });
  count(changes.endedRequests, input, dependencies);
  // Shows who is asked, sends what is in the outbox, and looks here again when the time comes.
  await queue.enqueue([{ ...ref, kind: "pull" }]);
}

/**
 * At the end of an evaluation: somebody has to be asked, or a time has to be looked at. A courtesy: what goes wrong here is logged,
 * and the next evaluation, an hour later at the latest, tries again.
 */
export async function lookAgainLater(
  ref: PullRef,
  { input, decision }: Pick<Assessment, "input" | "decision">,
  { queue, logger }: Pick<PipelineDependencies, "queue" | "logger">,
): Promise<void> {
  try {
    const look = nextLook(input, decision.requirements);
    if (look === null) return;
    const delayMs = look === "now" ? 0 : Math.max(0, momentOf(look.at) - momentOf(input.facts.readAt));
    await queue.enqueue([{ ...ref, kind: "ask" }], { delayMs, background: true });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "INTERNAL";
    logger.error({ repository: ref.repositoryId, pull: ref.number, code }, "it was not looked at who is to be asked");
  }
}

const SECONDS_PER_HOUR = 3_600;

function count(ends: readonly EndedRequest[], input: GateInput, { metrics }: PipelineDependencies): void {
  for (const { request, end } of ends) {
    const known = input.records.asked.find((one) => isSameRequest(one, request));
    if (known === undefined) continue;
    if (end.how === "answered") countAnswer(known, end.at, input, metrics);
    if (end.how !== "timed-out" || end.outcome === null) continue;
    if (end.outcome === "escalate") metrics.escalated(known.tier);
    else metrics.timedOut(known.tier, end.outcome);
  }
}

function countAnswer(
  { tier, askedAt }: ReviewRequest,
  answeredAt: string,
  { policy }: GateInput,
  metrics: PipelineDependencies["metrics"],
): void {
  const { target_median, target_p95 } = queueOf(policy.policy, tier);
  const seconds = Math.max(0, secondsBetween(askedAt, answeredAt));
  const isWithin = (target: string) => seconds <= durationSeconds(target);
  const within = isWithin(target_median) ? "median" : isWithin(target_p95) ? "p95" : "late";
  metrics.answered(tier, seconds / SECONDS_PER_HOUR, within);
}
