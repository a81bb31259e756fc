import { aWorld } from "./support.js";

const COMMENTS = "/repos/acme/shop/issues/1/comments";

describe("ordered faults and observation", () => {
  let world: Awaited<ReturnType<typeof aWorld>>;

  beforeEach(async () => {
    world = await aWorld();
    world.sim.createIssue({ repo: world.repo, author: "alice", title: "x" });
  });

  afterEach(() => world.sim.close());

  const comment = () => world.api("POST", COMMENTS, { body: "hello" });
  const count = () => world.repo.issues.get(1)?.comments.length;

  it("fails a request as often as asked, without effect", async () => {
    world.sim.fail({ method: "POST", path: /comments$/, status: 502, times: 2, headers: { "retry-after": "1" } });

    const first = await comment();

    expect(first.status).toBe(502);
    expect(first.headers.get("retry-after")).toBe("1");
    expect((await comment()).status).toBe(502);
    expect((await comment()).status).toBe(201);
    expect(count()).toBe(1);
  });

  it("loses the answer after the write took effect", async () => {
    world.sim.fail({ method: "POST", path: /comments$/, hangUp: true, afterEffect: true });

    await expect(comment()).rejects.toThrow("fetch failed");

    expect(count()).toBe(1);
  });

  it("breaks the connection before the write", async () => {
    world.sim.fail({ path: /comments$/, hangUp: true });

    await expect(comment()).rejects.toThrow("fetch failed");

    expect(count()).toBe(0);
  });

  it("counts requests, leaving tokens out", async () => {
    await comment();
    await world.api("GET", COMMENTS);

    expect(world.sim.countRequests()).toBe(2);
    expect(world.sim.countRequests({ method: "POST" })).toBe(1);
    expect(world.sim.requests[0]).toMatchObject({
      method: "POST",
      path: COMMENTS,
      body: { body: "hello" },
      status: 201,
      actor: `installation ${world.installation.id}`,
    });
    world.sim.clearRequests();
    expect(world.sim.countRequests()).toBe(0);
  });

  it("notes requests to endpoints that it does not have", async () => {
    const answer = await world.api("GET", "/repos/acme/shop/releases");

    expect(answer.status).toBe(404);
    expect(world.sim.unmatched).toMatchObject([{ path: "/repos/acme/shop/releases" }]);
  });
});
