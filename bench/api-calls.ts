// API calls per kind of event, without the calls for tokens: cold is a server that has just started, warm one that knows the pull request.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "../test/github/support/simulated.js";
import { type GithubSimulator, type Pull, startGithubSimulator } from "../test/github-simulator/index.js";
import { type ServerProcess, startServerProcess } from "../test/support/server-process.js";
import { openArena, openPull, quiet, until } from "./arena.js";
import type { Row } from "./table.js";

const WRITES = /^(POST|PATCH|PUT|DELETE)$/;

export async function apiCalls(): Promise<Row[]> {
  const arena = await openArena();
  const { github } = arena;
  await openPull(github, "warm-up", { "src/w.ts": "export const w = 1;\n" });
  await quiet(github);

  github.clearRequests();
  const files = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`src/n${i}.ts`, `export const n = ${i};\n`]));
  const pull = await openPull(github, "fresh", files);
  await quiet(github);
  const fresh = github.countRequests();

  const unchanged = await recheck(github, pull);
  github.clearRequests();
  github.comment(pull, "robin", "just a remark");
  await quiet(github);
  const remark = github.countRequests();

  const few = await serialCalls(github, "few", 100);
  const many = await serialCalls(github, "many", 3_000);
  const cold = await coldStart(github, arena.server, pull);
  await arena.close();
  return [
    row("calls, freshly opened pull request, 100 files", fresh, 5),
    row("serial calls from opening to check, 100 files", few, 3),
    row("serial calls from opening to check, 3,000 files", many, 8),
    row("calls, unchanged pull request, warm", unchanged.calls, 2),
    row("writes, unchanged pull request, warm", unchanged.writes, 0),
    row("calls, a remark that is no command", remark, null),
    row("calls, unchanged pull request, cold (with GET /app once)", cold.calls, 2),
    row(`calls, one sweep of ${REPOSITORIES} repositories`, await sweepCalls(), 5),
    row("writes, unchanged pull request, cold", cold.writes, 0),
  ];
}

const LATENCY_MS = 50;

/** The longest chain of calls, each begun after another had ended, up to the first check of a pull request. */
async function serialCalls(github: GithubSimulator, name: string, count: number): Promise<number> {
  const files = Array.from({ length: count }, (_, i) => [`src/${name}${i}.ts`, `export const n = ${i};\n`] as const);
  github.latencyMs = LATENCY_MS;
  github.clearRequests();
  const pull = await openPull(github, name, Object.fromEntries(files));
  const isItsCheck = ({ body }: { body: unknown }) => (body as { head_sha: string }).head_sha === pull.head.sha;
  const check = () => github.findRequests({ method: "POST", path: /\/check-runs$/ }).find(isItsCheck);
  await until(() => check() !== undefined);
  await quiet(github);
  github.latencyMs = 0;
  return check()?.round ?? Number.NaN;
}

const REPOSITORIES = 250;

/** Calls of one sweep of an installation whose repositories have one open pull request each. */
async function sweepCalls(): Promise<number> {
  const github = await startGithubSimulator();
  github.createOrganization("acme");
  github.createUser("alice");
  const installationId = github.install("acme").id;
  const repositories = [];
  for (let index = 0; index < REPOSITORIES; index++) {
    const name = `r${index}`;
    const { id: repositoryId } = await github.createRepository({ owner: "acme", name, files: { a: "1\n" } });
    repositories.push({ installationId, repositoryId, owner: "acme", name });
    await github.commit(`acme/${name}`, "feature", { author: "alice", files: { a: "2\n" } });
    await github.openPull({ repo: `acme/${name}`, head: "feature", author: "alice" });
  }
  github.clearRequests();
  await connect(github).reader.listPulls(repositories);
  const calls = github.countRequests();
  await github.close();
  return calls;
}

function row(what: string, value: number, promise: number | null): Row {
  return { what, value, unit: "calls", promise, better: "lower" };
}

/** A label changes nothing that is decided on, so it is the event of an unchanged pull request. */
async function recheck(github: GithubSimulator, pull: Pull) {
  github.clearRequests();
  await github.setLabels(pull, "robin", [`label-${github.webhooks.deliveries.length}`]);
  await quiet(github);
  return { calls: github.countRequests(), writes: writes(github) };
}

async function coldStart(github: GithubSimulator, server: ServerProcess, pull: Pull) {
  await server.stop();
  github.webhooks.url = null;
  const dataDir = await mkdtemp(join(tmpdir(), "countersign-bench-"));
  const other = await startServerProcess(github, { dataDir });
  await other.ready();
  github.webhooks.url = `${other.url}/api/github/webhooks`;
  // Twice: the first writes the other address into the briefing, which counts as a change of the pull request.
  await recheck(github, pull);
  await recheck(github, pull);
  await other.stop();
  // The same address, or every link in the check would be another one.
  const again = await startServerProcess(github, { dataDir, port: Number(new URL(other.url).port) });
  await again.ready();
  github.webhooks.url = `${again.url}/api/github/webhooks`;
  // What a start asks for on its own account is not the event's.
  await quiet(github);
  const counted = await recheck(github, pull);
  await again.stop();
  await rm(dataDir, { recursive: true, force: true });
  return counted;
}

function writes(github: GithubSimulator): number {
  return github.findRequests().filter(({ method, path }) => WRITES.test(method) && !path.endsWith("/graphql")).length;
}
