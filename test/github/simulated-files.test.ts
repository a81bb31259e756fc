import {
  aSimulatedGithub,
  closeClean,
  loadedValue,
  openFeature,
  readPull,
  type Simulated,
} from "./support/simulated.js";

describe("the changed files on the GitHub simulator", () => {
  let world: Simulated;

  beforeEach(async () => {
    world = await aSimulatedGithub();
  });

  afterEach(() => closeClean(world));

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

    const { files, gaps } = loadedValue(await world.github.reader.loadFiles(world.ref, await readPull(world)));

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

    const snapshot = await readPull(world);
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

    const { files, gaps } = loadedValue(await world.github.reader.loadFiles(world.ref, await readPull(world)));

    expect(gaps).toEqual([]);
    expect(files).toMatchObject([
      { path: "config", status: "removed", before: { mode: "100644" }, after: null },
      { path: "config/base.yml", status: "added", before: null },
    ]);
  });

  it("names a list of another head as a gap", async () => {
    const { sim, repo } = world;
    await openFeature(world);
    const before = await readPull(world);
    await sim.commit(repo, "feature", { author: "alice", files: { "src/b.ts": "export const b = 3;\n" } });

    const { gaps } = loadedValue(await world.github.reader.loadFiles(world.ref, before));

    expect(gaps.join()).toContain('does not fit the head commit at "src/b.ts"');
  });

  it("completes more files than GitHub lists from the trees", async () => {
    await world.sim.close();
    world = await aSimulatedGithub({ limits: { pullFiles: 100 } });
    const many = Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`src/f${index}.ts`, `${index}\n`]));
    await openFeature(world, many);

    const snapshot = await readPull(world);
    const { files, gaps } = loadedValue(await world.github.reader.loadFiles(world.ref, snapshot));

    expect(snapshot.counts.files).toBe(130);
    expect(gaps).toEqual([]);
    expect(new Set(files.map(({ path }) => path)).size).toBe(130);
    expect(files.filter(({ content }) => content.kind === "unreadable")).toHaveLength(30);
  });

  it("begins their list before the snapshot is read, and asks for its pages at once", async () => {
    const LIST = /\/pulls\/1\/files$/;
    const { sim, github, ref } = world;
    await openFeature(
      world,
      Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`src/f${index}.ts`, `${index}\n`])),
    );
    sim.fail({ path: /graphql$/, awaits: { path: LIST, count: 1 } });
    const begun = github.reader.startFiles(ref);
    const snapshot = await readPull(world);
    sim.fail({ path: LIST, times: 2, awaits: { path: LIST, count: 3 } });
    sim.fail({ path: /git\/trees/, times: 2, awaits: { path: LIST, count: 3 } });

    const { files, gaps } = loadedValue(await github.reader.loadFiles(ref, snapshot, begun));

    expect(gaps).toEqual([]);
    expect(files).toHaveLength(250);
    expect(sim.countRequests({ path: LIST })).toBe(3);
  });

  it("lists them anew when a push came between the list and the snapshot", async () => {
    const { sim, repo, github, ref } = world;
    await openFeature(world);
    const begun = github.reader.startFiles(ref);
    await begun.firstPage;
    await sim.commit(repo, "feature", { author: "alice", files: { "src/b.ts": "export const b = 3;\n" } });

    const { files, gaps } = loadedValue(await github.reader.loadFiles(ref, await readPull(world), begun));

    expect(gaps).toEqual([]);
    expect(files[0]?.content).toMatchObject({ hunks: [{ lines: [{ text: "export const b = 3;" }] }] });
    expect(sim.countRequests({ path: /\/files$/ })).toBe(2);
  });

  it("takes a list that was begun for nothing where the files are remembered", async () => {
    const { sim, github, ref } = world;
    await openFeature(world);
    const snapshot = await readPull(world);
    const first = loadedValue(await github.reader.loadFiles(ref, snapshot));
    sim.clearRequests();
    const begun = github.reader.startFiles(ref);
    await begun.firstPage;

    expect(loadedValue(await github.reader.loadFiles(ref, snapshot, begun)).files).toBe(first.files);
    expect(sim.countRequests()).toBe(1);
  });

  it("keeps the failure of a list that was begun until the files are wanted", async () => {
    const { sim, github, ref } = world;
    await openFeature(world);
    sim.fail({ path: /\/files$/, status: 403, body: { message: "Resource not accessible by integration" } });
    const begun = github.reader.startFiles(ref);
    await begun.firstPage;

    expect((await github.reader.loadFiles(ref, await readPull(world), begun)).status).toBe("unavailable");
  });

  it("reads a pull request from a fork", async () => {
    const { sim, repo } = world;
    const fork = await sim.fork(repo, "carol");
    await sim.commit(fork, "feature", { author: "carol", files: { "src/f.ts": "1\n" } });
    await sim.openPull({ repo, head: "feature", headRepo: fork, author: "carol" });

    const snapshot = await readPull(world);
    const { files, gaps } = loadedValue(await world.github.reader.loadFiles(world.ref, snapshot));

    expect(snapshot.pull.fork).toBe(true);
    expect(gaps).toEqual([]);
    expect(files.map(({ path }) => path)).toEqual(["src/f.ts"]);
  });
});
