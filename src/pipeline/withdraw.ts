// Takes back successes that do not hold any more. Checks belong to a commit, and GitHub lets a commit be merged into any branch:
// a success that was earned on the way to one branch, or for a former head, would let the same commit in elsewhere.

import { CHECK_NAME } from "../core/case/decision.js";
import type { PullRef } from "../core/facts/work.js";
import { detailsUrl } from "../core/markdown/links.js";
import { type WithdrawnFor, withdrawal } from "../core/render/after-merge.js";
import { AppError } from "../errors.js";
import type { Published } from "../ports.js";
import type { Assessment } from "./assess.js";
import type { Leased } from "./dependencies.js";

/**
 * Before anything is read from GitHub: whatever success stands on this head, by whichever pull request, and was not decided for
 * the branch that this one aims at. Deliveries tell of a new base at once, so this needs no look.
 */
export async function withdrawFormer(ref: PullRef, dependencies: Leased): Promise<void> {
  const { store, queue } = dependencies;
  const { base, successes } = await store.findSuccesses(ref);
  const foreign = successes.filter(({ bases }) => base === null || !bases.includes(base));
  for (const { ref: owner, published } of foreign) {
    await withdraw("other-base", { ref: owner, published }, dependencies);
  }
  const others = foreign.filter(({ ref: owner, open }) => open && owner.number !== ref.number);
  await queue.enqueue(others.map(({ ref: owner }) => ({ kind: "pull" as const, ...owner })));
}

/**
 * A pull request moved to another head and left a success on the old one: a new pull request from that commit, or a push back to
 * it, would be born green. So the success is taken back, unless somebody else's head it is.
 */
export async function withdrawLeftBehind({ ref, state, snapshot }: Assessment, dependencies: Leased): Promise<void> {
  const left = state?.published;
  if (left == null || left.headSha === snapshot.pull.headSha || left.conclusion !== "success") return;
  const sharing = await dependencies.store.findByHead(ref.repositoryId, left.headSha);
  if (sharing.some(({ number }) => number !== ref.number)) {
    await dependencies.store.savePublished(ref, { ...left, conclusion: null });
  } else {
    await withdraw("newer-head", { ref, published: left }, dependencies);
  }
}

async function withdraw(
  why: WithdrawnFor,
  { ref, published }: { readonly ref: PullRef; readonly published: Published },
  { store, writer, publicUrl, metrics, logger, lease }: Leased,
): Promise<void> {
  const page = detailsUrl(publicUrl, ref, ref.number);
  const effect = withdrawal(why, { headSha: published.headSha, name: nameOf(published), page });
  if (published.checkRunId !== null) {
    lease.assertHeld();
    try {
      await writer.updateCheckRun(ref, { id: published.checkRunId }, effect);
      metrics.wrote("check_run");
    } catch (error) {
      // A run that GitHub has thrown away says nothing any more.
      if (!(error instanceof AppError) || error.code !== "GITHUB_NOT_FOUND") throw error;
      logger.info({ repository: ref.repositoryId, pull: ref.number }, "the check to withdraw is gone");
    }
  }
  await store.savePublished(ref, { ...published, conclusion: null });
}

function nameOf({ name }: Published): NonNullable<Published["name"]> {
  return name ?? CHECK_NAME;
}
