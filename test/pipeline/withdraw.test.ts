// A success holds for the branches that it was decided for, and is taken back before anything else is done.
import { evaluatePullRequest } from "../../src/pipeline/evaluate-pull-request.js";
import { withdrawFormer } from "../../src/pipeline/withdraw.js";
import type { Published } from "../../src/ports.js";
import { aCheckEffect, aDecision, aSnapshot } from "../support/assessments.js";
import { HEAD_SHA } from "../support/build.js";
import { aFakeWorld, type FakeWorld, LOST, REF } from "../support/fake-ports.js";

/** A pull request that was last heard to aim at `base`, with a success on its head that was decided for `bases`. */
async function aWorld({ base = "main", bases = ["stage"], number = REF.number, open = true } = {}): Promise<FakeWorld> {
  const world = aFakeWorld(aSnapshot({ pull: { baseRef: base } }));
  const checkRunId = await world.github.writer.createCheckRun(REF, aCheckEffect({ conclusion: "success" }));
  world.github.calls.length = 0;
  const published: Published = {
    headSha: HEAD_SHA,
    name: "countersign",
    checkRunId,
    conclusion: "success",
    bases,
    briefingId: null,
    annotations: [],
  };
  world.store.state = { ref: REF, baseRef: base, headSha: HEAD_SHA, open: true, decision: aDecision(), published };
  world.store.successes = [{ ref: { ...REF, number }, open, published, bases }];
  return world;
}

const conclusions = (world: FakeWorld) => world.github.checks.map(({ conclusion }) => conclusion);

describe("a success that was decided for another base branch", () => {
  it("is cancelled before anything is read", async () => {
    const world = await aWorld();
    const reads: string[] = [];
    world.github.reader.loadPull = async () => {
      reads.push(...conclusions(world).map(String));
      return null;
    };

    await evaluatePullRequest(REF, world.dependencies);

    expect(reads).toEqual(["cancelled"]);
  });

  it.each([
    ["of another pull request that is open", { number: 3 }],
    ["of one that is closed or merged", { number: 3, open: false }],
    ["that was decided for nobody knows what", { bases: [] }],
  ])("is cancelled as well when it is one %s", async (_name, given) => {
    const world = await aWorld(given);

    await withdrawFormer(REF, world.dependencies);

    expect(conclusions(world)).toEqual(["cancelled"]);
  });

  it("has the open pull request that earned it decided anew", async () => {
    const world = await aWorld({ number: 3 });

    await withdrawFormer(REF, world.dependencies);

    expect(world.queuedKeys()).toEqual(["pull:4242#3"]);
  });

  it("is none when it was decided for this branch among others", async () => {
    const world = await aWorld({ bases: ["stage", "main"] });

    await withdrawFormer(REF, world.dependencies);

    expect(world.github.calls).toEqual([]);
  });

  it("stops everything while it cannot be withdrawn", async () => {
    const world = await aWorld();
    world.github.failing.add("updateCheckRun");

    await expect(evaluatePullRequest(REF, world.dependencies)).rejects.toMatchObject({
      code: "GITHUB_UNAVAILABLE",
    });
    expect(world.github.calls).toEqual(["updateCheckRun"]);
  });

  it("is left to whoever has the work now", async () => {
    const world = await aWorld();

    await expect(withdrawFormer(REF, { ...world.dependencies, lease: LOST })).rejects.toMatchObject({
      code: "LEASE_LOST",
    });
    expect(world.github.calls).toEqual([]);
  });
});
