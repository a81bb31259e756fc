// From the event to the check run on GitHub, with an API that answers at once and one that takes 50 ms.
import type { GithubSimulator, Pull } from "../test/github-simulator/index.js";
import { openArena, openPull, REPO, until } from "./arena.js";
import { percentile, type Row } from "./table.js";

const PULLS = 20;
/** Longer than anything is kept for that an idle server lets go of soon. */
const REST_MS = 60_000;
/** DESIGN §9: after a rest as under load. */
const MOST_AFTER_REST = 1.5;

export async function latency(): Promise<Row[]> {
  return [...(await measure(0)), ...(await measure(50))];
}

async function measure(latencyMs: number): Promise<Row[]> {
  const arena = await openArena({ latencyMs });
  const { github } = arena;
  const samples: number[] = [];
  for (let index = 0; index < PULLS; index++) {
    samples.push(await toCheck(github, `p${index}`));
  }
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  const rested = await toCheck(github, "rested");
  const burst = await measureBurst(github);
  await arena.close();
  const at = `API latency ${latencyMs} ms`;
  return [
    { what: `event to check, p50, ${at}`, value: percentile(samples, 0.5), unit: "ms", promise: null, better: "lower" },
    { what: `event to check, max, ${at}`, value: Math.max(...samples), unit: "ms", promise: null, better: "lower" },
    {
      what: `event to check after ${REST_MS / 1000} s of rest, ratio to p50, ${at}`,
      value: rested / percentile(samples, 0.5),
      unit: "×",
      promise: MOST_AFTER_REST,
      better: "lower",
    },
    {
      what: `burst of ${PULLS} pull requests, last check, ${at}`,
      value: burst,
      unit: "ms",
      promise: null,
      better: "lower",
    },
  ];
}

/** From the opening of a pull request to its check, in ms. */
async function toCheck(github: GithubSimulator, name: string): Promise<number> {
  const branch = `copilot/${name}`;
  const files = { [`src/${name}.ts`]: `export const ${name} = 1;\n` };
  await github.commit(REPO, branch, { files, message: "change", author: "Copilot", by: "Copilot" });
  const startedAt = performance.now();
  const pull = await openPullOf(github, branch);
  await until(() => github.checkRuns(REPO, pull.head.sha, "countersign").length > 0);
  return performance.now() - startedAt;
}

function openPullOf(github: GithubSimulator, branch: string) {
  return github.openPull({ repo: REPO, head: branch, author: "Copilot", title: branch, body: "" });
}

async function measureBurst(github: GithubSimulator): Promise<number> {
  github.webhooks.pause();
  const pulls: Pull[] = [];
  for (let index = 0; index < PULLS; index++) {
    pulls.push(await openPull(github, `burst-${index}`, { [`src/b${index}.ts`]: `export const b = ${index};\n` }));
  }
  const startedAt = performance.now();
  github.webhooks.release();
  await until(() => pulls.every((pull) => github.checkRuns(REPO, pull.head.sha, "countersign").length > 0));
  return performance.now() - startedAt;
}
