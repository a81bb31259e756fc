// What is open in many repositories: few calls, nothing left out, and none that keeps the others.
import type { RepositoryRef } from "../../src/core/facts/work.js";
import type { AskedRepository, GithubReader, PullList } from "../../src/ports.js";
import { fakeSha } from "../support/build.js";
import { aGithub, aGithubApi, REF, withoutNetwork } from "./support/github-api.js";
import { aSimulatedGithub, closeClean, connect, loadedValue, type Simulated } from "./support/simulated.js";

const GRAPHQL = { path: /graphql$/ };

describe("what is open, on the simulator", () => {
  let world: Simulated;
  let nowMs: number;
  beforeEach(async () => {
    nowMs = Math.floor(Date.now() / 1_000) * 1_000;
    world = await aSimulatedGithub({ clock: () => nowMs, authClock: Date.now });
  });
  afterEach(() => closeClean(world));

  async function openMany(count: number): Promise<void> {
    const { sim, repo } = world;
    await sim.commit(repo, "feature", { author: "alice", files: { "src/b.ts": "1\n" } });
    for (let index = 0; index < count; index++) await sim.openPull({ repo, head: "feature", author: "alice" });
    sim.clearRequests();
  }

  async function list(repository: AskedRepository = toRef(world.ref), reader = world.github.reader): Promise<PullList> {
    const found = (await reader.listPulls([repository])).get(repository.repositoryId);
    if (found === undefined) throw new Error("it was left out");
    return loadedValue(found);
  }

  it("is told of fifty repositories with one call, and one that cannot be read keeps no other", async () => {
    const { sim, github, ref } = world;
    const refs: RepositoryRef[] = [toRef(ref), { ...toRef(ref), repositoryId: 1, name: "gone" }];
    for (let index = 0; index < 52; index++) {
      const { id, name } = await sim.createRepository({ owner: "acme", name: `r${index}`, files: { a: "1\n" } });
      refs.push({ ...toRef(ref), repositoryId: id, name });
    }
    await openMany(1);

    const lists = await github.reader.listPulls(refs);

    expect(sim.countRequests()).toBe(2);
    expect([...lists.keys()]).toEqual(refs.map(({ repositoryId }) => repositoryId));
    expect(lists.get(ref.repositoryId)).toMatchObject({
      value: { whole: true, open: 1, pulls: [{ number: 1, open: true, baseRef: "main" }] },
    });
    expect(lists.get(1)).toMatchObject({ status: "unavailable" });
    expect([...lists.values()].filter(({ status }) => status === "loaded")).toHaveLength(53);
  });

  it("has nothing in a repository whose name another one has now", async () => {
    await openMany(1);

    expect(await list({ ...toRef(world.ref), repositoryId: 1 })).toEqual({ pulls: [], open: 0, whole: true });
  });

  it.each([100, 200, 201])("is whole with %d of them", async (count) => {
    await openMany(count);

    const { pulls, ...told } = await list();

    expect(told).toEqual({ open: count, whole: true });
    expect(new Set(pulls.map(({ number }) => number)).size).toBe(count);
    expect(world.sim.countRequests()).toBe(Math.ceil(count / 100));
  });

  it("is of many what was touched since, closed ones too, and how many are open", async () => {
    await openMany(250);
    const { sim, repo } = world;
    const since = new Date(nowMs + 1_000).toISOString();
    nowMs += 5_000;
    await sim.closePull({ repo, number: 3 }, "alice");
    sim.comment({ repo, number: 7 }, "bob", "hello");
    sim.clearRequests();

    const { pulls, ...told } = await list({ ...toRef(world.ref), since });

    expect(told).toEqual({ open: 249, whole: false });
    expect(pulls.filter(({ updatedAt }) => updatedAt >= since).map(({ number, open }) => [number, open])).toEqual([
      [7, true],
      [3, false],
    ]);
    expect(sim.countRequests()).toBe(2);
  });

  it("is whole after all when nearly all of many were touched since", async () => {
    await openMany(210);
    const { sim, repo } = world;
    for (let number = 1; number <= 105; number++) await sim.closePull({ repo, number }, "alice");

    const { pulls, ...told } = await list({ ...toRef(world.ref), since: "2026-01-01T00:00:00Z" });

    expect(told).toEqual({ whole: true, open: 105 });
    expect(pulls).toHaveLength(105);
  });

  it("is listed by REST while GraphQL is down, and a list that is as it was costs nothing", async () => {
    await openMany(101);
    const { sim } = world;
    const { reader } = connect(sim);
    sim.fail({ ...GRAPHQL, status: 502, times: 100 });

    const first = await list(toRef(world.ref), reader);
    expect(first).toMatchObject({ whole: true, open: 101 });
    sim.clearRequests();
    expect(await list(toRef(world.ref), reader)).toEqual(first);
    expect(sim.countRequests({ path: /pulls$/ })).toBe(2);
    expect(sim.countRequests({ status: 304 })).toBe(2);

    nowMs += 1_000;
    sim.comment({ repo: world.repo, number: 101 }, "bob", "hello");
    sim.clearRequests();
    const [changed] = (await list(toRef(world.ref), reader)).pulls;
    expect(changed).toEqual({ ...first.pulls[0], updatedAt: new Date(nowMs).toISOString().replace(".000", "") });
    expect(sim.countRequests({ status: 304 })).toBe(1);
  });
});

describe("what is open, by REST", () => {
  withoutNetwork();

  const page = (number: number) =>
    `/repos/acme/shop/pulls?state=open&sort=created&direction=desc&per_page=100&page=${number}`;
  const aPull = (number: number) => ({
    number,
    updated_at: "2026-03-02T09:00:00Z",
    head: { sha: fakeSha("head 1") },
    base: { ref: "main" },
  });

  function anOldServer() {
    const api = aGithubApi();
    api.token();
    const problem = { message: "Field 'pullRequests' doesn't exist", extensions: { code: "undefinedField" } };
    api.graphql(200, { errors: [problem] });
    return api;
  }

  const list = async (reader: GithubReader = aGithub().reader) => (await reader.listPulls([REF])).get(4242);

  it("is whole with exactly ten thousand", async () => {
    const api = anOldServer();
    for (let number = 0; number < 100; number++) {
      const pulls = Array.from({ length: 100 }, (_, index) => aPull(10_000 - 100 * number - index));
      api.get(page(number + 1), 200, pulls);
    }
    api.get(page(101), 200, []);

    const found = await list();

    expect(found).toMatchObject({ status: "loaded", value: { open: 10_000, whole: true } });
  });

  it("is unavailable rather than cut when a page is no list", async () => {
    anOldServer().get(page(1), 200, { message: "maintenance" });

    expect(await list()).toMatchObject({ status: "unavailable" });
  });

  it("waits when GitHub's limit is reached, which holds for every repository", async () => {
    anOldServer().get(page(1), 403, { message: "API rate limit exceeded" }, { "retry-after": "60" });

    await expect(list()).rejects.toMatchObject({ code: "GITHUB_RATE_LIMITED" });
  });
});

function toRef({ installationId, repositoryId, owner, name }: RepositoryRef): RepositoryRef {
  return { installationId, repositoryId, owner, name };
}
