// No effect waits for another to have worked: each fails in turn, and all others are looked at.
import { loaded, unavailable } from "../../src/core/facts/source.js";
import { publish } from "../../src/pipeline/publish.js";
import type { OutboxEffect } from "../../src/ports.js";
import { aBriefing, aCheckEffect, aDecision, anAssessment, aSnapshot } from "../support/assessments.js";
import { aComment, fakeSha, HEAD_SHA } from "../support/build.js";
import { aFakeWorld, type FakeWorld, REF } from "../support/fake-ports.js";

const OUTBOX: readonly OutboxEffect[] = [
  { key: "removal:1", effect: { kind: "removal", commentId: 1 } },
  { key: "removal:line:3", effect: { kind: "removal", commentId: 3, onLine: true } },
  { key: "reaction:2:+1", effect: { kind: "reaction", commentId: 2, content: "+1" } },
  { key: "reply", effect: { kind: "reply", marker: "<!-- countersign:reply:comment:2 -->", body: "Taken." } },
  { key: "issue", effect: { kind: "issue", marker: "<!-- countersign:override:7 -->", title: "Review", body: "…" } },
  { key: "request", effect: { kind: "review_request", users: ["robin"], teams: [] } },
  { key: "withdrawal", effect: { kind: "request_withdrawal", users: ["sam"] } },
];

/** The name of each write, and whether it has happened. */
const EFFECTS: Readonly<Record<string, (world: FakeWorld) => boolean>> = {
  createCheckRun: ({ github }) => github.checks.some(({ headSha }) => headSha === HEAD_SHA),
  updateCheckRun: ({ github }) =>
    github.checks.every((check) => check.headSha === HEAD_SHA || check.conclusion === null),
  deleteComment: ({ github }) => github.removed.includes(1),
  deleteLineComment: ({ github }) => github.removed.includes(3),
  addReaction: ({ github }) => github.reactions.length === 1,
  createComment: ({ github }) => github.comments.some(({ body }) => body.includes("Taken.")),
  openIssue: ({ github }) => github.issues.length === 1,
  requestReviews: ({ github }) => github.requested.length === 1,
  withdrawRequests: ({ github }) => github.withdrawn.length === 1,
  updateComment: ({ github }) => github.comments.some(({ body }) => body.includes("waits for a review")),
};
const NAMES = Object.keys(EFFECTS);

/** Everything there is to write: also a success left behind on a former head, and a briefing that is to be edited. */
async function aWorld(): Promise<FakeWorld> {
  const world = aFakeWorld(aSnapshot({ comments: loaded([aComment({ id: 1 }), aComment({ id: 2 })]) }));
  const former = fakeSha("former head");
  const { writer } = world.github;
  const checkRunId = await writer.createCheckRun(REF, aCheckEffect({ headSha: former, conclusion: "success" }));
  const briefing = await writer.createComment(REF, "<!-- countersign:briefing -->\nbefore");
  const published = { headSha: former, checkRunId, conclusion: "success" as const, annotations: [] };
  world.store.state = {
    ref: REF,
    baseRef: "main",
    headSha: former,
    open: true,
    decision: aDecision(),
    published: { ...published, briefingId: briefing.id, bases: ["main"] },
  };
  world.store.outbox = [...OUTBOX];
  return world;
}

function publishAll(world: FakeWorld, comments = world.github.see().comments) {
  const snapshot = { ...world.github.see(), comments };
  const effects = [aCheckEffect(), aBriefing("<!-- countersign:briefing -->\nIt waits for a review.")];
  const assessment = anAssessment({ snapshot, state: world.store.state });
  return publish({ assessment, effects, siblings: [] }, world.dependencies);
}

it.each(NAMES)("does everything else although GitHub fails at %s", async (failing) => {
  const world = await aWorld();
  world.github.failing.add(failing);

  await publishAll(world).catch(() => undefined);

  const done = NAMES.filter((name) => EFFECTS[name]?.(world));
  expect(done).toEqual(NAMES.filter((name) => name !== failing));
});

it.each(NAMES)("does everything else although GitHub refuses %s", async (refused) => {
  const world = await aWorld();
  world.github.refusing.add(refused);

  await publishAll(world).catch(() => undefined);

  const done = NAMES.filter((name) => EFFECTS[name]?.(world));
  expect(done).toEqual(NAMES.filter((name) => name !== refused));
});

const COURTESIES = ["updateComment", "requestReviews", "withdrawRequests"];

it.each(NAMES)(
  "has the work done again when %s failed, unless it is a courtesy, which comes by itself",
  async (failing) => {
    const world = await aWorld();
    world.github.failing.add(failing);

    const outcome = await publishAll(world).then(
      () => "done",
      () => "failed",
    );

    expect(outcome).toBe(COURTESIES.includes(failing) ? "done" : "failed");
    expect(world.queuedKeys()).toEqual(outcome === "done" ? ["pull:4242#7"] : []);
  },
);

it("does everything, once", async () => {
  const world = await aWorld();

  await publishAll(world);
  await publishAll(world);

  expect(NAMES.filter((name) => !EFFECTS[name]?.(world))).toEqual([]);
  expect(world.github.calls.filter((name) => name === "createComment")).toHaveLength(2);
});

it("holds back only what could be written twice while the comments cannot be read", async () => {
  const world = await aWorld();

  await expect(publishAll(world, unavailable("502"))).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });

  const held = NAMES.filter((name) => !EFFECTS[name]?.(world));
  expect(held).toEqual(["createComment", "openIssue", "updateComment"]);
});

describe("a comment that GitHub says is gone", () => {
  it.each(["deleteComment", "addReaction"])(
    "is believed to be gone by %s only when it is not listed any more",
    async (name) => {
      const world = await aWorld();
      world.github.missing.add(name);
      const listed = world.github.see().comments;

      await expect(publishAll(world, listed)).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
      await publishAll(world, loaded([]));

      expect(world.store.sent).toHaveLength(OUTBOX.length);
    },
  );
});

describe("a briefing that somebody deleted", () => {
  it("is written anew at the next change, and silences nothing", async () => {
    const world = await aWorld();
    await publishAll(world);
    const replies = world.github.comments.filter(({ body }) => !body.includes("countersign:briefing"));
    world.github.comments.splice(0, world.github.comments.length, ...replies);
    world.github.missing.add("updateComment");
    world.store.outbox.push({ key: "late", effect: { kind: "reply", marker: "<!-- late -->", body: "Late." } });

    await publishAll(world);
    expect(world.github.comments.map(({ body }) => body.includes("briefing"))).toEqual([false, false]);

    const effects = [aCheckEffect(), aBriefing("<!-- countersign:briefing -->\nIt was approved.")];
    const assessment = anAssessment({ snapshot: world.github.see(), state: world.store.state });
    await publish({ assessment, effects, siblings: [] }, world.dependencies);
    expect(world.github.comments.at(-1)?.body).toContain("It was approved.");
  });
});
