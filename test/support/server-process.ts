// The real server as a process of its own, pointed at a simulator: for the demo, the benchmark and tests that kill it.
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { GithubSimulator } from "../github-simulator/index.js";

export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** Resolves once /readyz answers 200. @throws with the server's last words when it ends before that. */
  ready(): Promise<void>;
  /** The last of what it printed. */
  output(): string;
  hasEnded(): boolean;
  /** Resident memory in bytes; 0 where /proc does not tell. */
  residentBytes(): number;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
  /** Asks it to stop, and waits. The exit code, null when a signal ended it. */
  stop(): Promise<number | null>;
}

export interface ServerOptions {
  readonly dataDir: string;
  readonly port?: number;
  readonly databaseUrl?: string;
  readonly logLevel?: "debug" | "info" | "warn";
  /** Variables beside those of every start, such as the addresses of simulated registries. */
  readonly environment?: Readonly<Record<string, string>>;
}

export async function startServerProcess(github: GithubSimulator, options: ServerOptions): Promise<ServerProcess> {
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ["bin/start.js"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: environment(github, { ...options, port }, url),
  });
  let printed = "";
  const keep = (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-8000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return {
    url,
    pid: child.pid ?? 0,
    async ready() {
      while (!(await answersReady(url))) {
        if (hasEnded()) {
          throw new Error(`the server ended before it was ready (code ${child.exitCode}):\n${printed}`);
        }
        await pause(50);
      }
    },
    output: () => printed,
    hasEnded,
    residentBytes: () => residentBytes(child.pid),
    async kill() {
      await endWith(child, "SIGKILL");
    },
    stop: () => endWith(child, "SIGTERM"),
  };
}

function environment(
  github: GithubSimulator,
  options: ServerOptions & { port: number },
  url: string,
): NodeJS.ProcessEnv {
  return {
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
    PORT: String(options.port),
    PUBLIC_URL: url,
    DATA_DIR: options.dataDir,
    LOG_LEVEL: options.logLevel ?? "warn",
    // No test, demo or measurement asks a real registry.
    PACKAGES_OFFLINE: "1",
    ...options.environment,
    ...(options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl }),
  };
}

async function answersReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );
}

async function endWith(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.kill(signal);
    await ended;
  }
  return child.exitCode;
}

function residentBytes(pid: number | undefined): number {
  try {
    const kibibytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kibibytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") {
    throw new Error("no free port");
  }
  return address.port;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
