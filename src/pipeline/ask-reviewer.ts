// Asks somebody by name for a review, and looks whether they answered in time. A part of the evaluation, so that what it publishes
// names them at once; and a courtesy, whose failure neither fails the gate nor delays it for long.

import { type AskPlan, planAsk, settle } from "../core/assign/plan-ask.js";
import type { Roster } from "../core/assign/roster.js";
import { nextLook } from "../core/assign/settle.js";
import { applyChanges } from "../core/case/apply-changes.js";
import type { GateInput } from "../core/case/input.js";
import { type EndedRequest, isSameRequest, type ReviewRequest } from "../core/facts/request.js";
import type { PullRef } from "../core/facts/work.js";
import { durationSeconds, momentOf, secondsBetween } from "../core/ground/time.js";
import { decisionOn } from "../core/render/decision.js";
import { queueOf } from "../core/reviews/reviews.js";
import { AppError } from "../errors.js";
import type { Assessment } from "./assess.js";
import type { Leased, PipelineDependencies } from "./dependencies.js";
import { loadRoster } from "./load-roster.js";

/** After the lists of people could not be read. */
const TRY_AGAIN_MS = 2 * 60_000;
/** The check waits no longer for them. Chosen, not measured: a slow answer of GitHub takes two seconds. */
const LISTS_WITHIN_MS = 5_000;

/** The assessment as it is afterwards; the same one when nobody was asked and nothing ended. */
export async function askReviewer(assessment: Assessment, dependencies: Leased): Promise<Assessment> {
  const { ref, input } = assessment;
  const planned = await kindly(ref, () => planNow(assessment, dependencies), dependencies);
  if (planned === null) return assessment;
  const { changes, events, outbox } = planned;
  dependencies.lease.assertHeld();
  await dependencies.store.record(ref, { changes, events, outbox, boxes: new Map(), answers: [] });
  count(changes.endedRequests, input, dependencies);
  const asked = { ...input, records: applyChanges(input.records, changes) };
  return { ...assessment, input: asked, decision: decisionOn(asked) };
}

/** Some request is over, which may decide something. */
export function endsRequests({ input, decision }: Pick<Assessment, "input" | "decision">): boolean {
  return settle(input, decision.requirements).ends.length > 0;
}

/** At the end of an evaluation: when somebody has to be looked for again, or a time has to be looked at. */
export async function lookAgainLater(
  { ref, input, decision }: Pick<Assessment, "ref" | "input" | "decision">,
  dependencies: Pick<PipelineDependencies, "queue" | "logger">,
): Promise<void> {
  await kindly(
    ref,
    async () => {
      const look = nextLook(input, decision.requirements);
      if (look === null) return null;
      const delayMs = look === "now" ? TRY_AGAIN_MS : Math.max(0, momentOf(look.at) - momentOf(input.facts.readAt));
      await dependencies.queue.enqueue([{ ...ref, kind: "ask" }], { delayMs, background: true });
      return null;
    },
    dependencies,
  );
}

/** Null: there is nothing to write down. */
async function planNow(
  { ref, input, decision }: Assessment,
  dependencies: PipelineDependencies,
): Promise<AskPlan | null> {
  if (nextLook(input, decision.requirements) !== "now") return null;
  const settled = settle(input, decision.requirements);
  const readLists = () => inTime(loadRoster(ref, settled.input, dependencies));
  const roster = settled.need === null ? null : await kindly(ref, readLists, dependencies);
  const plan = planAsk(settled, roster);
  return plan.changes.asked.length + plan.changes.endedRequests.length === 0 ? null : plan;
}

/** @throws AppError GITHUB_UNAVAILABLE */
async function inTime(lists: Promise<Roster>): Promise<Roster> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new AppError("GITHUB_UNAVAILABLE", "the lists of people took too long");
    timer = setTimeout(reject, LISTS_WITHIN_MS, error);
  });
  return Promise.race([lists, late]).finally(() => clearTimeout(timer));
}

/** Null when it fails, which is logged: the next evaluation tries again, an hour later at the latest. */
async function kindly<T>(
  { repositoryId: repository, number: pull }: PullRef,
  run: () => Promise<T>,
  { logger }: Pick<PipelineDependencies, "logger">,
): Promise<T | null> {
  try {
    return await run();
  } catch (error) {
    const code = error instanceof AppError ? error.code : "INTERNAL";
    logger.error({ repository, pull, code }, "it was not looked at who is to be asked");
    return null;
  }
}

const SECONDS_PER_HOUR = 3_600;

function count(ends: readonly EndedRequest[], input: GateInput, { metrics }: PipelineDependencies): void {
  for (const { request, end } of ends) {
    const known = input.records.asked.find((one) => isSameRequest(one, request));
    if (known === undefined) continue;
    if (end.how === "answered") metrics.answered(known.tier, ...promptness(known, end.at, input.policy));
    if (end.how !== "timed-out" || end.outcome === null) continue;
    if (end.outcome === "escalate") metrics.escalated(known.tier);
    else metrics.timedOut(known.tier, end.outcome);
  }
}

/** In hours, and the tightest objective of the policy that the answer met. */
function promptness(
  { tier, askedAt }: ReviewRequest,
  answeredAt: string,
  { policy }: GateInput["policy"],
): readonly [number, "median" | "p95" | "late"] {
  const { target_median, target_p95 } = queueOf(policy, tier);
  const seconds = Math.max(0, secondsBetween(askedAt, answeredAt));
  const isWithin = (target: string) => seconds <= durationSeconds(target);
  return [seconds / SECONDS_PER_HOUR, isWithin(target_median) ? "median" : isWithin(target_p95) ? "p95" : "late"];
}
