// The stage: a simulated GitHub and simulated package registries in this process, the real server as a process of its own, and
// acme/shop with its people.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ENDPOINT_VARIABLES } from "../src/config/packages.js";
import type { EndpointName } from "../src/packages/settings.js";
import { type GithubSimulator, type Pull, startGithubSimulator } from "../test/github-simulator/index.js";
import { type RegistrySimulator, startRegistrySimulator } from "../test/registry-simulator/index.js";
import { type ServerProcess, startServerProcess } from "../test/support/server-process.js";
import { progress } from "./print.js";
import { FILES, PACKAGES, PEOPLE } from "./world.js";

export const REPO = "acme/shop";
const PATIENCE_MS = 60_000;

export interface ShownCheck {
  readonly status: string;
  readonly conclusion: string | null;
  readonly title: string;
  readonly summary: string;
  readonly fingerprint: string;
  /** For agents: the JSON at the end of the text. */
  readonly requirements: readonly ShownRequirement[];
}

export interface ShownRequirement {
  readonly id: string;
  readonly status: string;
  readonly detail: string;
  readonly fix: string;
}

export interface Stage {
  readonly github: GithubSimulator;
  readonly appUrl: string;
  readonly serverPid: number;
  /** Moves GitHub's clock, so that nobody has to sit through ninety seconds. */
  advance(seconds: number): void;
  /** Waits until GitHub shows what the step is about. @throws when it never does. */
  until(what: string, condition: () => boolean): Promise<void>;
  check(pull: Pull): ShownCheck | null;
  /** Of the version that the check speaks of. */
  fingerprint(pull: Pull): string;
  /** The App's comments, newest last. */
  comments(pull: Pull): string[];
  seconds(): number;
  close(): Promise<void>;
}

/** `environment`: variables of the server beside those of every start. */
export async function openStage(environment: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const startedAt = performance.now();
  let offsetMs = 0;
  const github = await startGithubSimulator({ clock: () => Date.now() + offsetMs, authClock: () => Date.now() });
  const registries = await startRegistrySimulator();
  for (const [name, weeklyDownloads] of PACKAGES) {
    registries.publish("npm", name, { "1.11.0": {} }, { weeklyDownloads });
  }
  const dataDir = await mkdtemp(join(tmpdir(), "countersign-demo-"));
  await buildShop(github);
  const server = await startServerProcess(github, {
    dataDir,
    environment: { ...addressesOf(registries), ...environment },
  });
  const close = async () => {
    await server.stop();
    await registries.close();
    await github.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  await start(server).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  github.webhooks.url = `${server.url}/api/github/webhooks`;
  github.install("acme");
  // Whoever follows a link of the demo to the App's pages is robin.
  github.signInAs("robin");
  return {
    github,
    appUrl: server.url,
    serverPid: server.pid,
    advance: (seconds) => {
      offsetMs += seconds * 1000;
    },
    until: (what, condition) => until(what, condition, server),
    check: (pull) => shownCheck(github, pull),
    fingerprint: (pull) => shownCheck(github, pull)?.fingerprint ?? "",
    comments: (pull) =>
      pull.comments.filter(({ author }) => author?.login === "countersign[bot]").map(({ body }) => body),
    seconds: () => (performance.now() - startedAt) / 1000,
    close,
  };
}

async function start(server: ServerProcess): Promise<void> {
  const shown = progress("starting the server (the first start builds it)");
  await server.ready().finally(() => shown.done());
}

async function until(what: string, condition: () => boolean, server: ServerProcess): Promise<void> {
  const shown = progress(`waiting for ${what}`);
  const deadline = performance.now() + PATIENCE_MS;
  try {
    while (!condition()) {
      if (server.hasEnded()) {
        throw new Error(`the server ended:\n${server.output()}`);
      }
      if (performance.now() > deadline) {
        throw new Error(`waited ${PATIENCE_MS / 1000} s for ${what}. The server said:\n${server.output()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  } finally {
    shown.done();
  }
}

function shownCheck(github: GithubSimulator, pull: Pull): ShownCheck | null {
  const run = github.checkRuns(REPO, pull.head.sha, "countersign").at(-1);
  if (run === undefined) {
    return null;
  }
  const { title, summary, text } = run.output;
  const block = /^```json\n([\s\S]*?)\n```$/m.exec(text ?? "")?.[1];
  const { requirements, fingerprint } = JSON.parse(block ?? '{"requirements":[],"fingerprint":""}') as Pick<
    ShownCheck,
    "requirements" | "fingerprint"
  >;
  const { status, conclusion } = run;
  return { status, conclusion, title: title ?? "", summary: summary ?? "", requirements, fingerprint };
}

/** Every question about a package goes to the simulated registries. */
function addressesOf(registries: RegistrySimulator): Record<string, string> {
  const addresses = Object.entries(registries.settings().endpoints);
  return {
    PACKAGES_OFFLINE: "0",
    ...Object.fromEntries(addresses.map(([name, url]) => [ENDPOINT_VARIABLES[name as EndpointName], url])),
  };
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
  github.createTeam("acme", "leads", ["maya"]);
  github.setTeamPermission(REPO, "acme/leads", "write");
}
