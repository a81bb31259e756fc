// What becomes of the check of a merged head, in one write for each evaluation that recorded something. It quotes the newest audit
// entry, because no further decision will. And its success becomes history: no other pull request from the commit may be born green.
import { CHECK_NAME } from "../core/gate/check-name.js";
import { quoteAfterMerge } from "../core/text/after-merge.js";
import type { PullRef } from "../core/work.js";
import { AppError } from "../errors.js";
import type { Assessment } from "./assess.js";
import type { Lease, PipelineDependencies } from "./dependencies.js";

/** Nothing for a head that has no check: a bypass's notice quotes its entry. */
export async function witnessMerge(
  ref: PullRef,
  { snapshot, state }: Assessment,
  { store, writer, metrics, logger }: PipelineDependencies,
  lease: Lease,
): Promise<void> {
  // Of several of one name the latest is the one that GitHub shows.
  const run = snapshot.publishedChecks.findLast(({ name }) => name === CHECK_NAME) ?? snapshot.publishedChecks.at(-1);
  if (run === undefined) return;
  const isSuccess = run.name === CHECK_NAME && run.conclusion?.toLowerCase() === "success";
  const newest = await store.loadAuditHead(ref);
  const before = (run.text ?? "").replaceAll("\r\n", "\n").trim();
  const text = newest === null ? before : quoteAfterMerge(before, ref.number, newest);
  if (text === before && !isSuccess) return;
  lease.assertHeld();
  try {
    if (isSuccess) await writer.retireCheckRun(ref, run, text);
    else await writer.editCheckRunText(ref, run, text);
    metrics.wrote("check_run");
    if (isSuccess && state?.published != null) await store.savePublished(ref, { ...state.published, conclusion: null });
  } catch (error) {
    // GitHub throws old runs away, and what it keeps in its archive it does not let change.
    if (!(error instanceof AppError) || !FINAL.includes(error.code)) throw error;
    logger.warn({ pull: ref.number, repository: ref.repositoryId, code: error.code }, "a merge was not witnessed");
  }
}

const FINAL: readonly string[] = ["GITHUB_NOT_FOUND", "GITHUB_REJECTED"];
