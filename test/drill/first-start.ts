// The drill of the first start: a new DATA_DIR, its server killed several times while it makes the database, and then it has to start.
// Usage: npm run drill:first-start [-- --rounds 5 --kills 6]
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { freePort } from "../support/server-process.js";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, kills: { type: "string", default: "6" } },
});
const rounds = Number(values.rounds);
const kills = Number(values.kills);
/** Long even for a busy machine: what is not up by then never will be. */
const DEADLINE_MS = 180_000;

const wholeMs = await measureWhole();
console.log(`a first start in peace: ${(wholeMs / 1000).toFixed(1)} s`);
let failed = 0;
for (let round = 1; round <= rounds; round++) {
  const moments = Array.from({ length: kills }, (_, index) => momentOf(round, index));
  const end = await inNewDirectory((dataDir) => play(dataDir, moments));
  if (end !== "") failed += 1;
  console.log(`${end === "" ? "✓" : "✗"} killed after ${moments.join(", ")} ms${end === "" ? "" : `: ${end}`}`);
}
console.log(`${rounds * kills} kills in ${rounds} directories, ${failed} of which do not start`);
process.exit(failed === 0 ? 0 : 1);

/** Spread over the whole of a first start, at other moments in each round. */
function momentOf(round: number, index: number): number {
  return Math.round((wholeMs * (index + round / (rounds + 1))) / kills);
}

async function measureWhole(): Promise<number> {
  const startedMs = performance.now();
  const end = await inNewDirectory((dataDir) => play(dataDir, []));
  if (end !== "") throw new Error(`no first start in peace: ${end}`);
  return performance.now() - startedMs;
}

/** Empty when it starts after all, and nothing of the killed ones is left; else what came instead. */
async function play(dataDir: string, moments: readonly number[]): Promise<string> {
  for (const afterMs of moments) {
    const { child } = await startServer(dataDir);
    await Promise.race([pause(afterMs), once(child, "exit")]);
    await end(child, "SIGKILL");
  }
  const { child, port, output } = await startServer(dataDir);
  const isUp = await answers(child, port);
  await end(child, "SIGTERM");
  if (!isUp) return output().trim().slice(-500);
  const other = (await readdir(dataDir)).filter((name) => name.startsWith("database.unfinished-"));
  return other.length === 0 ? "" : `a database was taken for an unfinished one: ${other.join(", ")}`;
}

async function startServer(dataDir: string) {
  const port = await freePort();
  const child = spawn(process.execPath, ["bin/start.js"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, HOST: "127.0.0.1", PORT: String(port), LOG_LEVEL: "warn" },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-4000);
    });
  }
  return { child, port, output: () => printed };
}

/** /healthz answers once the database is open and migrated. */
async function answers(child: ChildProcess, port: number): Promise<boolean> {
  const untilMs = performance.now() + DEADLINE_MS;
  while (performance.now() < untilMs && child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    if (answer?.ok) return true;
    await pause(50);
  }
  return false;
}

async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "exit");
}

async function inNewDirectory<T>(run: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), "countersign-first-start-"));
  try {
    return await run(dataDir);
  } finally {
    await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
