// The examiner's process: parsers of hostile text run here, without the App's environment, where they block nobody and can be
// killed. One file at a time. What most changes need, grammars and rules, is loaded while nobody asks.
import { setImmediate } from "node:timers/promises";
import { parseUnifiedDiff } from "../core/diff/unified.js";
import type { Examination } from "../core/facts/examination.js";
import type { FileToExamine } from "../ports/examiner.js";
import { examineFile } from "./examine-file.js";

/** One file to examine. */
export interface Task {
  readonly id: number;
  readonly file: FileToExamine;
}

export interface Done {
  readonly id: number;
  readonly examination: Examination;
  /** Memory of the process, then. */
  readonly residentBytes: number;
}

let last: Promise<void> = Promise.resolve();
let isAsked = false;
process.on("message", ({ id, file }: Task) => {
  isAsked = true;
  last = last.then(async () => {
    const examination = await examineFile(file);
    const done: Done = { id, examination, residentBytes: process.memoryUsage.rss() };
    process.send?.(done);
  });
});
// The App is gone: nobody waits for an answer.
process.on("disconnect", () => process.exit());

/** The languages of most changes, the most usual first. Each grammar takes 10 to 120 ms and 2 MB. */
const USUAL = ["a.ts", "a.tsx", "a.py", "a.js", "a.go"];

/** A type is added, in words long enough for the rules of secrets to be loaded. */
function sample(path: string): FileToExamine[] {
  const [before, after] = ["const aNameOfSixteen = 1;\n", "const aNameOfSixteen: number = 1;\n"];
  const diff = `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-${before}+${after}`;
  const parsed = parseUnifiedDiff(diff);
  const files = parsed.ok ? parsed.value : [];
  return files.map((file) => ({
    file,
    before: { status: "read", text: before },
    after: { status: "read", text: after },
  }));
}

/** INVARIANT: whoever asks waits for one sample at most, and for none that came after them. */
for (const file of USUAL.flatMap(sample)) {
  await setImmediate();
  if (isAsked) break;
  last = examineFile(file).then(() => undefined);
  await last;
}
