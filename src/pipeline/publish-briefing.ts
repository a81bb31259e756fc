// The briefing: one comment, kept current by editing. A courtesy: it is tried last, and a failure is logged and mended later.

import type { BriefingEffect } from "../core/case/effect.js";
import { sha256 } from "../core/ground/canonical.js";
import { isBriefing } from "../core/render/briefing.js";
import { AppError, type ErrorCode } from "../errors.js";
import type { Published } from "../ports.js";
import type { Assessment } from "./assess.js";
import type { PipelineDependencies } from "./dependencies.js";

/** After an outage. Trying again does not mend a refusal. */
const TRY_AGAIN_MS = 2 * 60_000;
const PASSING: readonly ErrorCode[] = ["GITHUB_UNAVAILABLE", "GITHUB_RATE_LIMITED"];

interface BriefingToPublish {
  readonly effect: BriefingEffect;
  /** What was written before, by this evaluation as well. */
  readonly published: Published;
}

export async function publishBriefing(
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
export function sameText(stored: string | null, wanted: string): boolean {
  return (stored ?? "").replaceAll("\r\n", "\n").trim() === wanted.replaceAll("\r\n", "\n").trim();
}
