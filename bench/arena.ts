// A simulator and a real server for a measurement, with one repository.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GithubSimulator, startGithubSimulator } from "../test/github-simulator/index.js";
import { createScratchDatabase } from "../test/support/scratch-database.js";
import { type ServerProcess, startServerProcess } from "../test/support/server-process.js";

export const REPO = "acme/shop";

export interface Arena {
  readonly github: GithubSimulator;
  readonly server: ServerProcess;
  close(): Promise<void>;
}

export interface ArenaOptions {
  readonly latencyMs?: number;
  /** A PostgreSQL server on which a database is made; absent: the embedded database. */
  readonly serverUrl?: string;
  /** GitHub's limit for the installation; once it is spent the server keeps deliveries and evaluates nothing. */
  readonly requestsPerHour?: number;
  /** Variables of the server beside those of every start. */
  readonly environment?: Readonly<Record<string, string>>;
}

export async function openArena(options: ArenaOptions = {}): Promise<Arena> {
  const github = await startGithubSimulator({ limits: { requestsPerHour: options.requestsPerHour ?? 1_000_000 } });
  github.createOrganization("acme");
  github.createUser("alice");
  github.createUser("robin");
  github.createBot("copilot-swe-agent");
  await github.createRepository({ owner: "acme", name: "shop", files: { "src/a.ts": "export const a = 1;\n" } });
  github.setPermission(REPO, "robin", "write");
  const dataDir = await mkdtemp(join(tmpdir(), "countersign-bench-"));
  const database = options.serverUrl === undefined ? null : await createScratchDatabase(options.serverUrl);
  const server = await startServerProcess(github, {
    dataDir,
    databaseUrl: database?.url,
    environment: options.environment,
  });
  await server.ready();
  github.webhooks.url = `${server.url}/api/github/webhooks`;
  github.install("acme");
  await github.webhooks.settled();
  github.latencyMs = options.latencyMs ?? 0;
  return {
    github,
    server,
    async close() {
      await server.stop();
      await github.close();
      await database?.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export async function openPull(github: GithubSimulator, name: string, files: Record<string, string>) {
  const branch = `copilot/${name}`;
  await github.commit(REPO, branch, { files, message: name, author: "Copilot", by: "Copilot" });
  return github.openPull({ repo: REPO, head: branch, author: "Copilot", title: name, body: "" });
}

/** Polls until the condition holds; the resolution is a millisecond. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!condition()) {
    if (performance.now() > deadline) {
      throw new Error("waited a minute for the server");
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** No request for longer than a pull request rests after a burst, and every delivery answered. */
export async function quiet(github: GithubSimulator): Promise<void> {
  await github.webhooks.settled();
  let seen = -1;
  let since = performance.now();
  await until(() => {
    if (github.requests.length !== seen) {
      seen = github.requests.length;
      since = performance.now();
    }
    return performance.now() - since > 2_500;
  });
}
