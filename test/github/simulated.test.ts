import type { Source } from "../../src/core/facts.js";
import type { CheckRunEffect } from "../../src/core/gate/effect.js";
import type { PullSnapshot } from "../../src/ports.js";
import { aSimulatedGithub, connect, type Simulated } from "./support/simulated.js";

const POLICY = "version: 1\nscope: all\n";

describe("the adapter against the GitHub simulator", () => {
  let world: Simulated;

  beforeEach(async () => {
    world = await aSimulatedGithub();
  });

  afterEach(async () => {
    expect(world.sim.violations).toEqual([]);
    expect(world.sim.unmatched).toEqual([]);
    await world.sim.close();
  });

  async function aPull(files: Record<string, string | Buffer | null> = { "src/b.ts": "export const b = 2;\n" }) {
    const { sim, repo } = world;
    await sim.commit(repo, "feature", {
      author: "alice",
      files,
      message: "Add b\n\nCo-authored-by: Bob <bob@example.com>",
    });
    const pull = await sim.openPull({ repo, head: "feature", author: "alice", body: "Closes #99" });
    sim.clearRequests();
    return pull;
  }

  async function loadPull(baseRef: string | null = "main"): Promise<PullSnapshot> {
    const snapshot = await world.github.reader.loadPull(world.ref, { baseRef });
    if (snapshot === null) throw new Error("no such pull request");
    return snapshot;
  }

  const effect = (pull: { head: { sha: string } }, conclusion: CheckRunEffect["conclusion"]): CheckRunEffect => ({
    kind: "check_run",
    headSha: pull.head.sha,
    conclusion,
    title: "Behavior-changing · 1 review missing",
    summary: "summary",
    text: "text",
    annotations: [],
    detailsUrl: "https://countersign.example/review/acme/shop/1",
  });

  it("reads a fresh pull request in three calls, and an unchanged one in one", async () => {
    const pull = await aPull();

    const first = await loadPull();
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
    await world.github.reader.loadFiles(world.ref, await loadPull());

    expect(world.sim.countRequests()).toBe(1);
  });

  it("reads an unchanged pull request after a restart in three calls", async () => {
    await aPull();
    const restarted = connect(world.sim);
    await restarted.loadIdentity();
    world.sim.clearRequests();

    const snapshot = await restarted.reader.loadPull(world.ref, { baseRef: "main" });
    if (snapshot !== null) await restarted.reader.loadFiles(world.ref, snapshot);

    expect(world.sim.countRequests()).toBe(3);
  });

  it("links commits to all of their people", async () => {
    const { sim, repo } = world;
    sim.createBot("acme-agent", { id: 777, email: "777+acme-agent[bot]@users.noreply.github.com" });
    const author = { name: "acme-agent[bot]", email: "777+acme-agent[bot]@users.noreply.github.com" };
    const message = "Write it\n\nCo-authored-by: Alice <nobody@example.com>";
    await sim.commit(repo, "feature", { author, by: "alice", committer: "alice", files: { a: "1\n" }, message });
    await sim.openPull({ repo, head: "feature", author: "alice" });

    const [commit] = loadedValue((await loadPull()).commits);

    expect(commit?.author.account).toEqual({ id: 777, login: "acme-agent[bot]", type: "Bot" });
    expect(commit?.committer.account).toMatchObject({ login: "alice", type: "User" });
    expect(commit?.coAuthors).toEqual([{ name: "Alice", email: "nobody@example.com", account: null }]);
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
    await sim.setStatus(repo, pull.head.sha, "lint", "failure", { creator: "bob" });
    world.ref = { ...world.ref, number: pull.number };
    await world.github.writer.createCheckRun(world.ref, effect(pull, null));

    const byGraphql = await loadPull();
    sim.fail({ path: /graphql/, status: 502, times: 5 });
    const byRest = await loadPull();

    expect(withoutMoment(byRest)).toEqual(withoutMoment(byGraphql));
    expect(byGraphql.policy).toMatchObject({ status: "found", text: POLICY });
    expect(loadedValue(byGraphql.checks)).toHaveLength(2);
    expect(byGraphql.publishedChecks).toHaveLength(1);
    expect(loadedValue(byGraphql.linkedIssues)).toHaveLength(1);
    expect(loadedValue(byGraphql.reviews)).toHaveLength(1);
  });

  it("reads the policy of the real base when the hint was wrong", async () => {
    const { sim, repo } = world;
    await sim.createBranch(repo, "release");
    await sim.commit(repo, "main", { author: "bob", files: { ".github/countersign.yml": POLICY } });
    const pull = await aPull();

    expect((await loadPull("release")).policy.status).toBe("found");
    expect((await loadPull(null)).policy.status).toBe("found");
    await sim.retarget(pull, "release", "alice");
    expect((await loadPull("main")).policy.status).toBe("absent");
    expect((await loadPull(null)).policy.status).toBe("absent");
  });

  it("sees links, modes, binaries, renames, submodules and odd names for what they are", async () => {
    const { sim, repo } = world;
    await sim.commit(repo, "main", {
      by: "bob",
      files: { "run.sh": "echo 1\n", "old name.ts": "export const a = 1;\nexport const b = 2;\n", "gone.ts": "1\n" },
    });
    const odd = 'a b/"ü\n.ts';
    await sim.commit(repo, "feature", {
      author: "alice",
      files: {
        "old name.ts": null,
        "new name.ts": "export const a = 1;\nexport const b = 2;\n",
        "gone.ts": null,
        "run.sh": "echo 1\n",
        "logo.png": Buffer.from([137, 80, 78, 71, 0, 1, 2, 3]),
        "empty.txt": "",
        [odd]: "two\n",
      },
      mode: { "run.sh": "100755" },
      symlink: { link: "src/a.ts" },
      submodule: { vendored: "1".repeat(40) },
    });
    await sim.openPull({ repo, head: "feature", author: "alice" });

    const { files, gaps } = loadedValue(await world.github.reader.loadFiles(world.ref, await loadPull()));

    const byPath = new Map(files.map((file) => [file.path, file]));
    expect(gaps).toEqual([]);
    expect(files).toHaveLength(8);
    expect(byPath.get("link")?.after?.mode).toBe("120000");
    expect(byPath.get("vendored")?.after?.mode).toBe("160000");
    expect(byPath.get("run.sh")).toMatchObject({
      before: { mode: "100644" },
      after: { mode: "100755" },
      content: { kind: "unchanged" },
    });
    expect(byPath.get("logo.png")).toMatchObject({ content: { kind: "binary" }, additions: null });
    expect(byPath.get("empty.txt")?.content).toEqual({ kind: "hunks", hunks: [] });
    expect(byPath.get("new name.ts")).toMatchObject({
      previousPath: "old name.ts",
      status: "renamed",
      content: { kind: "unchanged" },
      before: { path: "old name.ts" },
    });
    expect(byPath.get("gone.ts")).toMatchObject({ status: "removed", after: null });
    expect(byPath.get(odd)?.content.kind).toBe("hunks");
  });

  it("keeps to the merge base when the branch took in its base", async () => {
    const { sim, repo } = world;
    await sim.commit(repo, "feature", { author: "alice", files: { "src/b.ts": "export const b = 2;\n" } });
    await sim.openPull({ repo, head: "feature", author: "alice" });
    await sim.commit(repo, "main", { author: "bob", files: { "src/c.ts": "export const c = 3;\n" } });
    await sim.merge(repo, "main", "feature", "alice");

    const snapshot = await loadPull();
    const { files, gaps } = loadedValue(await world.github.reader.loadFiles(world.ref, snapshot));

    expect(snapshot.mergeBaseSha).toBeNull();
    expect(gaps).toEqual([]);
    expect(files.map(({ path }) => path)).toEqual(["src/b.ts"]);
  });

  it("sees the fall of a file whose place another took", async () => {
    const { sim, repo } = world;
    await sim.commit(repo, "main", { by: "bob", files: { config: "a\nb\nc\n" } });
    await sim.commit(repo, "feature", { author: "alice", files: { config: null, "config/base.yml": "x\n" } });
    await sim.openPull({ repo, head: "feature", author: "alice" });

    const { files, gaps } = loadedValue(await world.github.reader.loadFiles(world.ref, await loadPull()));

    expect(gaps).toEqual([]);
    expect(files).toMatchObject([
      { path: "config", status: "removed", before: { mode: "100644" }, after: null },
      { path: "config/base.yml", status: "added", before: null },
    ]);
  });

  it("names a list of another head as a gap", async () => {
    const { sim, repo } = world;
    await aPull();
    const before = await loadPull();
    await sim.commit(repo, "feature", { author: "alice", files: { "src/b.ts": "export const b = 3;\n" } });

    const { gaps } = loadedValue(await world.github.reader.loadFiles(world.ref, before));

    expect(gaps.join()).toContain('does not fit the head commit at "src/b.ts"');
  });

  it("completes more files than GitHub lists from the trees", async () => {
    await world.sim.close();
    world = await aSimulatedGithub({ limits: { pullFiles: 100 } });
    const many = Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`src/f${index}.ts`, `${index}\n`]));
    await aPull(many);

    const snapshot = await loadPull();
    const { files, gaps } = loadedValue(await world.github.reader.loadFiles(world.ref, snapshot));

    expect(snapshot.counts.files).toBe(130);
    expect(gaps).toEqual([]);
    expect(new Set(files.map(({ path }) => path)).size).toBe(130);
    expect(files.filter(({ content }) => content.kind === "unreadable")).toHaveLength(30);
  });

  it("lists more commits than a pull request shows", async () => {
    await world.sim.close();
    world = await aSimulatedGithub({ limits: { pullCommits: 250 } });
    const { sim, repo } = world;
    const commits = Array.from({ length: 253 }, (_, index) => ({ author: "alice", files: { a: `${index}\n` } }));
    await sim.commitMany(repo, "feature", commits);
    const pull = await sim.openPull({ repo, head: "feature", author: "alice" });
    sim.reportCheck(repo, pull.head.sha, "build", "success", "ci");

    const snapshot = await loadPull();

    const listed = loadedValue(snapshot.commits);
    expect(listed).toHaveLength(253);
    expect(listed.at(-1)?.sha).toBe(pull.head.sha);
    expect(snapshot.counts.commits).toBe(253);
    expect(loadedValue(snapshot.checks)).toHaveLength(1);
  });

  it("writes and finds its own check run, comments, reactions and issues", async () => {
    const pull = await aPull();
    const { reader, writer } = world.github;
    const id = await writer.createCheckRun(world.ref, effect(pull, null));
    await writer.updateCheckRun(world.ref, id, effect(pull, "success"), { withAnnotations: false });
    await writer.updateCheckRun(world.ref, id, effect(pull, null), { withAnnotations: false });
    const comment = await writer.createComment(world.ref, "hello");
    await writer.updateComment(world.ref, comment.id, "hello again");
    await writer.addReaction(world.ref, comment.id, "+1");
    const issue = { kind: "issue", marker: "<!-- m -->", title: "Review afterwards", body: "Please." } as const;

    const first = await writer.openIssue(world.ref, issue);
    const again = await writer.openIssue(world.ref, issue);

    const snapshot = await loadPull();
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
      policy: { status: "absent" },
      floor: { status: "absent" },
    });
  });

  it("sends 120 annotations in three requests", async () => {
    const pull = await aPull();
    const annotations = Array.from({ length: 120 }, (_, index) => ({
      path: "src/b.ts",
      line: 1,
      level: "warning" as const,
      title: `finding ${index}`,
      message: "why",
    }));

    const id = await world.github.writer.createCheckRun(world.ref, { ...effect(pull, null), annotations });

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
    const pull = await aPull();
    const { reader } = world.github;
    const { installationId, repositoryId, owner, name } = world.ref;

    expect(await reader.listInstallations()).toEqual([{ installationId, suspended: false }]);
    expect(await reader.listRepositories(installationId)).toEqual([{ installationId, repositoryId, owner, name }]);
    expect(await reader.listOpenPulls(world.ref)).toMatchObject([
      { number: 1, baseRef: "main", headSha: pull.head.sha },
    ]);
    expect(await reader.listPullsOfCommit(world.ref, pull.head.sha)).toMatchObject([{ number: 1, merged: false }]);
    expect(await reader.listPullsOfCommit(world.ref, "0".repeat(40))).toEqual([]);
  });

  it("answers null for a pull request that does not exist, and for a name that passed on", async () => {
    await aPull();

    expect(await world.github.reader.loadPull({ ...world.ref, number: 404 }, { baseRef: "main" })).toBeNull();
    expect(await world.github.reader.loadPull({ ...world.ref, repositoryId: 5 }, { baseRef: "main" })).toBeNull();
    expect(await world.github.reader.loadFreshness({ ...world.ref, number: 404 }, "main")).toBeNull();
  });

  it("names every pull request of a merge group with its head", async () => {
    const { sim, repo } = world;
    const first = await aPull();
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

  it("reads a pull request from a fork", async () => {
    const { sim, repo } = world;
    const fork = await sim.fork(repo, "carol");
    await sim.commit(fork, "feature", { author: "carol", files: { "src/f.ts": "1\n" } });
    await sim.openPull({ repo, head: "feature", headRepo: fork, author: "carol" });

    const snapshot = await loadPull();
    const { files, gaps } = loadedValue(await world.github.reader.loadFiles(world.ref, snapshot));

    expect(snapshot.pull.fork).toBe(true);
    expect(gaps).toEqual([]);
    expect(files.map(({ path }) => path)).toEqual(["src/f.ts"]);
  });

  it("tells who edited what, and which comments an App wrote in a person's name", async () => {
    const { sim } = world;
    const pull = await aPull();
    const edited = sim.comment(pull, "carol", "/countersign start");
    sim.editComment(edited, "bob", "/countersign approve");
    const viaApp = sim.comment(pull, "carol", "/countersign approve", { viaApp: "autopilot" });
    await sim.editPull(pull, "bob", { body: "intent: something else" });

    const snapshot = await loadPull();

    const [first] = loadedValue(snapshot.comments);
    expect(first).toMatchObject({ author: { login: "carol" }, editor: { login: "bob" }, ours: false });
    expect(snapshot.pull.bodyEditor).toMatchObject({ login: "bob" });
    expect(await world.github.reader.loadViaApp(world.ref, viaApp.id)).toEqual({ status: "loaded", value: true });
    expect(await world.github.reader.loadViaApp(world.ref, edited.id)).toEqual({ status: "loaded", value: false });
  });

  it("does not repeat a check run or comment whose answer was lost", async () => {
    const pull = await aPull();
    const { writer } = world.github;
    world.sim.fail({ method: "POST", path: /check-runs|comments/, hangUp: true, afterEffect: true, times: 2 });

    await expect(writer.createCheckRun(world.ref, effect(pull, null))).rejects.toMatchObject({
      code: "GITHUB_UNAVAILABLE",
    });
    await expect(writer.createComment(world.ref, "once")).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });

    expect(await writer.listCheckRuns(world.ref, pull.head.sha)).toHaveLength(1);
    expect(loadedValue((await loadPull()).comments)).toHaveLength(1);
  });

  it("finds other open pull requests with the same head", async () => {
    const { sim, repo } = world;
    await aPull();
    await sim.createBranch(repo, "release");
    await sim.openPull({ repo, head: "feature", base: "release", author: "alice" });

    expect(loadedValue((await loadPull()).siblings)).toEqual([{ number: 2, baseRef: "release" }]);
  });

  it("fails fast while an installation is limited, and not for another", async () => {
    await aPull();
    world.sim.fail({ path: /graphql/, status: 403, headers: { "retry-after": "30" }, body: { message: "slow down" } });

    await expect(loadPull()).rejects.toMatchObject({ code: "GITHUB_RATE_LIMITED", retryAt: expect.any(Date) });
    world.sim.clearRequests();
    await expect(loadPull()).rejects.toMatchObject({ code: "GITHUB_RATE_LIMITED" });
    expect(world.sim.countRequests()).toBe(0);
    const other = { ...world.ref, installationId: 999_999 };
    await expect(world.github.reader.loadPermission(other, "alice")).resolves.toBeDefined();
  });
});

/** What was loaded. */
function loadedValue<T>(source: Source<T>): T {
  if (source.status === "unavailable") throw new Error(source.reason);
  return source.value;
}

/** Two readings differ in their moment; only one of them is told the merge base. */
function withoutMoment({ readAt: _, mergeBaseSha: __, ...rest }: PullSnapshot) {
  return rest;
}
