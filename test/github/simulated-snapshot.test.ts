import type { PullSnapshot } from "../../src/ports.js";
import {
  anEffect,
  aSimulatedGithub,
  closeClean,
  connect,
  loadedValue,
  openFeature,
  readPull,
  type Simulated,
} from "./support/simulated.js";

const POLICY = "version: 1\nscope: all\n";

describe("a snapshot of the GitHub simulator", () => {
  let world: Simulated;

  beforeEach(async () => {
    world = await aSimulatedGithub();
  });

  afterEach(() => closeClean(world));

  it("reads a fresh pull request in three calls, and an unchanged one in one", async () => {
    const pull = await openFeature(world);

    const first = await readPull(world);
    const files = loadedValue(await world.github.reader.loadFiles(world.ref, first));

    expect(world.sim.countRequests({ path: /\/(graphql|repos)/ })).toBe(3);
    expect(files.gaps).toEqual([]);
    expect(files.files).toMatchObject([
      {
        path: "src/b.ts",
        status: "added",
        additions: 1,
        deletions: 0,
        before: null,
        after: { path: "src/b.ts", mode: "100644" },
        content: { kind: "hunks" },
      },
    ]);
    expect(first.pull).toMatchObject({
      number: 1,
      headSha: pull.head.sha,
      baseRef: "main",
      state: "open",
      fork: false,
    });
    expect(first.counts).toEqual({ files: 1, additions: 1, deletions: 0, commits: 1 });
    expect(first.policy).toEqual({ status: "absent" });
    expect(first.floor).toEqual({ status: "absent" });

    world.sim.clearRequests();
    await world.github.reader.loadFiles(world.ref, await readPull(world));

    expect(world.sim.countRequests()).toBe(1);
  });

  it("reads an unchanged pull request after a restart in three calls", async () => {
    await openFeature(world);
    const restarted = connect(world.sim);
    await restarted.loadIdentity();
    world.sim.clearRequests();

    const snapshot = await restarted.reader.loadPull(world.ref, { baseRef: "main" });
    if (snapshot !== null) await restarted.reader.loadFiles(world.ref, snapshot);

    expect(world.sim.countRequests()).toBe(3);
  });

  it("reads comments on lines and answers to them, in one call unless a review has very many", async () => {
    const { sim } = world;
    const pull = await openFeature(world);
    const [asked] = await sim.commentOnLines(pull, "bob", [{ body: "Why?", path: "src/b.ts" }]);
    const [answer] = await sim.commentOnLines(pull, "carol", [
      { body: "Because.", ...(asked && { inReplyTo: asked }) },
    ]);
    if (answer) await sim.editLineComment(answer, "bob", "Because!");
    await world.github.loadIdentity();
    sim.clearRequests();

    const few = loadedValue((await readPull(world)).lineComments);

    expect(sim.countRequests()).toBe(1);
    expect(few).toMatchObject([
      { id: asked?.id, body: "Why?", author: { login: "bob" }, commitSha: pull.head.sha, editedAt: null },
      { body: "Because!", author: { login: "carol" }, editor: { login: "bob" } },
    ]);

    await sim.commentOnLines(
      pull,
      "bob",
      Array.from({ length: 160 }, (_, index) => ({ body: `line ${index}` })),
    );
    sim.clearRequests();

    expect(loadedValue((await readPull(world)).lineComments)).toHaveLength(162);
    expect(sim.countRequests()).toBe(3);
  });

  it("links commits to all of their people", async () => {
    const { sim, repo } = world;
    sim.createBot("acme-agent", { id: 777, email: "777+acme-agent[bot]@users.noreply.github.com" });
    const author = { name: "acme-agent[bot]", email: "777+acme-agent[bot]@users.noreply.github.com" };
    const message = "Write it\n\nCo-authored-by: Alice <nobody@example.com>";
    await sim.commit(repo, "feature", { author, by: "alice", committer: "alice", files: { a: "1\n" }, message });
    await sim.openPull({ repo, head: "feature", author: "alice" });

    const [commit] = loadedValue((await readPull(world)).commits);

    expect(commit?.author.account).toEqual({ id: 777, login: "acme-agent[bot]", type: "Bot" });
    expect(commit?.committer.account).toMatchObject({ login: "alice", type: "User" });
    expect(commit?.coAuthors).toEqual([{ name: "Alice", email: "nobody@example.com", account: null }]);
  });

  it("tells which heads forced pushes took away, whose commits can still be read", async () => {
    const { sim, repo } = world;
    const pull = await openFeature(world);
    const gone = pull.head.sha;
    const squashed = await sim.commit(repo, "squashed", {
      author: "bob",
      files: { "src/b.ts": "export const b = 2;\n" },
    });
    await sim.forcePush(repo, "feature", squashed, "bob");

    const { formerHeads, pull: read } = await readPull(world);
    const former = loadedValue(await world.github.reader.loadCommits(world.ref, read.baseSha, gone));

    expect(formerHeads).toEqual([gone]);
    expect(former).toMatchObject({ total: 1, commits: [{ sha: gone, author: { account: { login: "alice" } } }] });
  });

  it("links the co-authors of a head that is gone by any address, and knows nobody of it while GraphQL is down", async () => {
    const { sim, repo } = world;
    const robin = sim.createUser("robin", { email: "robin@corp.example" });
    const message = "Go on\n\nCo-authored-by: R <robin@corp.example>\nCo-authored-by: X <x@corp.example>";
    const gone = await sim.commit(repo, "feature", { author: "alice", files: { a: "1\n" }, message });
    await sim.openPull({ repo, head: "feature", author: "alice" });
    const { pull } = await readPull(world);
    const load = () => world.github.reader.loadCommits(world.ref, pull.baseSha, gone);

    const [commit] = loadedValue(await load())?.commits ?? [];
    sim.fail({ path: /graphql/, status: 502, times: 5 });

    expect(commit?.coAuthors.map(({ account }) => account?.id ?? null)).toEqual([robin.id, null]);
    expect(await load()).toMatchObject({ status: "unavailable" });
  });

  it("takes GitHub's own name and noreply addresses for no more than GitHub says, by both APIs", async () => {
    const { sim, repo } = world;
    const github = { name: "GitHub", email: "noreply@github.com" };
    const ghost = { name: "Ghost", email: "999999999+ghost@users.noreply.github.com" };
    const { id } = sim.createUser("dana");
    const message = `Write it\n\nCo-authored-by: Dana <${id}+dana@users.noreply.github.com>`;
    await sim.commitMany(repo, "feature", [
      { author: "alice", committer: github, by: "alice", files: { a: "1\n" }, message, signed: true },
      { author: github, committer: github, by: "alice", files: { a: "2\n" } },
      { author: ghost, committer: "alice", by: "alice", files: { a: "3\n" } },
    ]);
    await sim.openPull({ repo, head: "feature", author: "alice" });

    const byGraphql = loadedValue((await readPull(world)).commits);
    sim.fail({ path: /graphql/, status: 502, times: 5 });
    const byRest = loadedValue((await readPull(world)).commits);

    expect(byRest).toEqual(byGraphql);
    expect(
      byGraphql.map((commit) => [commit.author, commit.committer].map(({ account }) => account?.login ?? null)),
    ).toEqual([
      ["alice", "web-flow"],
      [null, null],
      [null, "alice"],
    ]);
    expect(byGraphql[0]?.coAuthors).toMatchObject([{ account: { id, login: "dana", type: "User" } }]);
  });

  it("gives the same snapshot by REST when GraphQL is down", async () => {
    const { sim, repo } = world;
    await sim.commit(repo, "main", { author: "bob", files: { ".github/countersign.yml": POLICY } });
    const issue = sim.createIssue({ repo, author: "bob", title: "Refunds time out", body: "They do." });
    await sim.commit(repo, "feature", { author: "alice", files: { "src/b.ts": "export const b = 2;\n" } });
    const pull = await sim.openPull({ repo, head: "feature", author: "alice", body: `Closes #${issue.number}` });
    sim.comment(pull, "carol", "/countersign start");
    await sim.submitReview(pull, "bob", "APPROVED", "fine");
    sim.reportCheck(repo, pull.head.sha, "build", "success", "ci");
    sim.createBot("jenkins");
    await sim.setStatus(repo, pull.head.sha, "lint", "failure", { creator: "jenkins[bot]" });
    await sim.setStatus(repo, pull.head.sha, "lint", "success", { creator: "bob" });
    world.ref = { ...world.ref, number: pull.number };
    await world.github.writer.createCheckRun(world.ref, anEffect(pull.head.sha, null));

    const byGraphql = await readPull(world);
    sim.fail({ path: /graphql/, status: 502, times: 5 });
    const byRest = await readPull(world);

    expect(withoutMoment(byRest)).toEqual(withoutMoment(byGraphql));
    expect(byGraphql.policy).toMatchObject({ status: "found", text: POLICY });
    expect(loadedValue(byGraphql.checks)).toMatchObject([
      { name: "build", app: "ci", appId: expect.any(Number), reporter: { login: "ci[bot]", type: "Bot" } },
      { name: "lint", outcome: "success", app: null, reporter: { login: "bob", type: "User" } },
    ]);
    expect(byGraphql.publishedChecks).toHaveLength(1);
    expect(loadedValue(byGraphql.linkedIssues)).toHaveLength(1);
    expect(loadedValue(byGraphql.reviews)).toHaveLength(1);
  });

  it("tells who reported beyond the first page too", async () => {
    const { sim, repo } = world;
    const pull = await openFeature(world);
    for (let index = 0; index < 101; index++) {
      await sim.setStatus(repo, pull.head.sha, `step ${index}`, "success", { creator: "bob" });
    }

    const checks = loadedValue((await readPull(world)).checks);

    expect(checks).toHaveLength(101);
    expect(new Set(checks.map(({ reporter }) => reporter?.login))).toEqual(new Set(["bob"]));
  });

  it("reads the policy of the real base when the hint was wrong", async () => {
    const { sim, repo } = world;
    await sim.createBranch(repo, "release");
    await sim.commit(repo, "main", { author: "bob", files: { ".github/countersign.yml": POLICY } });
    const pull = await openFeature(world);

    expect((await readPull(world, "release")).policy.status).toBe("found");
    expect((await readPull(world, null)).policy.status).toBe("found");
    await sim.retarget(pull, "release", "alice");
    expect((await readPull(world, "main")).policy.status).toBe("absent");
    expect((await readPull(world, null)).policy.status).toBe("absent");
  });

  it("lists more commits than a pull request shows", async () => {
    await world.sim.close();
    world = await aSimulatedGithub({ limits: { pullCommits: 250 } });
    const { sim, repo } = world;
    const commits = Array.from({ length: 253 }, (_, index) => ({ author: "alice", files: { a: `${index}\n` } }));
    await sim.commitMany(repo, "feature", commits);
    const pull = await sim.openPull({ repo, head: "feature", author: "alice" });
    sim.reportCheck(repo, pull.head.sha, "build", "success", "ci");

    const snapshot = await readPull(world);

    const listed = loadedValue(snapshot.commits);
    expect(listed).toHaveLength(253);
    expect(listed.at(-1)?.sha).toBe(pull.head.sha);
    expect(snapshot.counts.commits).toBe(253);
    expect(loadedValue(snapshot.checks)).toHaveLength(1);
  });

  it("answers null for a pull request that does not exist, and for a name that passed on", async () => {
    await openFeature(world);

    expect(await world.github.reader.loadPull({ ...world.ref, number: 404 }, { baseRef: "main" })).toBeNull();
    expect(await world.github.reader.loadPull({ ...world.ref, repositoryId: 5 }, { baseRef: "main" })).toBeNull();
    expect(await world.github.reader.loadFreshness({ ...world.ref, number: 404 }, "main")).toBeNull();
  });

  it("tells who edited what, and which comments an App wrote in a person's name", async () => {
    const { sim } = world;
    const pull = await openFeature(world);
    const edited = sim.comment(pull, "carol", "/countersign start");
    sim.editComment(edited, "bob", "/countersign approve");
    const viaApp = sim.comment(pull, "carol", "/countersign approve", { viaApp: "autopilot" });
    await sim.editPull(pull, "bob", { body: "intent: something else" });

    const snapshot = await readPull(world);

    const [first] = loadedValue(snapshot.comments);
    expect(first).toMatchObject({ author: { login: "carol" }, editor: { login: "bob" }, ours: false });
    expect(snapshot.pull.bodyEditor).toMatchObject({ login: "bob" });
    expect(await world.github.reader.loadViaApp(world.ref, viaApp.id)).toEqual({ status: "loaded", value: true });
    expect(await world.github.reader.loadViaApp(world.ref, edited.id)).toEqual({ status: "loaded", value: false });
  });

  it("tells which linked issues an App wrote in a person's name, each for one call", async () => {
    const { sim, repo } = world;
    const byHand = sim.createIssue({ repo, author: "bob", title: "a", body: "b" });
    const viaApp = sim.createIssue({ repo, author: "bob", title: "a", body: "b", viaApp: "autopilot" });
    await sim.commit(repo, "feature", { author: "alice", files: { "src/b.ts": "export const b = 2;\n" } });
    const body = `Closes #${byHand.number}, closes #${viaApp.number}`;
    const { number } = await sim.openPull({ repo, head: "feature", author: "alice", body });
    world.ref = { ...world.ref, number };
    const issues = loadedValue((await readPull(world)).linkedIssues);
    sim.clearRequests();

    const ask = () => Promise.all(issues.map((issue) => world.github.reader.loadIssueViaApp(world.ref, issue)));

    expect((await ask()).map(loadedValue)).toEqual([false, true]);
    expect((await ask()).map(loadedValue)).toEqual([false, true]);
    expect(sim.countRequests()).toBe(2);
  });

  it("finds other open pull requests with the same head", async () => {
    const { sim, repo } = world;
    await openFeature(world);
    await sim.createBranch(repo, "release");
    await sim.openPull({ repo, head: "feature", base: "release", author: "alice" });

    expect(loadedValue((await readPull(world)).siblings)).toEqual([{ number: 2, baseRef: "release" }]);
  });
});

/** Two readings differ in their moment; only one of them is told the merge base. */
function withoutMoment({ readAt: _, mergeBaseSha: __, ...rest }: PullSnapshot) {
  return rest;
}
