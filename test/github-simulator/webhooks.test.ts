import { createHmac } from "node:crypto";
import { aListener, aWorld, client, jwt } from "./support.js";

async function aListenedWorld() {
  const listener = await aListener();
  const world = await aWorld();
  await world.sim.webhooks.settled();
  world.sim.webhooks.url = listener.url;
  return { ...world, listener, close: () => Promise.all([world.sim.close(), listener.close()]) };
}

describe("webhooks", () => {
  let world: Awaited<ReturnType<typeof aListenedWorld>>;

  beforeEach(async () => {
    world = await aListenedWorld();
  });

  afterEach(() => world.close());

  async function aPull() {
    const { sim, repo } = world;
    await sim.commit(repo, "feature", { author: "alice", files: { "src/b.ts": "export const b = 2;\n" } });
    return sim.openPull({ repo, head: "feature", author: "alice", title: "Add b" });
  }

  const named = (event: string, action?: string) =>
    world.listener.received.filter(
      (hook) => hook.headers["x-github-event"] === event && (!action || hook.payload.action === action),
    );

  it("signs each delivery with the App's secret", async () => {
    await aPull();
    await world.sim.webhooks.settled();

    const secret = world.sim.app.webhookSecret;
    expect(world.listener.received.length).toBeGreaterThan(0);
    for (const hook of world.listener.received) {
      const expected = `sha256=${createHmac("sha256", secret).update(hook.body).digest("hex")}`;
      expect(hook.headers["x-hub-signature-256"]).toBe(expected);
    }
  });

  it("describes an opened pull request", async () => {
    const pull = await aPull();
    await world.sim.webhooks.settled();

    const [hook] = named("pull_request", "opened");
    expect(hook?.payload).toMatchObject({
      number: 1,
      pull_request: {
        number: 1,
        changed_files: 1,
        head: { sha: pull.head.sha, ref: "feature" },
        base: { ref: "main" },
      },
      repository: { full_name: "acme/shop", default_branch: "main", private: false },
      organization: { login: "acme" },
      sender: { login: "alice", type: "User" },
      installation: { id: world.installation.id },
    });
    expect(hook?.headers["x-github-hook-installation-target-type"]).toBe("integration");
  });

  it("sends before and after when the head moves", async () => {
    const pull = await aPull();
    const before = pull.head.sha;

    const after = await world.sim.pushTo(pull, { by: "bob", files: { "src/b.ts": "export const b = 3;\n" } });
    await world.sim.webhooks.settled();

    expect(named("pull_request", "synchronize")[0]?.payload).toMatchObject({ before, after, sender: { login: "bob" } });
  });

  it("names the old base when a pull request is retargeted", async () => {
    const pull = await aPull();
    await world.sim.createBranch(world.repo, "release");

    await world.sim.retarget(pull, "release", "bob");
    await world.sim.webhooks.settled();

    expect(named("pull_request", "edited")[0]?.payload).toMatchObject({
      changes: { base: { ref: { from: "main" } } },
      pull_request: { base: { ref: "release" } },
    });
  });

  it("carries the former text of an edited comment and the editor as sender", async () => {
    const comment = world.sim.comment(await aPull(), "alice", "first");

    world.sim.editComment(comment, "bob", "second");
    world.sim.deleteComment(comment, "bob");
    await world.sim.webhooks.settled();

    expect(named("issue_comment", "edited")[0]?.payload).toMatchObject({
      changes: { body: { from: "first" } },
      comment: { body: "second", user: { login: "alice" } },
      issue: { pull_request: {} },
      sender: { login: "bob" },
    });
    expect(named("issue_comment", "deleted")[0]?.payload.comment.body).toBe("second");
  });

  it("spells a review's state in lower case, unlike REST", async () => {
    await world.sim.submitReview(await aPull(), "bob", "CHANGES_REQUESTED", "no");
    await world.sim.webhooks.settled();

    expect(named("pull_request_review", "submitted")[0]?.payload.review.state).toBe("changes_requested");
    const { data } = await world.api("GET", "/repos/acme/shop/pulls/1/reviews");
    expect(data[0].state).toBe("CHANGES_REQUESTED");
  });

  it("keeps the GUID when a delivery is sent again", async () => {
    world.listener.state.status = 500;
    await aPull();
    await world.sim.webhooks.settled();
    const app = client(world.sim, jwt(world.sim));
    const failed = (await app("GET", "/app/hook/deliveries?status=failure&per_page=1")).data[0];
    world.listener.state.status = 200;

    const answer = await app("POST", `/app/hook/deliveries/${failed.id}/attempts`, {});
    await world.sim.webhooks.settled();

    expect(failed.status_code).toBe(500);
    expect(answer.status).toBe(202);
    const guids = world.listener.received.map((hook) => hook.headers["x-github-delivery"]);
    expect(guids.filter((guid) => guid === failed.guid)).toHaveLength(2);
    const [latest] = (await app("GET", "/app/hook/deliveries")).data;
    expect(latest).toMatchObject({ guid: failed.guid, redelivery: true, status_code: 200 });
  });

  it("holds, reverses, drops and duplicates on demand", async () => {
    const { sim } = world;
    const pull = await aPull();
    await sim.webhooks.settled();
    world.listener.received.length = 0;

    sim.webhooks.pause();
    sim.comment(pull, "alice", "one");
    sim.comment(pull, "alice", "two");
    sim.webhooks.dropNext(1);
    sim.comment(pull, "alice", "lost");
    sim.webhooks.duplicateNext(1);
    sim.comment(pull, "alice", "twice");
    sim.webhooks.release({ order: "reversed" });
    await sim.webhooks.settled();

    expect(world.listener.received.map((hook) => hook.payload.comment.body)).toEqual(["twice", "twice", "two", "one"]);
  });

  it("sends a re-run request to the owning App alone", async () => {
    const { sim, repo } = world;
    const pull = await aPull();
    const foreign = sim.reportCheck(repo, pull.head.sha, "build", "success");
    const head = { name: "countersign", head_sha: pull.head.sha };
    await world.api("POST", "/repos/acme/shop/check-runs", head);
    const [own] = sim.checkRuns(repo, pull.head.sha, "countersign");

    sim.requestRerun(foreign, "bob");
    if (own) sim.requestRerun(own, "bob");
    await sim.webhooks.settled();

    expect(named("check_run", "rerequested").map((hook) => hook.payload.check_run.name)).toEqual(["countersign"]);
  });

  it("names no pull request in the checks of a fork's head", async () => {
    const { sim, repo } = world;
    const fork = await sim.fork(repo, "carol");
    await sim.commit(fork, "patch", { author: "carol", files: { "src/c.ts": "export {};\n" } });
    const pull = await sim.openPull({ repo, headRepo: fork, head: "patch", author: "carol" });

    sim.reportCheck(repo, pull.head.sha, "build", "success");
    await sim.webhooks.settled();

    expect(named("check_run", "completed")[0]?.payload.check_run.pull_requests).toEqual([]);
    expect(named("pull_request", "opened")[0]?.payload.pull_request.head.repo.full_name).toBe("carol/shop");
  });

  it("is silent to a suspended installation except about the installation", async () => {
    world.sim.suspendInstallation(world.installation);
    await aPull();
    await world.sim.webhooks.settled();

    expect(world.listener.received.map((hook) => hook.payload.action)).toEqual(["suspend"]);
    expect((await world.api("GET", "/repos/acme/shop/pulls/1")).status).toBe(403);
  });
});
