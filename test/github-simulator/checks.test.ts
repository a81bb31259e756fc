import { aWorld } from "./support.js";

describe("check runs", () => {
  let world: Awaited<ReturnType<typeof aWorld>>;

  beforeEach(async () => {
    world = await aWorld();
  });

  afterEach(() => world.sim.close());

  async function aPull() {
    const { sim, repo } = world;
    await sim.commit(repo, "feature", { author: "alice", files: { "src/b.ts": "export const b = 2;\n" } });
    return sim.openPull({ repo, head: "feature", author: "alice" });
  }

  const output = { title: "t", summary: "s" };
  const annotation = { path: "src/b.ts", start_line: 1, end_line: 1, annotation_level: "notice", message: "m" };
  const create = (sha: string, body: object = {}) =>
    world.api("POST", "/repos/acme/shop/check-runs", { name: "countersign", head_sha: sha, ...body });

  it("are completed by a conclusion", async () => {
    const { head } = await aPull();
    const { data } = await create(head.sha, { status: "in_progress", output });

    const done = await world.api("PATCH", `/repos/acme/shop/check-runs/${data.id}`, { conclusion: "success" });

    expect(data).toMatchObject({ status: "in_progress", conclusion: null });
    expect(done.data).toMatchObject({ status: "completed", conclusion: "success" });
  });

  it("append annotations, at most 50 for each request", async () => {
    const { head } = await aPull();
    const fifty = Array.from({ length: 50 }, () => annotation);
    const { data } = await create(head.sha, { output: { ...output, annotations: fifty } });
    const path = `/repos/acme/shop/check-runs/${data.id}`;

    const more = await world.api("PATCH", path, { output: { ...output, annotations: [annotation] } });
    const refused = await world.api("PATCH", path, { output: { ...output, annotations: [...fifty, annotation] } });

    expect(more.data.output.annotations_count).toBe(51);
    expect(refused.status).toBe(422);
    expect((await world.api("GET", `${path}/annotations?per_page=100`)).data).toHaveLength(51);
  });

  it.each([
    ["a text of 65,536 characters", { output: { ...output, text: "x".repeat(65_536) } }],
    ["no title", { output: { summary: "s" } }],
    ["completed without a conclusion", { status: "completed" }],
    ["four buttons", { actions: Array(4).fill({ label: "l", description: "d", identifier: "i" }) }],
    ["a label of 21 characters", { actions: [{ label: "l".repeat(21), description: "d", identifier: "i" }] }],
    ["an unknown key", { outptu: output }],
    ["an unknown commit", { head_sha: "f".repeat(40) }],
  ])("are refused with %s", async (_name, body) => {
    const { head } = await aPull();

    expect((await create(head.sha, body)).status).toBe(422);
  });

  it("may exist several times under one name, which shows", async () => {
    const { head } = await aPull();
    await create(head.sha);
    await create(head.sha);

    const listed = await world.api("GET", `/repos/acme/shop/commits/${head.sha}/check-runs`);

    expect(world.sim.checkRuns(world.repo, head.sha, "countersign")).toHaveLength(2);
    expect(listed.data.total_count).toBe(1);
  });

  it("of another App cannot be changed", async () => {
    const { head } = await aPull();
    const foreign = world.sim.reportCheck(world.repo, head.sha, "build", "in_progress");

    const answer = await world.api("PATCH", `/repos/acme/shop/check-runs/${foreign.id}`, { conclusion: "success" });

    expect(answer.status).toBe(403);
  });
});
