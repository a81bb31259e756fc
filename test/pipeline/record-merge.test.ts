import { recordMerge } from "../../src/pipeline/record-merge.js";
import { sendOutbox } from "../../src/pipeline/send-outbox.js";
import type { PullState } from "../../src/ports.js";
import { aDecision, anAssessment, aSnapshot } from "../support/assessments.js";
import { fakeSha, HEAD_SHA } from "../support/build.js";
import { aFakeWorld, fakeEntry, REF } from "../support/fake-ports.js";

function merged(state: Partial<PullState> | null) {
  const world = aFakeWorld(aSnapshot({ pull: { state: "merged", mergeCommitSha: fakeSha("merge") } }));
  world.store.state =
    state === null
      ? null
      : { ref: REF, baseRef: "main", headSha: HEAD_SHA, open: true, decision: null, published: null, ...state };
  const run = async () => {
    const assessment = anAssessment({ snapshot: world.github.see(), state: world.store.state });
    await recordMerge(assessment, world.dependencies);
    await sendOutbox(assessment, world.dependencies);
  };
  return { world, run };
}

it("notes a merge that had our success, and says nothing", async () => {
  const { world, run } = merged({ decision: aDecision({ conclusion: "success" }) });

  await run();

  expect(world.store.events.map(({ kind }) => kind)).toEqual(["merged"]);
  expect(world.github.comments).toEqual([]);
});

it.each([
  ["while it waited for a review", { decision: aDecision({ conclusion: null }) }],
  ["although it was refused", { decision: aDecision({ conclusion: "failure" }) }],
  [
    "with a head that was never evaluated",
    { headSha: fakeSha("older"), decision: aDecision({ headSha: fakeSha("older"), conclusion: "success" }) },
  ],
  ["with a success under another base's policy", { decision: aDecision({ baseRef: "lax", conclusion: "success" }) }],
  ["before its first evaluation", { headSha: null, decision: null }],
])("records and reports a bypass once when it was merged %s", async (_name, state) => {
  const { world, run } = merged(state);

  await run();
  await run();

  expect(world.store.events.map(({ kind }) => kind)).toEqual(["bypass"]);
  expect(world.github.comments).toHaveLength(1);
  expect(world.github.comments[0]?.body).toContain(`as entry 1, \`${fakeEntry(world.store.events)?.hash}\`.`);
  expect(world.metrics.filter((line) => line === "bypassed")).toHaveLength(1);
});

it("leaves alone what was merged before the App saw it", async () => {
  const { world, run } = merged(null);

  await run();

  expect(world.store.events).toEqual([]);
  expect(world.github.calls).toEqual([]);
});
