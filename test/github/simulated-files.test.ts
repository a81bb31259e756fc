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
