import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { jest } from "@jest/globals";
import { createExaminer } from "../../src/examine/examiner.js";
import type { FileToExamine } from "../../src/ports/examiner.js";
import { aFile, anExamination } from "../support/build.js";

/** A process that answers, except for files whose path says what to do instead. */
const PROCESS = `
  let answered = 0;
  process.on("disconnect", () => process.exit());
  process.on("message", ({ id, file }) => {
    if (file.file.path === "hangs.ts") for (;;) {}
    if (file.file.path === "computes.ts") for (let step = 0; step < 3e8; step += 1);
    if (file.file.path === "crashes.ts") throw new Error("a secret text");
    if (file.file.path === "swells.ts") { const all = []; for (;;) all.push(new Array(100000).fill(id)); }
    answered += 1;
    const said = file.file.path === "environment.ts" ? Object.keys(process.env).join() : file.file.path + " " + answered;
    const residentBytes = file.file.path === "grows.ts" ? 400 * 1024 * 1024 : 0;
    process.send({ id, residentBytes, examination: { ...${JSON.stringify(anExamination())}, unexamined: [said] } });
  });
`;

describe("the examiner", () => {
  it("answers file by file, in order", async () => {
    expect(await examine(["a.ts", "b.ts", "c.ts"])).toEqual([["a.ts 1"], ["b.ts 2"], ["c.ts 3"]]);
  });

  it.each([
    ["takes too long", "hangs.ts", "it took too long to examine"],
    ["ends the process", "crashes.ts", "it could not be examined within the limits of memory"],
    ["eats all memory", "swells.ts", "it could not be examined within the limits of memory"],
  ])("gives a file up that %s, and goes on with the next in a new process", async (_what, path, reason) => {
    expect(await examine(["a.ts", path, "c.ts"])).toEqual([["a.ts 1"], [reason], ["c.ts 1"]]);
  });

  it("gives up what is left when a change takes too long", async () => {
    const late = "the change took too long to examine";

    expect(await examine(["a.ts", "b.ts"], { changeMs: -1 })).toEqual([[late], [late]]);
  });

  it("examines two changes at once, and a third after one of them", async () => {
    const examiner = createExaminer({ script: script() });
    const changes = ["a.ts", "b.ts", "c.ts"].map((path) => examiner.examine([toFile(path)]));
    const examinations = (await Promise.all(changes)).map(([only]) => only?.unexamined);
    await examiner.close();

    expect(examinations).toEqual([["a.ts 1"], ["b.ts 1"], ["c.ts 2"]]);
  });

  it("lets a change pass another one that hangs", async () => {
    const examiner = createExaminer({ script: script(), fileMs: 2_000 });
    const order: string[] = [];
    const ask = async (path: string) => {
      await examiner.examine([toFile(path)]);
      order.push(path);
    };
    await Promise.all([ask("hangs.ts"), ask("b.ts")]);
    await examiner.close();

    expect(order).toEqual(["b.ts", "hangs.ts"]);
  });

  it("ends no process that is at work, because it was idle before", async () => {
    jest.useFakeTimers({ advanceTimers: false, doNotFake: ["setImmediate", "nextTick", "performance"] });
    const examiner = createExaminer({ script: script(), idleMs: 1_000 });
    // In both lanes: something was done, and then a change came in which there was nothing to do.
    await Promise.all([examiner.examine([toFile("a.ts")]), examiner.examine([toFile("b.ts")])]);
    await Promise.all([examiner.examine([]), examiner.examine([])]);

    const asked = examiner.examine([toFile("computes.ts")]);
    // The process is asked now, and cannot have answered before this test lets go of the thread.
    for (let step = 0; step < 10; step += 1) await null;
    jest.advanceTimersByTime(1_000);
    const [examination] = await asked;
    await examiner.close();
    jest.useRealTimers();

    expect(examination?.unexamined).toEqual(["computes.ts 2"]);
  });

  it("starts its process as soon as files may come", async () => {
    const examiner = createExaminer({ script: script() });
    const before = processes();
    examiner.prepare();
    examiner.prepare();
    const prepared = processes() - before;
    const [examination] = await examiner.examine([toFile("a.ts")]);
    await examiner.close();

    expect({ prepared, said: examination?.unexamined }).toEqual({ prepared: 1, said: ["a.ts 1"] });
  });

  it("starts its process only for files where memory is short", async () => {
    const examiner = createExaminer({ script: script(), spareBytes: () => 0 });
    const before = processes();
    examiner.prepare();
    const prepared = processes() - before;
    const [examination] = await examiner.examine([toFile("a.ts")]);
    await examiner.close();

    expect({ prepared, said: examination?.unexamined }).toEqual({ prepared: 0, said: ["a.ts 1"] });
  });

  it("keeps a process without work for ten minutes", async () => {
    const { say, rest, close } = anIdleExaminer();
    const said = [await say("a.ts")];
    rest(599_000);
    said.push(await say("b.ts"));
    rest(600_000);
    said.push(await say("c.ts"));
    await close();

    expect(said).toEqual(["a.ts 1", "b.ts 2", "c.ts 1"]);
  });

  it("ends a process without work when memory gets short", async () => {
    let spare = 1024 ** 3;
    const { say, rest, close } = anIdleExaminer({ spareBytes: () => spare });
    const said = [await say("a.ts")];
    rest(60_000);
    said.push(await say("b.ts"));
    spare = 100 * 1024 ** 2;
    rest(60_000);
    said.push(await say("c.ts"));
    await close();

    expect(said).toEqual(["a.ts 1", "b.ts 2", "c.ts 1"]);
  });

  it("ends a process that a change left with too much memory", async () => {
    const examiner = createExaminer({ script: script() });
    const changes = [];
    for (const paths of [["grows.ts", "b.ts", "grows.ts"], ["c.ts"], ["d.ts"]]) {
      changes.push(...(await examiner.examine(paths.map(toFile))));
    }
    await examiner.close();

    expect(changes.map(({ unexamined }) => unexamined[0])).toEqual([
      "grows.ts 1",
      "b.ts 2",
      "grows.ts 3",
      "c.ts 1",
      "d.ts 2",
    ]);
  });

  it("keeps the App's environment from the parsers", async () => {
    expect(await examine(["environment.ts"])).toEqual([[""]]);
  });

  it("starts no process for nothing", async () => {
    const examiner = createExaminer({ script: new URL("file:///nowhere/process.js") });

    expect(await examiner.examine([])).toEqual([]);
    await examiner.close();
  });

  it("says so when its process cannot start", async () => {
    const examiner = createExaminer({ script: new URL("file:///nowhere/process.js") });
    const [examination] = await examiner.examine([toFile("a.ts")]);
    await examiner.close();

    expect(examination).toMatchObject({ equivalence: { status: "unknown" }, unexamined: [expect.any(String)] });
  });
});

/** Its clock stands still but for `rest`. */
function anIdleExaminer(options: Parameters<typeof createExaminer>[0] = {}) {
  jest.useFakeTimers({ advanceTimers: false, doNotFake: ["setImmediate", "nextTick", "performance"] });
  const examiner = createExaminer({ script: script(), ...options });
  return {
    say: async (path: string) => (await examiner.examine([toFile(path)]))[0]?.unexamined[0],
    rest: (ms: number) => jest.advanceTimersByTime(ms),
    close: async () => {
      await examiner.close();
      jest.useRealTimers();
    },
  };
}

/** Processes that this one has started and that live. */
function processes(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === "ProcessWrap").length;
}

async function examine(paths: readonly string[], limits: { changeMs?: number } = {}) {
  const examiner = createExaminer({ script: script(), fileMs: 2_000, heapMb: 40, ...limits });
  const examinations = await examiner.examine(paths.map(toFile));
  await examiner.close();
  return examinations.map(({ unexamined }) => unexamined);
}

function toFile(path: string): FileToExamine {
  return { file: aFile({ path }), before: { status: "none" }, after: { status: "none" } };
}

function script(): URL {
  const file = join(mkdtempSync(join(tmpdir(), "countersign-")), "process.cjs");
  writeFileSync(file, PROCESS);
  return pathToFileURL(file);
}
