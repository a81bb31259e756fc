// What GitHub knows about the ref of an action, against the simulator: commits of forks, moved tags, private repositories.
import type { ActionRefQuery } from "../../src/core/facts/package-facts.js";
import type { Repository } from "../github-simulator/world/model.js";
import { aGithub, aGithubApi, REF, withoutNetwork } from "./support/github-api.js";
import { aSimulatedGithub, closeClean, loadedValue, type Simulated } from "./support/simulated.js";

describe("the ref of an action", () => {
  let world: Simulated;
  let action: Repository;
  let first: string;
  let second: string;

  beforeAll(async () => {
    world = await aSimulatedGithub();
    const { sim } = world;
    sim.createOrganization("tools");
    action = await sim.createRepository({ owner: "tools", name: "Deploy", files: { "action.yml": "name: deploy\n" } });
    first = await commit("main", "1");
    second = await commit("main", "2");
    await action.git.updateRef("refs/tags/v1.0.0", first);
    await action.git.updateRef("refs/tags/v1.1.0", second);
    await action.git.updateRef("refs/tags/v1", second);
    await commit("main", "3");
  });

  beforeEach(() => world.sim.clearRequests());
  afterAll(() => closeClean(world));

  function commit(branch: string, text: string): Promise<string> {
    return world.sim.commit(action, branch, { author: "alice", files: { "index.js": text } });
  }

  async function read(query: Partial<ActionRefQuery>) {
    const whole = { name: "tools/deploy", ref: "v1.0.0", claim: null, ...query };
    return loadedValue(await world.github.reader.loadActionRef(world.ref, whole));
  }

  it("is a tag, with the commit that it points to, in one call", async () => {
    expect(await read({ ref: "v1.0.0" })).toMatchObject({
      fullName: "tools/Deploy",
      isOwn: false,
      isArchived: false,
      claimed: null,
      target: { sha: first, kind: "tag", membership: "held", tags: ["v1.0.0"], releasedAt: null },
    });
    expect(world.sim.countRequests()).toBe(1);
  });

  it.each([
    ["main", "branch"],
    ["refs/heads/main", "branch"],
    ["refs/tags/v1", "tag"],
  ])("is what %s names: a %s", async (ref, kind) => {
    expect((await read({ ref }))?.target?.kind).toBe(kind);
  });

  it.each(["v2", "refs/tags/main", "refs/heads/v1", "refs/pull/1/head", "HEAD~1", "c0ffee1", "f".repeat(40), ""])(
    "is nothing when no tag, branch or commit is named %j",
    async (ref) => {
      expect((await read({ ref }))?.target).toBeNull();
    },
  );

  it("is not told apart when a tag and a branch bear one name", async () => {
    await world.sim.forcePush(action, "v1", first, "alice");

    expect((await read({ ref: "v1" }))?.target?.kind).toBe("both");
    await world.sim.deleteBranch(action, "v1", "alice");
  });

  it("is held when a tag points to the pinned commit, without another call", async () => {
    const found = await read({ ref: first.toUpperCase(), claim: "v1.0.0" });

    expect(found).toMatchObject({ claimed: "same", target: { kind: "commit", membership: "held" } });
    expect(world.sim.countRequests()).toBe(1);
  });

  it("is held when the pinned commit lies behind a branch", async () => {
    const between = await commit("main", "between");
    await commit("main", "later");
    world.sim.clearRequests();

    expect((await read({ ref: between }))?.target?.membership).toBe("held");
    expect(world.sim.countRequests()).toBe(2);
  });

  it("is held when only a branch of releases holds the commit", async () => {
    const released = await commit("releases/v0", "built");
    await commit("releases/v0", "built again");

    expect((await read({ ref: released }))?.target?.membership).toBe("held");
  });

  it("is a stray when the commit was only pushed to a fork", async () => {
    const stray = await commit("of-a-fork", "evil");
    // GitHub keeps the objects of a network together: the commit can be read here, and no ref of the repository holds it.
    await action.git.updateRef("refs/network/fork", stray);
    await world.sim.deleteBranch(action, "of-a-fork", "alice");

    const target = (await read({ ref: stray, claim: "v1.1.0" }))?.target;
    expect(target).toMatchObject({ sha: stray, membership: "stray" });
  });

  it("compares a few branches only, and says so", async () => {
    const stray = await commit("of-another-fork", "evil too");
    await action.git.updateRef("refs/network/another", stray);
    await world.sim.deleteBranch(action, "of-another-fork", "alice");
    for (const index of [1, 2, 3, 4, 5, 6]) await commit(`topic-${index}`, `topic ${index}`);
    world.sim.clearRequests();

    expect((await read({ ref: stray }))?.target?.membership).toBe("unfound");
    expect(world.sim.countRequests()).toBe(7);
  });

  it.each<[string, () => string, string, string]>([
    ["the tag beside it", () => second, "v1.1.0", "same"],
    ["the tag without its v", () => second, "1.1.0", "same"],
    ["the line of releases beside it", () => first, "v1", "same"],
    ["another release", () => first, "v1.1.0", "other"],
    ["no tag at all", () => first, "v9.9.9", "missing"],
  ])("agrees with its comment or not: %s", async (_what, ref, claim, claimed) => {
    expect((await read({ ref: ref(), claim }))?.claimed).toBe(claimed);
  });

  it("was once what a tag that moves with each release pointed to, where its own tag is not listed", async () => {
    const untagged = await commit("main", "4");
    await action.git.updateRef("refs/tags/v2", await commit("main", "5"));

    expect((await read({ ref: untagged, claim: "v2" }))?.claimed).toBe("earlier");
    expect((await read({ ref: await commit("main", "6"), claim: "v2" }))?.claimed).toBe("other");
  });

  it("is not known where the repository does not exist", async () => {
    expect(await read({ name: "tools/invented" })).toBeNull();
    expect(await read({ name: "nobody/deploy" })).toBeNull();
  });

  it("does not tell readers of a public repository which private ones exist", async () => {
    const { sim } = world;
    const own = await sim.createRepository({ owner: "acme", name: "internal-action", private: true });
    await sim.createRepository({ owner: "tools", name: "hidden", private: true });

    expect(await read({ name: "acme/internal-action", ref: "main" })).toBeNull();
    expect(await read({ name: "tools/hidden", ref: "main" })).toBeNull();
    world.repo.isPrivate = true;
    expect(await read({ name: "acme/internal-action", ref: "main" })).toMatchObject({
      fullName: "acme/internal-action",
      isOwn: true,
      target: { sha: own.git.branch("main") },
    });
    world.repo.isPrivate = false;
  });
});

describe("an answer about an action", () => {
  withoutNetwork();
  const SHA = "a".repeat(40);
  const TAG = "b".repeat(40);
  const QUERY: ActionRefQuery = { name: "tools/deploy", ref: SHA, claim: "v1.0.0" };

  it("follows annotated tags to their commit", async () => {
    answer({
      claimed: { target: annotated() },
      tags: { totalCount: 1, nodes: [{ name: "v1.0.0", target: annotated() }] },
    });

    const found = await aGithub().reader.loadActionRef(REF, QUERY);
    expect(found).toMatchObject({ value: { claimed: "same", target: { membership: "held", tags: ["v1.0.0"] } } });
  });

  it("takes the id of a tag or of a tree for no commit", async () => {
    answer({ commit: { __typename: "Tag", oid: SHA, target: { __typename: "Commit", oid: TAG } } });

    expect(await aGithub().reader.loadActionRef(REF, QUERY)).toMatchObject({ value: { target: null } });
  });

  it("is unavailable when GitHub refuses it, and an outage when GitHub says nothing of use", async () => {
    const [api, github] = [aGithubApi(), aGithub()];
    api.token();
    const errors = [{ type: "FORBIDDEN", path: ["action"], message: "the organisation allows no such access" }];
    api.graphql(200, { data: { using: null, action: null }, errors });
    expect(await github.reader.loadActionRef(REF, QUERY)).toMatchObject({
      status: "unavailable",
      reason: expect.stringContaining("the organisation allows no such access"),
    });

    for (const data of [{ using: null, action: null }, { action: {} }, {}]) {
      api.graphql(200, { data });
      await expect(github.reader.loadActionRef(REF, QUERY)).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
    }
  });

  function annotated() {
    return {
      __typename: "Tag",
      oid: TAG,
      target: { __typename: "Commit", oid: SHA, committedDate: "2026-01-01T00:00:00Z" },
    };
  }

  function answer(more: object): void {
    const github = aGithubApi();
    github.token();
    github.graphql(200, {
      data: {
        using: { visibility: "PUBLIC" },
        action: {
          nameWithOwner: "tools/deploy",
          visibility: "PUBLIC",
          isArchived: false,
          createdAt: "2020-01-01T00:00:00Z",
          defaultBranchRef: null,
          commit: { __typename: "Commit", oid: SHA, committedDate: "2026-01-01T00:00:00Z" },
          tags: { totalCount: 0, nodes: [] },
          branches: { totalCount: 0, nodes: [] },
          ...more,
        },
      },
    });
  }
});
