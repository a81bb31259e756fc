import { loaded, unavailable } from "../../src/core/facts/source.js";
import { examinePush } from "../../src/pipeline/examine-push.js";
import { aDecision, aSnapshot } from "../support/assessments.js";
import { fakeSha, HEAD_SHA } from "../support/build.js";
import { aFakeWorld, fakeEntry, REF } from "../support/fake-ports.js";

const { number: _number, ...repository } = REF;
const push = {
  kind: "push" as const,
  ...repository,
  ref: "refs/heads/main",
  after: fakeSha("pushed"),
  sender: "alice",
  touchesPolicy: false,
};

function aWorld(required: boolean) {
  const world = aFakeWorld(aSnapshot());
  world.dependencies.reader.loadEnforcement = async () => loaded({ required, pinned: true });
  return world;
}

it("reports a direct push to a branch that requires the check, once", async () => {
  const world = aWorld(true);

  await examinePush(push, world.dependencies);
  await examinePush(push, world.dependencies);

  expect(world.audited.map(({ kind, actor }) => [kind, actor?.login])).toEqual([["bypass", "alice"]]);
  expect(world.github.checks).toMatchObject([{ headSha: push.after, conclusion: "failure" }]);
  expect(world.github.checks[0]?.summary).toContain(`entry 1, \`${fakeEntry(world.audited)?.hash}\``);
});

it("finds nothing in the merge of a pull request", async () => {
  const world = aWorld(true);
  world.dependencies.reader.listPullsOfCommit = async () => [
    { number: 7, state: "closed", merged: true, baseRef: "main", headSha: HEAD_SHA },
  ];

  await examinePush(push, world.dependencies);

  expect(world.audited).toEqual([]);
});

it.each([
  ["does not require the check", loaded({ required: false, pinned: false })],
  ["cannot be read", unavailable<{ required: boolean; pinned: boolean }>("403")],
])("says nothing of a push to a branch whose protection %s", async (_name, enforcement) => {
  const world = aWorld(true);
  world.dependencies.reader.loadEnforcement = async () => enforcement;

  await examinePush(push, world.dependencies);

  expect(world.github.calls).toEqual([]);
});

it("spends no call on a branch that no pull request aims at", async () => {
  const world = aWorld(true);
  world.dependencies.store.isBase = async () => false;
  world.dependencies.reader.listPullsOfCommit = () => Promise.reject(new Error("a call was made"));

  await examinePush(push, world.dependencies);

  expect(world.audited).toEqual([]);
});

it("looks again at the open pull requests when the policy moved", async () => {
  const world = aWorld(false);
  world.store.state = {
    ref: REF,
    baseRef: "main",
    headSha: HEAD_SHA,
    open: true,
    decision: aDecision(),
    published: null,
  };

  await examinePush({ ...push, touchesPolicy: true }, world.dependencies);

  expect(world.queuedKeys()).toEqual(["pull:4242#7"]);
});
