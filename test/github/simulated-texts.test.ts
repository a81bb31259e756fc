import { aSimulatedGithub, closeClean, loadedValue, readPull, type Simulated } from "./support/simulated.js";

const OLD = "export const a = 1;\n";
const NEW = "export const a = 2;\n";

describe("whole texts of changed files on the GitHub simulator", () => {
  let world: Simulated;

  beforeEach(async () => {
    world = await aSimulatedGithub();
    const { sim, repo } = world;
    await sim.commit(repo, "main", { by: "bob", files: { "one.ts": OLD, "notes.md": "a\n", "old.ts": longText("x") } });
  });

  afterEach(() => closeClean(world));

  async function open(files: Readonly<Record<string, string | Buffer | null>>) {
    const { sim, repo } = world;
    await sim.commit(repo, "feature", { author: "alice", files });
    await sim.openPull({ repo, head: "feature", author: "alice" });
    const snapshot = await readPull(world);
    sim.clearRequests();
    const answer = loadedValue(await world.github.reader.loadFiles(world.ref, snapshot));
    const textOf = (path: string) => {
      const file = answer.files.find((one) => one.path === path);
      const side = (blob: string | null | undefined) => answer.texts.get(blob ?? "") ?? null;
      return [side(file?.before?.blob), side(file?.after?.blob)];
    };
    return { ...answer, snapshot, textOf };
  }

  it("come with the sides of the files that are worth parsing, in the same call", async () => {
    const { textOf } = await open({ "one.ts": NEW, "notes.md": "b\n", "two.ts": "export {};\n" });

    expect(textOf("one.ts")).toEqual([
      { status: "read", text: OLD },
      { status: "read", text: NEW },
    ]);
    expect(textOf("notes.md")).toEqual([null, null]);
    expect(textOf("two.ts")).toEqual([null, null]);
    expect(world.sim.countRequests()).toBe(2);
  });

  it("of a renamed file are those at its old and its new place", async () => {
    const { textOf } = await open({ "old.ts": null, "new.ts": longText("y") });

    expect(textOf("new.ts")).toEqual([
      { status: "read", text: longText("x") },
      { status: "read", text: longText("y") },
    ]);
  });

  it("are not taken from the start of a file that GitHub cut off", async () => {
    const { textOf } = await open({ "one.ts": `${OLD}// ${"x".repeat(600_000)}\n` });

    expect(textOf("one.ts")).toEqual([
      { status: "read", text: OLD },
      { status: "unread", reason: "it is larger than GitHub gives in one piece" },
    ]);
  });

  it("are read in full, one by one, where nothing less will do", async () => {
    const large = `${OLD}// ${"x".repeat(600_000)}\n`;
    const { sim, repo } = world;
    await sim.commit(repo, "main", { by: "bob", files: { "large.lock.ts": large } });
    const { textOf } = await open({ "large.lock.ts": `${large}// more\n` });

    expect(textOf("large.lock.ts")).toEqual([
      { status: "read", text: large },
      { status: "read", text: `${large}// more\n` },
    ]);
    expect(world.sim.countRequests()).toBe(4);
  });

  it("are no texts of binary files", async () => {
    const { textOf } = await open({ "one.ts": Buffer.from([1, 0, 2, 0]) });

    expect(textOf("one.ts")[1]).toEqual({ status: "unread", reason: "it is no text" });
  });

  it("are not asked for again for a head that is known", async () => {
    const { snapshot, files } = await open({ "one.ts": NEW });
    world.sim.clearRequests();

    const again = loadedValue(await world.github.reader.loadFiles(world.ref, snapshot));

    expect(world.sim.countRequests()).toBe(0);
    expect(again.texts.size).toBe(0);
    expect(again.files[0]).toBe(files[0]);
  });

  it("are read of many files too", async () => {
    const { sim, repo } = world;
    const many = (text: string) =>
      Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`src/f${n}.ts`, text + n]));
    await sim.commit(repo, "main", { by: "bob", files: many("old ") });
    const { textOf, texts } = await open(many("new "));

    expect(texts.size).toBe(240);
    expect(textOf("src/f119.ts")).toEqual([
      { status: "read", text: "old 119" },
      { status: "read", text: "new 119" },
    ]);
  });
});

/** Long enough that git sees one changed line as a rename. */
function longText(last: string): string {
  return `${Array.from({ length: 20 }, (_, index) => `export const line${index} = ${index};`).join("\n")}\n// ${last}\n`;
}
