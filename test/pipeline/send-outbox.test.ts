import { unavailable } from "../../src/core/facts.js";
import { sendOutbox } from "../../src/pipeline/send-outbox.js";
import { anAssessment, aSnapshot } from "../support/assessments.js";
import { aFakeWorld, type FakeWorld, REF } from "../support/fake-ports.js";

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
  return sendOutbox(REF, anAssessment({ snapshot: world.github.see() }), world.dependencies);
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

it("waits while the comments cannot be read, because a reply might be there already", async () => {
  const world = aWorld();
  const assessment = anAssessment({ snapshot: aSnapshot({ comments: unavailable("502") }) });

  await expect(sendOutbox(REF, assessment, world.dependencies)).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
  expect(world.github.calls).toEqual([]);
});
