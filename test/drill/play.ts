// One play: rounds of what people, agents and CI do on many pull requests, with or without servers being killed meanwhile.
// Within a round nothing depends on the order, so that two plays of one seed can be compared.
import { execFileSync } from "node:child_process";
import { type GithubSimulator, type Pull, startGithubSimulator } from "../github-simulator/index.js";
import { type Ends, endOf } from "./ends.js";
import { type Fleet, startFleet } from "./fleet.js";
import { buildDrillWorld, ROUNDS } from "./rounds.js";

export interface PlayOptions {
  readonly seed: number;
  readonly pulls: number;
  readonly kills: number;
  readonly replicas: number;
  readonly serverUrl: string | null;
}

export async function runPlay(options: PlayOptions): Promise<Ends> {
  const startedAt = performance.now();
  let offsetMs = 0;
  const github = await startGithubSimulator({
    clock: () => Date.now() + offsetMs,
    authClock: () => Date.now(),
    limits: { requestsPerHour: 1_000_000 },
  });
  const advance = (seconds: number) => {
    offsetMs += seconds * 1000;
  };
  const fleet = await startFleet(github, options);
  github.webhooks.url = `${fleet.url}/api/github/webhooks`;
  await buildDrillWorld(github);
  const random = seeded(options.seed);
  const pulls: Pull[] = [];
  const killsPerRound = spread(options.kills, ROUNDS.length);
  for (const [index, round] of ROUNDS.entries()) {
    const strikes = strikeAtRandom(fleet, killsPerRound[index] ?? 0, random);
    await round({ github, pulls, count: options.pulls, advance });
    await Promise.all([github.webhooks.settled(), strikes]);
    await settle(github, fleet);
  }
  const ends: Ends = {
    pulls: pulls.map((pull) => endOf(github, pull)),
    deliveries: github.webhooks.deliveries.filter(({ redelivery }) => !redelivery).length,
    failed: github.webhooks.deliveries.filter(({ redelivery, statusCode }) => !redelivery && statusCode !== 202).length,
    redelivered: github.webhooks.deliveries.filter(({ redelivery }) => redelivery).length,
    kills: options.kills,
    seconds: (performance.now() - startedAt) / 1000,
    violations: github.violations.map((violation) => JSON.stringify(violation).slice(0, 300)),
    auditBreak: null,
  };
  await fleet.stop();
  const auditBreak = verifyAudit(fleet);
  await github.close();
  await fleet.remove();
  return { ...ends, auditBreak };
}

/** Our own writes cause deliveries, and those may be taken or fail: until both sides are quiet. */
async function settle(github: GithubSimulator, fleet: Fleet): Promise<void> {
  let before = -1;
  while (before !== github.webhooks.deliveries.length) {
    before = github.webhooks.deliveries.length;
    await github.webhooks.settled();
    await fleet.quiet();
  }
}

async function strikeAtRandom(fleet: Fleet, kills: number, random: () => number): Promise<void> {
  for (let kill = 0; kill < kills; kill++) {
    await new Promise((resolve) => setTimeout(resolve, random() * 700));
    await fleet.strike(Math.floor(random() * 100), random() * 400);
  }
}

function verifyAudit({ dataDir, databaseUrl }: Fleet): string | null {
  const env = { ...process.env, DATA_DIR: dataDir, ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }) };
  try {
    execFileSync(process.execPath, ["bin/countersign.js", "audit", "verify"], { env, encoding: "utf8", stdio: "pipe" });
    return null;
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    return `${stdout ?? ""}${stderr ?? ""}`.trim();
  }
}

function spread(total: number, over: number): number[] {
  return Array.from(
    { length: over },
    (_, index) => Math.floor((total * (index + 1)) / over) - Math.floor((total * index) / over),
  );
}

/** A small linear congruential generator: the drill has to be repeatable, not unpredictable. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
