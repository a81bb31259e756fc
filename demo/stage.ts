// The stage: a simulated GitHub in this process, the real server as a process of its own, and acme/shop with its people.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GithubSimulator, type Pull, startGithubSimulator } from "../test/github-simulator/index.js";
import { progress } from "./print.js";
import { FILES, PEOPLE } from "./world.js";

export const REPO = "acme/shop";
const PATIENCE_MS = 60_000;

export interface Stage {
  readonly github: GithubSimulator;
  readonly appUrl: string;
  /** Moves GitHub's clock, so that nobody has to sit through ninety seconds. */
  advance(seconds: number): void;
  /** Waits until GitHub shows what the step is about. @throws when it never does. */
  until(what: string, condition: () => boolean): Promise<void>;
  check(pull: Pull): { status: string; conclusion: string | null; title: string; summary: string; text: string } | null;
  /** The App's comments, newest last. */
  comments(pull: Pull): string[];
  seconds(): number;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const startedAt = performance.now();
  let offsetMs = 0;
  const github = await startGithubSimulator({ clock: () => Date.now() + offsetMs, authClock: () => Date.now() });
  const dataDir = await mkdtemp(join(tmpdir(), "countersign-demo-"));
  const port = await freePort();
  const appUrl = `http://127.0.0.1:${port}`;
  const server = startServer(github, { port, dataDir, appUrl });
  await buildShop(github);

  const stage: Stage = {
    github,
    appUrl,
    advance: (seconds) => {
      offsetMs += seconds * 1000;
    },
    until: (what, condition) => until(what, condition, server),
    check(pull) {
      const run = github.checkRuns(REPO, pull.head.sha, "countersign").at(-1);
      return run === undefined
        ? null
        : {
            status: run.status,
            conclusion: run.conclusion,
            title: run.output.title ?? "",
            summary: run.output.summary ?? "",
            text: run.output.text ?? "",
          };
    },
    comments: (pull) =>
      pull.comments.filter(({ author }) => author?.login === "countersign[bot]").map(({ body }) => body),
    seconds: () => (performance.now() - startedAt) / 1000,
    async close() {
      await stop(server.process);
      await github.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  try {
    await stage.until("the server to start", () => server.ready);
  } catch (error) {
    await stage.close();
    throw error;
  }
  github.webhooks.url = `${appUrl}/api/github/webhooks`;
  github.install("acme");
  return stage;
}

interface Server {
  readonly process: ChildProcess;
  ready: boolean;
  output: string;
}

function startServer(github: GithubSimulator, given: { port: number; dataDir: string; appUrl: string }): Server {
  const child = spawn(process.execPath, ["bin/start.js"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      APP_ID: String(github.app.id),
      PRIVATE_KEY: github.app.privateKey,
      WEBHOOK_SECRET: github.app.webhookSecret,
      GITHUB_CLIENT_ID: github.app.clientId,
      GITHUB_CLIENT_SECRET: github.app.clientSecret,
      GHE_HOST: github.host,
      GHE_PROTOCOL: "http",
      HOST: "127.0.0.1",
      PORT: String(given.port),
      PUBLIC_URL: given.appUrl,
      DATA_DIR: given.dataDir,
      LOG_LEVEL: "warn",
    },
  });
  const server: Server = { process: child, ready: false, output: "" };
  const keep = (chunk: Buffer) => {
    server.output = (server.output + chunk.toString()).slice(-4000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  void watchReadiness(server, given.appUrl);
  return server;
}

async function watchReadiness(server: Server, appUrl: string): Promise<void> {
  while (!server.ready && server.process.exitCode === null) {
    server.ready = await fetch(`${appUrl}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function until(what: string, condition: () => boolean, server: Server): Promise<void> {
  const shown = progress(`waiting for ${what}`);
  const deadline = performance.now() + PATIENCE_MS;
  try {
    while (!condition()) {
      if (server.process.exitCode !== null) {
        throw new Error(`the server ended with code ${server.process.exitCode}:\n${server.output}`);
      }
      if (performance.now() > deadline) {
        throw new Error(`waited ${PATIENCE_MS / 1000} s for ${what}. The server said:\n${server.output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  } finally {
    shown.done();
  }
}

async function buildShop(github: GithubSimulator): Promise<void> {
  github.createOrganization("acme");
  for (const login of Object.keys(PEOPLE)) {
    github.createUser(login);
  }
  github.createBot("copilot-swe-agent");
  await github.createRepository({ owner: "acme", name: "shop", files: FILES });
  for (const [login, permission] of Object.entries(PEOPLE)) {
    github.setPermission(REPO, login, permission);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) {
    return;
  }
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), 30_000);
  await ended;
  clearTimeout(force);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") {
    throw new Error("no free port");
  }
  return address.port;
}
