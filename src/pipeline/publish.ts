// Makes the effects true on GitHub and writes only what differs. The check run is critical: when it cannot be written the
// work fails and is tried again. Replies, reactions and issues come from the outbox and are critical too: a person waits for
// them. The briefing is a courtesy that the next evaluation mends, so it comes last.
import { sha256 } from "../core/canonical.js";
import type { Annotation, BriefingEffect, CheckRunEffect, Effect } from "../core/gate/effect.js";
import type { PullRef } from "../core/work.js";
import { AppError } from "../errors.js";
import type { Published, PublishedCheck } from "../ports.js";
import type { Assessment } from "./assess.js";
import type { Lease, PipelineDependencies } from "./dependencies.js";
import { sendOutbox } from "./send-outbox.js";
import { withdrawLeftBehind } from "./withdraw-left-behind.js";

export const BRIEFING_MARKER = "<!-- countersign:briefing -->";

export async function publish(
  ref: PullRef,
  assessment: Assessment,
  effects: readonly Effect[],
  dependencies: PipelineDependencies,
  lease: Lease,
): Promise<void> {
  await withdrawLeftBehind(ref, assessment, dependencies, lease);
  let published = publishedFor(assessment);
  for (const effect of effects) {
    lease.assertHeld();
    if (effect.kind === "check_run" && isLeader(assessment)) {
      published = await publishCheck(ref, assessment, effect, published, dependencies, lease);
    } else if (effect.kind === "briefing") {
      published = await publishBriefing(ref, assessment, effect, published, dependencies);
    }
  }
  await sendOutbox(ref, assessment, dependencies);
}

/** INVARIANT: of several open pull requests with one head SHA only the lowest-numbered writes the check run, so there is one. */
function isLeader({ snapshot }: Assessment): boolean {
  const siblings = snapshot.siblings.status === "loaded" ? snapshot.siblings.value : [];
  return snapshot.pull.state === "open"
    ? siblings.every(({ number }) => number > snapshot.pull.number)
    : siblings.length === 0;
}

/** What we remember of our own writes counts only for the head it was written for. */
function publishedFor({ state, snapshot }: Assessment): Published {
  const empty = {
    headSha: snapshot.pull.headSha,
    checkRunId: null,
    conclusion: null,
    briefingId: null,
    annotations: [],
  };
  if (state?.published == null) {
    return empty;
  }
  return state.published.headSha === snapshot.pull.headSha
    ? state.published
    : { ...empty, briefingId: state.published.briefingId };
}

async function publishCheck(
  ref: PullRef,
  assessment: Assessment,
  effect: CheckRunEffect,
  published: Published,
  dependencies: PipelineDependencies,
  lease: Lease,
): Promise<Published> {
  const { store, writer, metrics } = dependencies;
  const existing = assessment.snapshot.publishedChecks;
  const stale = existing.filter((check) => !isSame(check, effect));
  if (existing.length > 0 && stale.length === 0) {
    return published;
  }
  if (existing.length === 0 && assessment.snapshot.pull.state !== "open") {
    return published;
  }
  if (effect.conclusion === "success") {
    await assertFresh(ref, assessment, dependencies);
    lease.assertHeld();
  }
  const unsent = effect.annotations.filter((annotation) => !published.annotations.includes(annotationKey(annotation)));
  const ids =
    stale.length > 0 ? stale.map(({ id }) => id) : published.checkRunId === null ? [] : [published.checkRunId];
  const [first, ...duplicates] = ids;
  const checkRunId =
    first === undefined
      ? await writer.createCheckRun(ref, effect)
      : await writer.updateCheckRun(ref, first, effect, unsent);
  for (const id of duplicates) {
    await writer.updateCheckRun(ref, id, effect, []);
  }
  metrics.wrote("check_run");
  const annotations = [...published.annotations, ...unsent.map(annotationKey)];
  const after = { ...published, checkRunId, conclusion: effect.conclusion, annotations };
  await store.savePublished(ref, after);
  return after;
}

function isSame(check: PublishedCheck, effect: CheckRunEffect): boolean {
  const status = effect.conclusion === null ? "in_progress" : "completed";
  return (
    check.status === status &&
    (check.conclusion?.toLowerCase() ?? null) === effect.conclusion &&
    check.title === effect.title &&
    sameText(check.summary, effect.summary) &&
    sameText(check.text, effect.text) &&
    check.detailsUrl === effect.detailsUrl
  );
}

/** GitHub may trim the ends of a text and turn line ends into CRLF. */
function sameText(stored: string | null, wanted: string): boolean {
  return (stored ?? "").replaceAll("\r\n", "\n").trim() === wanted.replaceAll("\r\n", "\n").trim();
}

function annotationKey(annotation: Annotation): string {
  return sha256(JSON.stringify([annotation.path, annotation.line, annotation.title, annotation.message])).slice(0, 16);
}

/**
 * INVARIANT: no `success` on a head, base or policy other than the one that was decided on.
 * @throws AppError STALE_DECISION; the work is then done again from fresh facts.
 */
async function assertFresh(ref: PullRef, { snapshot }: Assessment, { reader }: PipelineDependencies): Promise<void> {
  const now = await reader.loadFreshness(ref, snapshot.pull.baseRef);
  const same =
    now !== null &&
    now.headSha === snapshot.pull.headSha &&
    now.baseRef === snapshot.pull.baseRef &&
    now.state === snapshot.pull.state &&
    JSON.stringify([now.policy, now.floor]) === JSON.stringify([snapshot.policy, snapshot.floor]);
  if (!same) {
    throw new AppError("STALE_DECISION", "head, base or policy changed between the snapshot and the success");
  }
}

async function publishBriefing(
  ref: PullRef,
  { snapshot }: Assessment,
  effect: BriefingEffect,
  published: Published,
  { store, writer, metrics }: PipelineDependencies,
): Promise<Published> {
  if (snapshot.comments.status === "unavailable") {
    return published;
  }
  const existing = snapshot.comments.value.find(({ ours, body }) => ours && body.startsWith(BRIEFING_MARKER));
  if (existing !== undefined && sameText(existing.body, effect.body)) {
    return published;
  }
  const id = existing?.id ?? published.briefingId;
  if (id === null && snapshot.pull.state !== "open") {
    return published;
  }
  if (id === null) {
    const created = await writer.createComment(ref, effect.body);
    metrics.wrote("briefing");
    const after = { ...published, briefingId: created.id };
    await store.savePublished(ref, after);
    return after;
  }
  await writer.updateComment(ref, id, effect.body);
  metrics.wrote("briefing");
  return published;
}
