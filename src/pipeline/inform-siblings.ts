// Pull requests with one head SHA share one check run: what changes here is news for the others.
import { isSameDecision } from "../core/case/decision.js";
import type { PullStore } from "../ports.js";
import type { Assessment } from "./assess.js";
import type { PipelineDependencies } from "./dependencies.js";

type Sibling = Awaited<ReturnType<PullStore["loadSiblings"]>>[number];

/** Those that share the present head. Wakes them, and those that shared the head before, when anything changed for them. */
export async function informSiblings(
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
