// The examiner's process: parsers of hostile text run here, without the App's environment, where they block nobody and can be
// killed. One file at a time.
import { examineFile } from "./examine-file.js";
import type { Done, Task } from "./process-messages.js";

let last: Promise<void> = Promise.resolve();
process.on("message", ({ id, file }: Task) => {
  last = last.then(async () => {
    const done: Done = { id, examination: await examineFile(file) };
    process.send?.(done);
  });
});
// The App is gone: nobody waits for an answer.
process.on("disconnect", () => process.exit());
