// The adapter against the bundled GitHub simulator: acme/shop with alice, bob and carol, and one open pull request.

import type { CheckRunEffect } from "../../../src/core/case/effect.js";
import type { Source } from "../../../src/core/facts/source.js";
import type { PullRef } from "../../../src/core/facts/work.js";
import { createGithub, type Github } from "../../../src/github/github.js";
import type { PullSnapshot } from "../../../src/ports.js";
import { aWorld } from "../../github-simulator/support.js";
import { silentLogger } from "./logger.js";

export type Simulated = Awaited<ReturnType<typeof aSimulatedGithub>>;

export async function aSimulatedGithub(options: Parameters<typeof aWorld>[0] = {}) {
  const world = await aWorld(options);
  const { repo, installation } = world;
  const ref: PullRef = {
    installationId: installation.id,
    repositoryId: repo.id,
    owner: "acme",
    name: "shop",
    number: 1,
  };
  return { ...world, ref, github: connect(world.sim) };
}

/** A process of its own: nothing is cached yet. */
export function connect(sim: Awaited<ReturnType<typeof aWorld>>["sim"]): Github {
  return createGithub({
    appId: sim.app.id,
    privateKey: sim.app.privateKey,
    host: sim.host,
    protocol: "http",
    logger: silentLogger(),
    requestTimeoutMs: 10_000,
    wantsTexts: ({ path, status }) => path.endsWith(".ts") && status !== "added" && status !== "removed",
    mustHaveTexts: ({ path }) => path === "large.lock.ts",
  });
}

/** Every request and answer kept to GitHub's own description. */
export async function closeClean({ sim }: Simulated): Promise<void> {
  expect(sim.violations).toEqual([]);
  expect(sim.unmatched).toEqual([]);
  await sim.close();
}

/** Alice opens the first pull request, from `feature`. */
export async function openFeature(
  { sim, repo }: Simulated,
  files: Readonly<Record<string, string>> = { "src/b.ts": "export const b = 2;\n" },
) {
  await sim.commit(repo, "feature", { author: "alice", files });
  const pull = await sim.openPull({ repo, head: "feature", author: "alice" });
  sim.clearRequests();
  return pull;
}

export async function readPull({ github, ref }: Simulated, baseRef: string | null = "main"): Promise<PullSnapshot> {
  const snapshot = await github.reader.loadPull(ref, { baseRef });
  if (snapshot === null) throw new Error("no such pull request");
  return snapshot;
}

export function loadedValue<T>(source: Source<T>): T {
  if (source.status === "unavailable") throw new Error(source.reason);
  return source.value;
}

export function anEffect(headSha: string, conclusion: CheckRunEffect["conclusion"]): CheckRunEffect {
  return {
    kind: "check_run",
    name: "countersign",
    headSha,
    conclusion,
    title: "Behavior-changing · 1 review missing",
    summary: "summary",
    text: "text",
    annotations: [],
    detailsUrl: "https://countersign.example/review/acme/shop/1",
  };
}
