// Loaded into a server that is measured, before its own code. The first SIGUSR2 begins to count, the second one writes the
// modules of which a function ran in between to WATCHED_FUNCTIONS. What runs while a module loads is no such function.
import { renameSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { isMainThread } from "node:worker_threads";

const { WATCHED_FUNCTIONS } = process.env;
const session = new Session();

async function begin() {
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  write([]);
}

async function end() {
  const { result } = await session.post("Profiler.takePreciseCoverage");
  session.disconnect();
  write(result.filter(({ functions }) => functions.some(ran)).map(({ url }) => url));
}

function ran({ functionName, ranges: [whole] }) {
  const isModule = functionName === "" && whole.startOffset === 0;
  return whole.count > 0 && !isModule;
}

function write(urls) {
  writeFileSync(`${WATCHED_FUNCTIONS}.part`, JSON.stringify(urls));
  renameSync(`${WATCHED_FUNCTIONS}.part`, WATCHED_FUNCTIONS);
}

if (isMainThread) process.once("SIGUSR2", () => begin().then(() => process.once("SIGUSR2", end)));
