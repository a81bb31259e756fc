// Makes the effects true on GitHub and writes only what differs. The check run is critical: when it cannot be written the
// work fails and is tried again. Replies, reactions and issues come from the outbox and are critical too: a person waits for
// them. The briefing is a courtesy that a later evaluation mends. INVARIANT: none of these waits for another to have worked.

import { CHECK_NAME, checkNameFor, isGated, MERGED_NAME } from "../core/case/decision.js";
import type { Annotation, BriefingEffect, CheckRunEffect, Effect } from "../core/case/effect.js";
import { sha256 } from "../core/ground/canonical.js";
import { withdrawal } from "../core/render/after-merge.js";
import { isBriefing } from "../core/render/briefing.js";
import { withoutWitness } from "../core/render/check-text.js";
import { type PlanContext, sharing } from "../core/render/plan.js";
import { AppError, type ErrorCode } from "../errors.js";
import type { Published, PublishedCheck, PullSnapshot } from "../ports.js";
import type { Assessment } from "./assess.js";
import type { Leased, PipelineDependencies } from "./dependencies.js";
import { Isolated } from "./isolated.js";
import { loadPolicy } from "./load-policy.js";
import { sendOutbox } from "./send-outbox.js";
import { withdrawLeftBehind } from "./withdraw.js";

/** What is to be shown, and the other open pull requests with this head. */
interface ToPublish extends Shown {
  readonly siblings: PlanContext["siblings"];
  /** What comes of the time behind the check, which does not wait for it; absent: nothing. */
  readonly askNext?: () => Promise<Shown>;
}

interface Shown {
  readonly assessment: Assessment;
  readonly effects: readonly Effect[];
}

/** @throws the first failure, when everything was tried. */
export async function publish(toPublish: ToPublish, dependencies: Leased): Promise<Assessment> {
  const isolated = new Isolated();
  await isolated.attempt(() => withdrawLeftBehind(toPublish.assessment, dependencies));
  let published = publishedFor(toPublish.assessment);
  for (const effect of toPublish.effects) {
    if (effect.kind !== "check_run") continue;
    await isolated.attempt(async () => {
      dependencies.lease.assertHeld();
      const check = { ...toPublish, effect, published };
      if (isLeader(check)) published = await publishCheck(check, dependencies);
      await cancelOther(check, dependencies);
    });
  }
  const { assessment, effects } = (await toPublish.askNext?.()) ?? toPublish;
  await isolated.attempt(() => sendOutbox(assessment, dependencies));
  for (const effect of effects) {
    if (effect.kind !== "briefing") continue;
    dependencies.lease.assertHeld();
    await publishBriefing(assessment, { effect, published }, dependencies);
  }
  isolated.settle();
  return assessment;
}

/** INVARIANT: of several open pull requests that share a run only the lowest-numbered writes it, so there is one. */
function isLeader({ assessment: { snapshot, decision }, siblings }: ToPublish): boolean {
  const others = sharing(decision, siblings);
  return snapshot.pull.state === "open"
    ? others.every(({ number }) => number > snapshot.pull.number)
    : others.length === 0;
}

/** What we remember of our own writes counts only for the head and the name that it was written for. */
function publishedFor({ state, snapshot, decision }: Assessment): Published {
  const name = checkNameFor(isGated(decision));
  const empty = {
    headSha: snapshot.pull.headSha,
    name,
    checkRunId: null,
    conclusion: null,
    briefingId: null,
    annotations: [],
  };
  const last = state?.published;
  if (last == null) return empty;
  if (last.headSha === snapshot.pull.headSha && (last.name ?? CHECK_NAME) === name) return last;
  return { ...empty, briefingId: last.briefingId, briefingHash: last.briefingHash };
}

/** The run under the other name was written for a former base; nobody else may stand by it. */
async function cancelOther(
  { assessment: { ref, snapshot, decision }, siblings, effect: { name, headSha, detailsUrl } }: CheckToPublish,
  { writer, metrics }: PipelineDependencies,
): Promise<void> {
  if (siblings.length > sharing(decision, siblings).length || siblings.some((one) => one.decision === null)) return;
  for (const other of snapshot.publishedChecks) {
    if (other.name === name || other.name === MERGED_NAME || other.conclusion?.toLowerCase() === "cancelled") continue;
    const effect = withdrawal("other-base", { headSha, name: other.name, page: detailsUrl });
    await writer.updateCheckRun(ref, other, effect);
    metrics.wrote("check_run");
  }
}

interface CheckToPublish extends ToPublish {
  readonly effect: CheckRunEffect;
  readonly published: Published;
}

async function publishCheck(
  { assessment, effect, published, siblings }: CheckToPublish,
  dependencies: Leased,
): Promise<Published> {
  const { ref } = assessment;
  const { store, writer, metrics, lease } = dependencies;
  const existing = assessment.snapshot.publishedChecks.filter(({ name }) => name === effect.name);
  const stale = existing.filter((check) => !isSame(check, effect));
  if (existing.length > 0 && stale.length === 0) {
    return published;
  }
  if (existing.length === 0 && assessment.snapshot.pull.state !== "open") {
    return published;
  }
  if (effect.conclusion === "success") {
    await assertFresh(assessment, dependencies);
    lease.assertHeld();
  }
  const unsent = effect.annotations.filter((annotation) => !published.annotations.includes(annotationKey(annotation)));
  const ids =
    stale.length > 0 ? stale.map(({ id }) => id) : published.checkRunId === null ? [] : [published.checkRunId];
  const [first, ...duplicates] = ids;
  const checkRunId =
    first === undefined
      ? await writer.createCheckRun(ref, effect)
      : await writer.updateCheckRun(ref, { id: first, unsent }, effect);
  for (const id of duplicates) {
    await writer.updateCheckRun(ref, { id }, effect);
  }
  metrics.wrote("check_run");
  const annotations = [...published.annotations, ...unsent.map(annotationKey)];
  const bases = basesOf(assessment, siblings);
  const after = { ...published, checkRunId, conclusion: effect.conclusion, bases, annotations };
  await store.savePublished(ref, after);
  return after;
}

/** What the conclusion was decided for: this pull request's base, and those of all that share the run. */
function basesOf({ decision }: Assessment, siblings: ToPublish["siblings"]): readonly string[] {
  const others = sharing(decision, siblings).flatMap((one) => (one.decision === null ? [] : [one.decision.baseRef]));
  return [...new Set([decision.baseRef, ...others])];
}

function isSame(check: PublishedCheck, effect: CheckRunEffect): boolean {
  const status = effect.conclusion === null ? "in_progress" : "completed";
  return (
    check.status === status &&
    (check.conclusion?.toLowerCase() ?? null) === effect.conclusion &&
    check.title === effect.title &&
    sameText(check.summary, effect.summary) &&
    sameText(withoutWitness(check.text ?? ""), withoutWitness(effect.text)) &&
    check.detailsUrl === effect.detailsUrl
  );
}

function annotationKey(annotation: Annotation): string {
  return sha256(JSON.stringify([annotation.path, annotation.line, annotation.title, annotation.message])).slice(0, 16);
}

/**
 * INVARIANT: no `success` on a head, base or policy other than the one that was decided on.
 * @throws AppError STALE_DECISION; the work is then done again from fresh facts.
 */
async function assertFresh({ ref, snapshot, decision }: Assessment, { reader }: PipelineDependencies): Promise<void> {
  const now = await reader.loadFreshness(ref, snapshot.pull.baseRef);
  const same =
    now !== null &&
    now.headSha === snapshot.pull.headSha &&
    now.baseRef === snapshot.pull.baseRef &&
    now.state === snapshot.pull.state &&
    now.defaultBranch === snapshot.repository.defaultBranch &&
    textsOf(now) === textsOf(snapshot) &&
    (await loadPolicy(ref, snapshot, reader)).gated === isGated(decision);
  if (!same) {
    throw new AppError("STALE_DECISION", "head, base or policy changed between the snapshot and the success");
  }
}

function textsOf({ policy, defaultPolicy, floor }: Pick<PullSnapshot, "policy" | "defaultPolicy" | "floor">): string {
  return JSON.stringify([policy, defaultPolicy, floor]);
}

// The briefing: one comment, kept current by editing. A courtesy: it is tried last, and a failure is logged and mended later.

/** After an outage. Trying again does not mend a refusal. */
const TRY_AGAIN_MS = 2 * 60_000;
const PASSING: readonly ErrorCode[] = ["GITHUB_UNAVAILABLE", "GITHUB_RATE_LIMITED"];

interface BriefingToPublish {
  readonly effect: BriefingEffect;
  /** What was written before, by this evaluation as well. */
  readonly published: Published;
}

async function publishBriefing(
  assessment: Assessment,
  { effect, published }: BriefingToPublish,
  dependencies: PipelineDependencies,
): Promise<void> {
  const { ref } = assessment;
  const { queue, logger } = dependencies;
  try {
    await write(assessment, { effect, published }, dependencies);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    logger.warn({ repository: ref.repositoryId, pull: ref.number, code: error.code }, "the briefing was not written");
    if (!PASSING.includes(error.code)) return;
    await queue.enqueue([{ ...ref, kind: "pull" }], { delayMs: TRY_AGAIN_MS, background: true });
  }
}

async function write(
  { ref, snapshot }: Assessment,
  { effect, published }: BriefingToPublish,
  { store, writer, metrics }: PipelineDependencies,
): Promise<void> {
  if (snapshot.comments.status === "unavailable") return;
  const existing = snapshot.comments.value.find(({ ours, body }) => ours && isBriefing(body));
  if (existing !== undefined && sameText(existing.body, effect.body)) return;
  const briefingHash = sha256(effect.body);
  // Somebody deleted it: it is written anew when there is something else to say.
  if (existing === undefined && published.briefingId !== null && published.briefingHash === briefingHash) return;
  const id = existing?.id ?? published.briefingId;
  const isThere = id !== null && (await wasUpdated(() => writer.updateComment(ref, id, effect.body)));
  if (!isThere && snapshot.pull.state !== "open") return;
  const briefingId = isThere ? id : (await writer.createComment(ref, effect.body)).id;
  metrics.wrote("briefing");
  await store.savePublished(ref, { ...published, briefingId, briefingHash });
}

/** False: the comment is gone. */
async function wasUpdated(update: () => Promise<void>): Promise<boolean> {
  try {
    await update();
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "GITHUB_NOT_FOUND") return false;
    throw error;
  }
}

/** GitHub may trim the ends of a text and turn line ends into CRLF. */
function sameText(stored: string | null, wanted: string): boolean {
  return (stored ?? "").replaceAll("\r\n", "\n").trim() === wanted.replaceAll("\r\n", "\n").trim();
}
