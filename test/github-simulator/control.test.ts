import { aWorld } from "./support.js";

describe("outside the APIs", () => {
  let world: Awaited<ReturnType<typeof aWorld>>;

  beforeEach(async () => {
    world = await aWorld({ control: true });
  });

  afterEach(() => world.sim.close());

  async function control(method: string, ...args: unknown[]) {
    const answer = await fetch(`${world.sim.url}/_simulator/${method}`, { method: "POST", body: JSON.stringify(args) });
    // biome-ignore lint/suspicious/noExplicitAny: every method answers differently
    return (await answer.json()) as any;
  }

  it("lets another process drive the world by references", async () => {
    await control("commit", "acme/shop", "feature", { author: "alice", files: { "b.ts": "1\n" } });
    const { result: pull } = await control("openPull", { repo: "acme/shop", head: "feature", author: "alice" });
    const { result: comment } = await control("comment", pull, "bob", "hello");
    await control("editComment", comment, "bob", "hello again");
    const { message } = await control("mergePull", pull, { by: "nobody" });

    expect(pull).toMatchObject({ pull: ["acme/shop", 1], state: "open" });
    expect(message).toBe("no account nobody");
    const { data } = await world.api("GET", "/repos/acme/shop/issues/1/comments");
    expect(data[0].body).toBe("hello again");
  });

  it("shows a pull request as a page, with everything escaped", async () => {
    const { sim, repo } = world;
    await sim.commit(repo, "feature", { author: "alice", files: { "b.ts": "1\n" } });
    const pull = await sim.openPull({ repo, head: "feature", author: "alice", title: "<b>Bold</b>" });
    sim.comment(pull, "bob", "<script>alert(1)</script>");
    sim.reportCheck(repo, pull.head.sha, "build", "failure");

    const page = await (await fetch(`${sim.url}/acme/shop/pull/1`)).text();

    expect(page).toContain("&lt;b>Bold&lt;/b>");
    expect(page).not.toContain("<script>");
    expect(page).toContain("Check build by github-actions: failure");
  });

  it("keeps the control endpoint shut unless it was asked for", async () => {
    const shut = await aWorld();

    const answer = await fetch(`${shut.sim.url}/_simulator/createUser`, { method: "POST", body: '["eve"]' });

    expect(answer.status).toBe(404);
    await shut.sim.close();
  });
});
