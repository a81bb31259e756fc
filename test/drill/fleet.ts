// The servers of a play: started, killed at random moments, started again on the same data.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GithubSimulator } from "../github-simulator/index.js";
import { createScratchDatabase } from "../support/scratch-database.js";
import { type ServerProcess, startServerProcess } from "../support/server-process.js";
import { openFront } from "./front.js";

export interface Fleet {
  readonly url: string;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  /** Kills one of the servers at once and starts it again after `pauseMs`. */
  strike(index: number, pauseMs: number): Promise<void>;
  /** Waits until no work is due, running or waiting for another try. */
  quiet(): Promise<void>;
  /** Stops the servers; the data stay until `remove`. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

/** Rows of periodic work, which always wait for their next time. */
const PERIODIC = 3;

export async function startFleet(
  github: GithubSimulator,
  { replicas, serverUrl }: { replicas: number; serverUrl: string | null },
): Promise<Fleet> {
  const dataDir = await mkdtemp(join(tmpdir(), "countersign-drill-"));
  const database = serverUrl === null ? null : await createScratchDatabase(serverUrl);
  const start = () =>
    startServerProcess(github, { dataDir, ...(database === null ? {} : { databaseUrl: database.url }) });
  const servers: ServerProcess[] = [];
  for (let index = 0; index < replicas; index++) {
    const server = await start();
    await server.ready();
    servers.push(server);
  }
  const front = await openFront(() => servers.map(({ url }) => url));
  return {
    url: front.url,
    dataDir,
    databaseUrl: database?.url ?? null,
    async strike(index, pauseMs) {
      const at = index % servers.length;
      await servers[at]?.kill();
      await pause(pauseMs);
      const next = await start();
      servers[at] = next;
      await next.ready();
    },
    async quiet() {
      let calm = 0;
      while (calm < 3) {
        await pause(100);
        calm = (await isCalm(servers[0])) ? calm + 1 : 0;
      }
    },
    async stop() {
      for (const server of servers) await server.stop();
      await front.close();
    },
    async remove() {
      await database?.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function isCalm(server: ServerProcess | undefined): Promise<boolean> {
  const text = await fetch(`${server?.url}/metrics`).then((answer) => answer.text());
  const of = (state: string) =>
    Number(new RegExp(`countersign_work_waiting\\{state="${state}"\\} (\\d+)`).exec(text)?.[1] ?? 1);
  return of("ready") === 0 && of("running") === 0 && of("delayed") <= PERIODIC;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
