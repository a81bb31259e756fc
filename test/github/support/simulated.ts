// The adapter against the bundled GitHub simulator: acme/shop with alice, bob and carol, and one open pull request.

import type { PullRef } from "../../../src/core/work.js";
import { createGithub, type Github } from "../../../src/github/octokit.js";
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
  });
}
