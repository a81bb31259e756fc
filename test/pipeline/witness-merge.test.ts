// GitHub witnesses what is recorded at a merge and after it, in one write. The check goes on saying what it said; a success says it under
// a name that no rule requires where another branch is gated as well.
import { witnessMerge } from "../../src/pipeline/record-merge.js";
import { aDecision, anAssessment, aSnapshot } from "../support/assessments.js";
import { fakeSha, HEAD_SHA } from "../support/build.js";
import { aFakeWorld, fakeEntry, REF } from "../support/fake-ports.js";

const EVENT = {
  kind: "merged",
  at: "2026-03-02T11:00:00Z",
  repository: { id: REF.repositoryId, name: "acme/shop" },
  pull: REF.number,
  headSha: HEAD_SHA,
  actor: null,
  policyHash: null,
  factsHash: null,
  data: {},
} as const;

async function aMerge(conclusion: "success" | "failure" | null = "success") {
  const world = aFakeWorld(aSnapshot({ pull: { state: "merged", mergeCommitSha: fakeSha("merge") } }));
  const published = { headSha: HEAD_SHA, checkRunId: null, conclusion, briefingId: null, annotations: [] };
  world.store.state = { ref: REF, baseRef: "main", headSha: HEAD_SHA, open: false, decision: aDecision(), published };
  await world.dependencies.writer.createCheckRun(REF, {
    kind: "check_run",
    name: "countersign",
    headSha: HEAD_SHA,
    conclusion,
    title: "Passed",
    summary: "summary",
    text: "### Why\n\n- audit chain: entry 1",
    annotations: [],
    detailsUrl: "https://countersign.example/pulls/acme/shop/7",
  });
  world.github.calls.length = 0;
  world.store.events.push(EVENT);
  world.store.otherGate = true;
  const run = () => {
    const { state } = world.store;
    return witnessMerge(anAssessment({ snapshot: world.github.see(), state }), world.dependencies);
  };
  return { world, run };
}

it.each(["success", "failure", null] as const)(
  "quotes the newest entry in a check that says %s, and changes nothing else",
  async (conclusion) => {
    const { world, run } = await aMerge(conclusion);
    const [before] = world.github.checks;

    await run();

    const name = conclusion === "success" ? "countersign (merged)" : "countersign";
    expect(world.github.checks).toEqual([
      { ...before, name, text: expect.stringContaining(`#7: audit chain: entry 1, \`${fakeEntry([EVENT])?.hash}\``) },
    ]);
    expect(world.github.checks[0]?.text).toContain(before?.text ?? "none");
    expect(world.metrics).toEqual(["wrote check_run"]);
  },
);

it("writes once, also after a lost answer, and again only when something more was recorded", async () => {
  const { world, run } = await aMerge();
  world.github.lost.add("retireCheckRun");
  await expect(run()).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });

  await run();
  await run();
  expect(world.github.calls).toEqual(["retireCheckRun"]);

  world.store.events.push(EVENT);
  await run();
  await run();
  expect(world.github.calls).toEqual(["retireCheckRun", "editCheckRunText"]);
  expect(world.github.checks[0]?.text).toContain("entry 2,");
});

it("is tried again when GitHub does not answer: it is no courtesy", async () => {
  const { world, run } = await aMerge();
  world.github.failing.add("retireCheckRun");

  await expect(run()).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
});

it("lets go of a run that GitHub does not let change any more", async () => {
  const { world, run } = await aMerge();
  world.github.refusing.add("retireCheckRun");

  await run();

  expect(world.metrics).toEqual([]);
});

it("leaves a success under its name where no other branch is gated", async () => {
  const { world, run } = await aMerge();
  world.store.otherGate = false;

  await run();

  expect(world.github.calls).toEqual(["editCheckRunText"]);
  expect(world.github.checks).toMatchObject([{ name: "countersign", conclusion: "success" }]);
});

it("leaves alone a head without a check", async () => {
  const { world, run } = await aMerge();
  world.github.checks.length = 0;

  await run();

  expect(world.github.calls).toEqual([]);
});
