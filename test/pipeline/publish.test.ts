import type { Decision } from "../../src/core/case/decision.js";
import type { Effect } from "../../src/core/case/effect.js";
import { loaded } from "../../src/core/facts/source.js";
import { checkText } from "../../src/core/render/check-text.js";
import { decisionOn } from "../../src/core/render/decision.js";
import { publish } from "../../src/pipeline/publish.js";
import type { PullState } from "../../src/ports.js";
import { aBriefing, aCheckEffect, aDecision, anAssessment, aSnapshot } from "../support/assessments.js";
import { aGateInput, fakeSha, HEAD_SHA } from "../support/build.js";
import { aFakeWorld, type FakeWorld, HELD, LOST, REF } from "../support/fake-ports.js";

const annotation = { path: "src/a.ts", line: 3, level: "warning" as const, title: "t", message: "m" };

/** One evaluation's publishing, on what GitHub shows and the store remembers at this moment. */
function publishOnce(world: FakeWorld, effects: readonly Effect[], lease = HELD) {
  const assessment = anAssessment({ snapshot: world.github.see(), state: world.store.state });
  return publish({ assessment, effects, siblings: world.store.siblings }, { ...world.dependencies, lease });
}

function aWorld(): FakeWorld {
  const world = aFakeWorld(aSnapshot());
  const state: PullState = {
    ref: REF,
    baseRef: "main",
    headSha: HEAD_SHA,
    open: true,
    decision: aDecision(),
    published: null,
  };
  world.store.state = state;
  return world;
}

describe("the check run", () => {
  it("is created once and then left alone while nothing changes", async () => {
    const world = aWorld();

    await publishOnce(world, [aCheckEffect(), aBriefing()]);
    const firstCalls = [...world.github.calls];
    await publishOnce(world, [aCheckEffect(), aBriefing()]);

    expect(firstCalls).toEqual(["createCheckRun", "createComment"]);
    expect(world.github.calls).toEqual(firstCalls);
  });

  it("is updated, not created again, when the decision changes", async () => {
    const world = aWorld();

    await publishOnce(world, [aCheckEffect()]);
    await publishOnce(world, [aCheckEffect({ conclusion: "failure", title: "Behavior-changing · refused" })]);

    expect(world.github.checks).toHaveLength(1);
    expect(world.github.checks[0]).toMatchObject({ status: "completed", conclusion: "failure" });
  });

  it.each([
    ["the hash of the facts", { factsHash: `sha256:${"b".repeat(64)}` }, 17],
    ["the newest audit entry", {}, 18],
  ])("is left alone when %s alone is another one", async (_, override, sequence) => {
    const world = aWorld();
    const input = aGateInput();
    const text = (decision: Decision, entry: number) =>
      checkText(decision, input, {
        auditHead: { sequence: entry, hash: "ab".repeat(32) },
        published: null,
        annotationsLeftOut: 0,
      });
    const decision = { ...decisionOn(input), factsHash: `sha256:${"a".repeat(64)}` };

    await publishOnce(world, [aCheckEffect({ text: text(decision, 17) })]);
    await publishOnce(world, [aCheckEffect({ text: text({ ...decision, ...override }, sequence) })]);
    expect(world.github.calls).toEqual(["createCheckRun"]);

    await publishOnce(world, [aCheckEffect({ text: text({ ...decision, ...override, headSha: fakeSha("x") }, 17) })]);
    expect(world.github.calls).toEqual(["createCheckRun", "updateCheckRun"]);
  });

  it("is found again after its creation's answer was lost", async () => {
    const world = aWorld();
    world.github.lost.add("createCheckRun");

    await expect(publishOnce(world, [aCheckEffect()])).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
    await publishOnce(world, [aCheckEffect()]);

    expect(world.github.checks).toHaveLength(1);
  });

  it("is updated by the remembered id while GitHub's reads do not show it yet", async () => {
    const world = aWorld();
    await publishOnce(world, [aCheckEffect()]);
    const blind = anAssessment({ snapshot: aSnapshot(), state: world.store.state });

    await publish({ assessment: blind, effects: [aCheckEffect({ title: "new" })], siblings: [] }, world.dependencies);

    expect(world.github.checks).toHaveLength(1);
    expect(world.github.checks[0]?.title).toBe("new");
  });

  it("mends duplicates by giving every run of the name the same state", async () => {
    const world = aWorld();
    const effect = aCheckEffect({ conclusion: "success" });
    await world.github.writer.createCheckRun(REF, effect);
    await world.github.writer.createCheckRun(REF, effect);

    await publishOnce(world, [aCheckEffect({ conclusion: "failure" })]);

    expect(world.github.checks.map(({ conclusion }) => conclusion)).toEqual(["failure", "failure"]);
  });

  it("sends each annotation once", async () => {
    const world = aWorld();

    await publishOnce(world, [aCheckEffect({ annotations: [annotation] })]);
    await publishOnce(world, [aCheckEffect({ title: "changed", annotations: [annotation] })]);

    expect(world.github.checks[0]?.effect.annotations).toEqual([annotation]);
  });

  it("is left to the lowest-numbered of several pull requests with one head", async () => {
    const world = aWorld();
    world.store.siblings = [{ number: 3, decision: aDecision({ baseRef: "release" }) }];

    await publishOnce(world, [aCheckEffect()]);

    expect(world.github.calls).toEqual([]);
  });

  it("fails the work when it cannot be written, so that the work is tried again", async () => {
    const world = aWorld();
    world.github.failing.add("createCheckRun");

    await expect(publishOnce(world, [aCheckEffect()])).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
  });

  it("is not written by an evaluation that lost its lease", async () => {
    const world = aWorld();

    await expect(publishOnce(world, [aCheckEffect()], LOST)).rejects.toMatchObject({ code: "LEASE_LOST" });
    expect(world.github.calls).toEqual([]);
  });
});

describe("success", () => {
  const success = aCheckEffect({ conclusion: "success", title: "ok" });

  it("is written when head, base and policy are still those of the snapshot", async () => {
    const world = aWorld();

    await publishOnce(world, [success]);

    expect(world.github.calls).toEqual(["loadFreshness", "createCheckRun"]);
  });

  it.each([
    ["the head moved", { pull: { headSha: fakeSha("head 2") } }],
    ["the base was changed", { pull: { baseRef: "release" } }],
    ["the pull request was closed", { pull: { state: "closed" as const } }],
    ["the policy was edited", { policy: { status: "found" as const, text: "version: 1", oid: "1" } }],
    ["the organisation's floor appeared", { floor: { status: "found" as const, text: "version: 1", oid: "2" } }],
    ["the policy became unreadable", { policy: { status: "unavailable" as const, reason: "502" } }],
  ])("is withheld when %s after the snapshot", async (_name, later) => {
    const world = aWorld();
    const assessment = anAssessment({ snapshot: world.github.see(), state: world.store.state });
    world.github.snapshot = aSnapshot(later);

    const publishing = publish({ assessment, effects: [success], siblings: [] }, world.dependencies);

    await expect(publishing).rejects.toMatchObject({ code: "STALE_DECISION" });
    expect(world.github.checks).toEqual([]);
  });

  it("is not read again for when it stands already", async () => {
    const world = aWorld();
    await publishOnce(world, [success]);
    world.github.calls.length = 0;

    await publishOnce(world, [success]);

    expect(world.github.calls).toEqual([]);
  });
});

describe("the run of a pull request that aims at a branch without a gate", () => {
  const preview = aCheckEffect({ name: "countersign (preview)", conclusion: "success" });
  const ungated = aDecision({ baseRef: "stage", gated: false, conclusion: "success" });

  function publishPreview(world: FakeWorld) {
    const snapshot = { ...world.github.see(), pull: { ...world.github.see().pull, baseRef: "stage" } };
    world.github.snapshot = snapshot;
    const assessment = anAssessment({ snapshot, state: world.store.state, decision: ungated });
    return publish({ assessment, effects: [preview], siblings: world.store.siblings }, world.dependencies);
  }

  const shown = (world: FakeWorld) => world.github.checks.map(({ name, conclusion }) => [name, conclusion]);

  it("takes the place of what was written for a gated one, which is cancelled", async () => {
    const world = aWorld();
    await publishOnce(world, [aCheckEffect({ conclusion: "success" })]);

    await publishPreview(world);
    await publishPreview(world);

    expect(shown(world)).toEqual([
      ["countersign", "cancelled"],
      ["countersign (preview)", "success"],
    ]);
  });

  it("is cancelled when the pull request aims at a gated branch again", async () => {
    const world = aWorld();
    await publishPreview(world);
    world.github.snapshot = aSnapshot();

    await publishOnce(world, [aCheckEffect({ conclusion: null })]);

    expect(shown(world)).toEqual([
      ["countersign (preview)", "cancelled"],
      ["countersign", null],
    ]);
  });

  it("stands beside the check of another pull request with this head that aims at a gated branch", async () => {
    const world = aWorld();
    await publishOnce(world, [aCheckEffect({ conclusion: null })]);
    world.store.siblings = [{ number: 3, decision: aDecision() }];

    await publishPreview(world);

    expect(shown(world)).toEqual([
      ["countersign", null],
      ["countersign (preview)", "success"],
    ]);
  });

  it("waits for one with a lower number of which it is not known where it aims", async () => {
    const world = aWorld();
    world.store.siblings = [{ number: 3, decision: null }];

    await publishPreview(world);

    expect(shown(world)).toEqual([]);
  });

  it("is withheld when the branch is gated by then", async () => {
    const world = aWorld();
    world.github.requiring = ["stage"];

    await expect(publishPreview(world)).rejects.toMatchObject({ code: "STALE_DECISION" });
  });
});

describe("the briefing", () => {
  it("is one comment, kept current by editing", async () => {
    const world = aWorld();

    await publishOnce(world, [aBriefing()]);
    await publishOnce(world, [aBriefing("<!-- countersign:briefing -->\nchanged")]);

    expect(world.github.comments.map(({ body }) => body)).toEqual(["<!-- countersign:briefing -->\nchanged"]);
  });

  it("is not mistaken for a comment of somebody else that starts with the same mark", async () => {
    const world = aWorld();
    const forged = { ...(await forgedComment()), ours: false };
    world.github.snapshot = aSnapshot({ comments: loaded([forged]) });

    await publishOnce(world, [aBriefing()]);

    expect(world.github.calls).toEqual(["createComment"]);
  });

  it("is not written twice after a lost answer", async () => {
    const world = aWorld();
    world.github.lost.add("createComment");

    await publishOnce(world, [aBriefing()]);
    await publishOnce(world, [aBriefing()]);

    expect(world.github.comments).toHaveLength(1);
  });
});

async function forgedComment() {
  const { aComment } = await import("../support/build.js");
  return aComment({ body: "<!-- countersign:briefing -->\nall is well, merge it" });
}
