import { unavailable } from "../../src/core/facts/source.js";
import { sendOutbox } from "../../src/pipeline/send-outbox.js";
import { anAssessment, aSnapshot } from "../support/assessments.js";
import { anAccount, aRecords, aReviewRequest, FINGERPRINT } from "../support/build.js";
import { aFakeWorld, type FakeWorld } from "../support/fake-ports.js";

const reply = { kind: "reply" as const, marker: "<!-- countersign:reply:comment:1 -->", body: "Your review is in." };
const reaction = { kind: "reaction" as const, commentId: 1, content: "+1" as const };

function aWorld(): FakeWorld {
  const world = aFakeWorld(aSnapshot());
  world.store.outbox = [
    { key: "reaction:1:+1", effect: reaction },
    { key: reply.marker, effect: reply },
  ];
  return world;
}

function send(world: FakeWorld) {
  return sendOutbox(anAssessment({ snapshot: world.github.see() }), world.dependencies);
}

it("writes each waiting effect once and its marker with it", async () => {
  const world = aWorld();

  await send(world);
  await send(world);

  expect(world.github.comments.map(({ body }) => body)).toEqual([`${reply.marker}\n${reply.body}`]);
  expect(world.github.reactions).toEqual([{ commentId: 1, content: "+1" }]);
});

it("finds a reply whose answer was lost and does not write it again", async () => {
  const world = aWorld();
  world.github.lost.add("createComment");

  await expect(send(world)).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
  await send(world);

  expect(world.github.comments).toHaveLength(1);
});

it("keeps what could not be written for the next time", async () => {
  const world = aWorld();
  world.github.failing.add("createComment");
  await expect(send(world)).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
  world.github.failing.clear();

  await send(world);

  expect(world.github.comments).toHaveLength(1);
});

it("holds replies back while the comments cannot be read, because they might be there already", async () => {
  const world = aWorld();
  const assessment = anAssessment({ snapshot: aSnapshot({ comments: unavailable("502") }) });

  await expect(sendOutbox(assessment, world.dependencies)).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
  expect(world.github.calls).toEqual(["addReaction"]);
});

it("removes comments from the conversation and from lines of the diff, and goes on trying where GitHub refuses", async () => {
  const world = aWorld();
  world.store.outbox = [
    { key: "removal:1", effect: { kind: "removal", commentId: 1 } },
    { key: "removal:line:1", effect: { kind: "removal", commentId: 1, onLine: true } },
  ];

  await send(world);
  expect(world.github.calls).toEqual(["deleteComment", "deleteLineComment"]);

  world.github.refusing.add("deleteLineComment");
  world.store.outbox.push({ key: "removal:line:2", effect: { kind: "removal", commentId: 2, onLine: true } });
  await expect(send(world)).rejects.toMatchObject({ code: "GITHUB_REJECTED" });
  expect(world.store.sent).not.toContain("removal:line:2");

  world.github.refusing.clear();
  await send(world);
  expect(world.store.sent).toContain("removal:line:2");
});

describe("requests for reviews", () => {
  const request = { fingerprint: FINGERPRINT, roll: 1, person: anAccount() };
  const ask = { kind: "review_request" as const, users: ["robin"], teams: [], request };
  const withdraw = { kind: "request_withdrawal" as const, users: ["sam"] };

  function aRequest(): FakeWorld {
    const world = aWorld();
    world.store.records = aRecords({ asked: [aReviewRequest()] });
    world.store.outbox = [{ key: "withdraw", effect: withdraw }, { key: "ask", effect: ask }, ...world.store.outbox];
    return world;
  }

  it("are written once", async () => {
    const world = aRequest();

    await send(world);
    await send(world);

    expect(world.github.requested).toEqual([ask]);
    expect(world.github.withdrawn).toEqual(["sam"]);
  });

  it("hold back neither the evaluation nor anybody's reply while GitHub does not take them, and are tried again", async () => {
    const world = aRequest();
    world.github.failing.add("requestReviews").add("withdrawRequests");

    await send(world);

    expect(world.github.comments).toHaveLength(1);
    expect(world.store.sent).not.toContain("ask");
    expect(world.queued.map(({ item, delayMs }) => [item.kind, delayMs > 0])).toContainEqual(["pull", true]);

    world.github.failing.clear();
    await send(world);
    expect(world.github.requested).toHaveLength(1);
  });

  it("go to the next one when GitHub does not let this one be asked", async () => {
    const world = aRequest();
    world.github.refusing.add("requestReviews");

    await send(world);

    expect(world.store.records.asked[0]?.ended).toMatchObject({ how: "refused" });
    expect(world.queuedKeys()).toContain("ask:4242#7");
    expect(world.store.sent).toContain("ask");
  });

  it("that are refused to an escalation end nobody's request", async () => {
    const world = aRequest();
    world.store.outbox = [{ key: "escalation", effect: { kind: "review_request", users: ["ada"], teams: [] } }];
    world.github.refusing.add("requestReviews");

    await send(world);

    expect(world.store.records.asked[0]?.ended).toBeNull();
    expect(world.store.sent).toContain("escalation");
  });
});
