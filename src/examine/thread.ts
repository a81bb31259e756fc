// The examiner's thread: parsers of hostile text run here, where they block nobody and can be ended. One file at a time.
import { parentPort } from "node:worker_threads";
import { examineFile } from "./examine-file.js";
import type { Done, Task } from "./thread-messages.js";

const port = parentPort;
if (port === null) throw new Error("expected to be started as a worker thread");

let last: Promise<void> = Promise.resolve();
port.on("message", ({ id, file }: Task) => {
  last = last.then(async () => {
    const done: Done = { id, examination: await examineFile(file) };
    port.postMessage(done);
  });
});
