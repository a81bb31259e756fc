import {
  anEffect,
  aSimulatedGithub,
  closeClean,
  loadedValue,
  openFeature,
  readPull,
  type Simulated,
} from "./support/simulated.js";

describe("writing to the GitHub simulator", () => {
  let world: Simulated;

  beforeEach(async () => {
    world = await aSimulatedGithub();
  });

  afterEach(() => closeClean(world));

  it("writes and finds its own check run, comments, reactions and issues", async () => {
    const pull = await openFeature(world);
    const { reader, writer } = world.github;
    const id = await writer.createCheckRun(world.ref, anEffect(pull.head.sha, null));
    await writer.updateCheckRun(world.ref, { id }, anEffect(pull.head.sha, "success"));
    await writer.updateCheckRun(world.ref, { id }, anEffect(pull.head.sha, null));
    const comment = await writer.createComment(world.ref, "hello");
    await writer.updateComment(world.ref, comment.id, "hello again");
    await writer.addReaction(world.ref, comment.id, "+1");
    const issue = { kind: "issue", marker: "<!-- m -->", title: "Review afterwards", body: "Please." } as const;

    const first = await writer.openIssue(world.ref, issue);
    const again = await writer.openIssue(world.ref, issue);

    const snapshot = await readPull(world);
    expect(await writer.listCheckRuns(world.ref, pull.head.sha)).toMatchObject([
      { id, status: "in_progress", conclusion: null },
    ]);
    expect(snapshot.publishedChecks).toEqual(await writer.listCheckRuns(world.ref, pull.head.sha));
    expect(loadedValue(snapshot.comments)).toMatchObject([{ id: comment.id, body: "hello again", ours: true }]);
    expect(again).toBe(first);
    expect(await reader.loadFreshness(world.ref, "main")).toEqual({
      headSha: pull.head.sha,
      baseRef: "main",
      state: "open",
      defaultBranch: "main",
      policy: { status: "absent" },
      defaultPolicy: { status: "absent" },
      floor: { status: "absent" },
    });
  });

  it("takes a comment off a line of the diff, and finds it gone", async () => {
    const pull = await openFeature(world);
    const [first, second] = await world.sim.commentOnLines(pull, "bob", [{ body: "one" }, { body: "two" }]);
    const { writer } = world.github;

    await writer.deleteLineComment(world.ref, first?.id ?? 0);

    expect(loadedValue((await readPull(world)).lineComments)).toMatchObject([{ id: second?.id, body: "two" }]);
    await expect(writer.deleteLineComment(world.ref, first?.id ?? 0)).rejects.toMatchObject({
      code: "GITHUB_NOT_FOUND",
    });
  });

  it("sends 120 annotations in three requests", async () => {
    const pull = await openFeature(world);
    const annotations = Array.from({ length: 120 }, (_, index) => ({
      path: "src/b.ts",
      line: 1,
      level: "warning" as const,
      title: `finding ${index}`,
      message: "why",
    }));

    const id = await world.github.writer.createCheckRun(world.ref, { ...anEffect(pull.head.sha, null), annotations });

    expect(world.sim.countRequests({ path: /check-runs/ })).toBe(3);
    expect(world.repo.checkRuns.find((run) => run.id === id)?.annotations).toHaveLength(120);
  });

  it("tells what people may do", async () => {
    const { sim, repo } = world;
    sim.createTeam("acme", "security", ["bob"]);
    sim.createBot("helper");
    const { reader } = world.github;
    const of = async (login: string) => loadedValue(await reader.loadPermission(world.ref, login));

    expect(await of("alice")).toMatchObject({ permission: "maintain", account: { login: "alice", type: "User" } });
    expect((await of("BOB")).permission).toBe("write");
    expect((await of("nobody-at-all")).permission).toBe("none");
    expect(loadedValue(await reader.loadTeams(world.ref, "bob", ["acme/security", "acme/none"]))).toEqual([
      "acme/security",
    ]);
    expect(loadedValue(await reader.loadTeams(world.ref, "carol", ["acme/security"]))).toEqual([]);
    sim.setRules(repo, "main", []);
    expect(loadedValue(await reader.loadEnforcement(world.ref, "main"))).toEqual({ required: false, pinned: false });
    sim.requireChecks(repo, "main", ["countersign"], sim.app.id);
    expect(loadedValue(await reader.loadEnforcement(world.ref, "main"))).toEqual({ required: true, pinned: true });
  });

  it("lists installations, repositories, open pull requests and those of a commit", async () => {
    const pull = await openFeature(world);
    const { reader } = world.github;
    const { installationId, repositoryId, owner, name } = world.ref;

    expect(await reader.listInstallations()).toEqual([{ installationId, suspended: false }]);
    expect(await reader.listRepositories(installationId)).toEqual([{ installationId, repositoryId, owner, name }]);
    expect(await reader.listPullsOfCommit(world.ref, pull.head.sha)).toMatchObject([{ number: 1, merged: false }]);
    expect(await reader.listPullsOfCommit(world.ref, "0".repeat(40))).toEqual([]);
  });

  it("names every pull request of a merge group with its head", async () => {
    const { sim, repo } = world;
    const first = await openFeature(world);
    await sim.commit(repo, "other", { author: "bob", files: { "src/o.ts": "1\n" } });
    const second = await sim.openPull({ repo, head: "other", author: "bob" });
    const group = await sim.createMergeGroup(repo, "main", [first, second]);

    const members = await world.github.reader.listMergeGroup(world.ref, "refs/heads/main", group.headSha);

    expect(members).toEqual([
      { number: 1, headSha: first.head.sha },
      { number: 2, headSha: second.head.sha },
    ]);
    expect(await world.github.reader.listMergeGroup(world.ref, "main", first.head.sha)).toBeNull();
  });

  it("does not repeat a check run or comment whose answer was lost", async () => {
    const pull = await openFeature(world);
    const { writer } = world.github;
    world.sim.fail({ method: "POST", path: /check-runs|comments/, hangUp: true, afterEffect: true, times: 2 });

    await expect(writer.createCheckRun(world.ref, anEffect(pull.head.sha, null))).rejects.toMatchObject({
      code: "GITHUB_UNAVAILABLE",
    });
    await expect(writer.createComment(world.ref, "once")).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });

    expect(await writer.listCheckRuns(world.ref, pull.head.sha)).toHaveLength(1);
    expect(loadedValue((await readPull(world)).comments)).toHaveLength(1);
  });

  it("fails fast while an installation is limited, and not for another", async () => {
    await openFeature(world);
    world.sim.fail({ path: /graphql/, status: 403, headers: { "retry-after": "30" }, body: { message: "slow down" } });

    await expect(readPull(world)).rejects.toMatchObject({ code: "GITHUB_RATE_LIMITED", retryAt: expect.any(Date) });
    world.sim.clearRequests();
    await expect(readPull(world)).rejects.toMatchObject({ code: "GITHUB_RATE_LIMITED" });
    expect(world.sim.countRequests()).toBe(0);
    const other = { ...world.ref, installationId: 999_999 };
    await expect(world.github.reader.loadPermission(other, "alice")).resolves.toBeDefined();
  });
});
