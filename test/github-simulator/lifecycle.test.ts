import { aWorld, graphql } from "./support.js";

describe("the life of a pull request", () => {
  let world: Awaited<ReturnType<typeof aWorld>>;

  beforeEach(async () => {
    world = await aWorld();
  });

  afterEach(() => world.sim.close());

  async function aPull(head = "feature", path = "src/b.ts") {
    const { sim, repo } = world;
    await sim.commit(repo, head, { author: "alice", files: { [path]: "export const b = 2;\n" } });
    return sim.openPull({ repo, head, author: "alice" });
  }

  const read = async (number: number) => (await world.api("GET", `/repos/acme/shop/pulls/${number}`)).data;

  it("merges only when required checks pass, unless an admin bypasses", async () => {
    const { sim, repo } = world;
    const pull = await aPull();
    sim.createUser("root");
    sim.setPermission(repo, "root", "admin");
    sim.requireChecks(repo, "main", ["countersign"], sim.app.id);
    sim.reportCheck(repo, pull.head.sha, "countersign", "success", "forger");

    await expect(sim.mergePull(pull, { by: "bob" })).rejects.toThrow('required status check "countersign" is expected');
    await expect(sim.mergePull(pull, { by: "bob", bypass: true })).rejects.toThrow("is expected");
    await sim.mergePull(pull, { by: "root", bypass: true });

    expect(await read(1)).toMatchObject({ merged: true, state: "closed", merged_by: { login: "root" } });
  });

  it.each(["merge", "squash", "rebase"] as const)("moves the base by %s", async (method) => {
    const { sim, repo, api } = world;
    const pull = await aPull();
    await sim.commit(repo, "main", { by: "bob", files: { later: "1\n" } });

    const oid = await sim.mergePull(pull, { by: "bob", method });

    const { data } = await api("GET", `/repos/acme/shop/commits/${oid}`);
    expect(data.parents).toHaveLength(method === "merge" ? 2 : 1);
    expect(repo.git.branch("main")).toBe(oid);
    expect((await api("GET", "/repos/acme/shop/contents/src/b.ts")).status).toBe(200);
    expect((await api("GET", "/repos/acme/shop/contents/later")).status).toBe(200);
    expect((await api("GET", `/repos/acme/shop/commits/${oid}/pulls`)).data[0].number).toBe(1);
  });

  it("is recognised as merged when its commits are pushed to the base", async () => {
    const { sim, repo } = world;
    await aPull();

    await sim.merge(repo, "feature", "main", "bob");

    expect(await read(1)).toMatchObject({ merged: true, merged_by: { login: "bob" } });
  });

  it("keeps its change over a rebase, under new commits", async () => {
    const { sim, repo, api } = world;
    const pull = await aPull();
    const before = pull.head.sha;
    await sim.commit(repo, "main", { by: "bob", files: { later: "1\n" } });

    const after = await sim.rebase(repo, "feature", "main", "alice");

    expect(after).not.toBe(before);
    expect(await read(1)).toMatchObject({ head: { sha: after }, changed_files: 1, commits: 1 });
    const { data } = await api("GET", "/repos/acme/shop/pulls/1/files");
    expect(data).toMatchObject([{ filename: "src/b.ts" }]);
    const query = `{repository(owner:"acme",name:"shop"){pullRequest(number:1){timelineItems(first:1){nodes{__typename ... on HeadRefForcePushedEvent{beforeCommit{oid}}}}}}}`;
    const events = (await graphql(sim, world.token, query)).data.repository.pullRequest.timelineItems.nodes;
    expect(events).toEqual([{ __typename: "HeadRefForcePushedEvent", beforeCommit: { oid: before } }]);
  });

  it("refuses a rebase that conflicts", async () => {
    const { sim, repo } = world;
    await aPull("feature", "src/a.ts");
    await sim.commit(repo, "main", { by: "bob", files: { "src/a.ts": "export const a = 9;\n" } });

    await expect(sim.rebase(repo, "feature", "main", "alice")).rejects.toThrow("conflicts");
  });

  it("goes through a merge group that holds several", async () => {
    const { sim, repo, token } = world;
    const pulls = [await aPull("one", "one.ts"), await aPull("two", "two.ts")];

    const group = await sim.createMergeGroup(repo, "main", pulls);

    const query = `{repository(owner:"acme",name:"shop"){mergeQueue(branch:"main"){entries(first:9){nodes{position headCommit{oid} pullRequest{number headRefOid}}}}}}`;
    const { data } = await graphql(sim, token, query);
    const { nodes } = data.repository.mergeQueue.entries;
    expect(nodes.map((node: { pullRequest: object }) => node.pullRequest)).toEqual(
      pulls.map((pull) => ({ number: pull.number, headRefOid: pull.head.sha })),
    );
    expect(nodes[1].headCommit.oid).toBe(group.headSha);
    expect(repo.git.branch(group.headRef.replace("refs/heads/", ""))).toBe(group.headSha);

    await sim.destroyMergeGroup(group, "merged");
    expect((await read(1)).merged && (await read(2)).merged).toBe(true);
    expect(repo.git.branch("main")).toBe(group.headSha);
  });

  it("follows a fork's branch and survives the fork's end", async () => {
    const { sim, repo } = world;
    const fork = await sim.fork(repo, "carol");
    await sim.commit(fork, "patch", { author: "carol", files: { "c.ts": "1\n" } });
    const pull = await sim.openPull({ repo, headRepo: fork, head: "patch", author: "carol" });

    const head = await sim.pushTo(pull, { by: "carol", files: { "d.ts": "1\n" } });
    expect(await read(1)).toMatchObject({ head: { sha: head, repo: { full_name: "carol/shop" } }, changed_files: 2 });

    sim.deleteHeadRepository(pull);
    expect((await read(1)).head.repo).toBeNull();
    expect(sim.violations).toEqual([]);
  });

  it("closes when its branch is deleted, reopens, and turns into a draft", async () => {
    const { sim, repo } = world;
    const pull = await aPull();
    await sim.convertToDraft(pull, "alice");
    await expect(sim.mergePull(pull, { by: "bob" })).rejects.toThrow("draft");
    await sim.readyForReview(pull, "alice");

    await sim.deleteBranch(repo, "feature", "alice");
    expect((await read(1)).state).toBe("closed");

    await sim.reopenPull(pull, "alice");
    expect(await read(1)).toMatchObject({ state: "open", draft: false });
  });
});
