import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createExaminer } from "../../src/examine/examiner.js";
import type { FileToExamine } from "../../src/ports/examiner.js";
import { aFile, anExamination } from "../support/build.js";

/** A thread that answers, except for files whose path says what to do instead. */
const THREAD = `
  const { parentPort } = require("node:worker_threads");
  let answered = 0;
  parentPort.on("message", ({ id, file }) => {
    if (file.file.path === "hangs.ts") for (;;) {}
    if (file.file.path === "crashes.ts") throw new Error("a secret text");
    if (file.file.path === "swells.ts") { const all = []; for (;;) all.push(new Array(100000).fill(id)); }
    answered += 1;
    parentPort.postMessage({ id, examination: { ...${JSON.stringify(anExamination())}, unexamined: [file.file.path + " " + answered] } });
  });
`;

describe("the examiner", () => {
  it("answers file by file, in order", async () => {
    expect(await examine(["a.ts", "b.ts", "c.ts"])).toEqual([["a.ts 1"], ["b.ts 2"], ["c.ts 3"]]);
  });

  it.each([
    ["takes too long", "hangs.ts", "it took too long to examine"],
    ["ends the thread", "crashes.ts", "it could not be examined within the limits of memory"],
    ["eats all memory", "swells.ts", "it could not be examined within the limits of memory"],
  ])("gives a file up that %s, and goes on with the next in a new thread", async (_what, path, reason) => {
    expect(await examine(["a.ts", path, "c.ts"])).toEqual([["a.ts 1"], [reason], ["c.ts 1"]]);
  });

  it("gives up what is left when a change takes too long", async () => {
    const late = "the change took too long to examine";

    expect(await examine(["a.ts", "b.ts"], { changeMs: -1 })).toEqual([[late], [late]]);
  });

  it("examines one change after the other", async () => {
    const examiner = createExaminer({ script: script() });
    const [first, second] = await Promise.all([examiner.examine([toFile("a.ts")]), examiner.examine([toFile("b.ts")])]);
    await examiner.close();

    expect([first?.[0]?.unexamined, second?.[0]?.unexamined]).toEqual([["a.ts 1"], ["b.ts 2"]]);
  });

  it("starts no thread for nothing", async () => {
    const examiner = createExaminer({ script: new URL("file:///nowhere/thread.js") });

    expect(await examiner.examine([])).toEqual([]);
    await examiner.close();
  });

  it("says so when its thread cannot start", async () => {
    const examiner = createExaminer({ script: new URL("file:///nowhere/thread.js") });
    const [examination] = await examiner.examine([toFile("a.ts")]);
    await examiner.close();

    expect(examination).toMatchObject({ equivalence: { status: "unknown" }, unexamined: [expect.any(String)] });
  });
});

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
  const file = join(mkdtempSync(join(tmpdir(), "countersign-")), "thread.cjs");
  writeFileSync(file, THREAD);
  return pathToFileURL(file);
}
