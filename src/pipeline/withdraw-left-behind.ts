// A pull request moved to another head and left a success on the old one. Checks belong to a commit: a new pull request from
// that commit, or a push back to it, would be born green. So the success is taken back, unless somebody else's head it is.
import type { CheckRunEffect } from "../core/gate/effect.js";
import type { PullRef } from "../core/work.js";
import { AppError } from "../errors.js";
import type { Assessment } from "./assess.js";
import type { Lease, PipelineDependencies } from "./dependencies.js";

export async function withdrawLeftBehind(
  ref: PullRef,
  { state, snapshot }: Assessment,
  { store, writer, publicUrl, metrics, logger }: PipelineDependencies,
  lease: Lease,
): Promise<void> {
  const left = state?.published;
  if (left == null || left.headSha === snapshot.pull.headSha || left.conclusion !== "success") return;
  const others = (await store.findByHead(ref.repositoryId, left.headSha)).filter(({ number }) => number !== ref.number);
  if (others.length === 0 && left.checkRunId !== null) {
    lease.assertHeld();
    try {
      await writer.updateCheckRun(ref, left.checkRunId, withdrawn(left.headSha, ref, publicUrl), []);
      metrics.wrote("check_run");
    } catch (error) {
      // A run that GitHub has thrown away says nothing any more.
      if (!(error instanceof AppError) || error.code !== "GITHUB_NOT_FOUND") throw error;
      logger.info({ repository: ref.repositoryId, pull: ref.number }, "the check of an earlier head is gone");
    }
  }
  await store.savePublished(ref, { ...left, conclusion: null });
}

function withdrawn(headSha: string, ref: PullRef, publicUrl: string): CheckRunEffect {
  return {
    kind: "check_run",
    headSha,
    conclusion: null,
    title: "A newer commit took its place · approval withdrawn",
    summary: "This commit is not the head of its pull request any more. What was approved here is decided anew there.",
    text: "Should this commit become the head again, it is evaluated again, and a review of the same change still counts.",
    annotations: [],
    detailsUrl: `${publicUrl}/pulls/${ref.owner}/${ref.name}/${ref.number}`,
  };
}
