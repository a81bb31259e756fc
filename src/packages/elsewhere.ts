// A package that is missing here: does its name exist in another ecosystem? Agents mix them up.
import { z } from "zod";
import type { Ecosystem } from "../core/facts/change.js";
import type { PackageQuery } from "../core/facts/package-facts.js";
import { Unanswered } from "./http/unanswered.js";
import type { Answer, Memory } from "./memory.js";
import type { Registries } from "./providers/index.js";
import { canHold } from "./registry.js";
import type { PackageSettings } from "./settings.js";
import { isOwnAnywhere } from "./standing.js";

/** Ecosystems whose names look alike. */
const NEIGHBOURS: Partial<Record<Ecosystem, readonly (keyof Registries)[]>> = {
  npm: ["pypi", "cargo", "rubygems"],
  pypi: ["npm", "cargo", "rubygems"],
  cargo: ["npm", "pypi"],
  rubygems: ["npm", "pypi"],
  nuget: ["npm"],
};

const EXISTS: Answer<{ exists: boolean }> = {
  schema: z.object({ exists: z.boolean() }),
  isShortLived: ({ exists }) => !exists,
};

/** A hint only, so whoever does not answer is left out. */
export async function findElsewhere(
  { ecosystem, name }: PackageQuery,
  registries: Registries,
  settings: PackageSettings,
  memory: Memory,
): Promise<readonly Ecosystem[]> {
  if (isOwnAnywhere(name, settings)) return [];
  const asked = (NEIGHBOURS[ecosystem] ?? []).map(async (neighbour) => {
    const registry = registries[neighbour];
    const itsName = neighbour === "pypi" ? name.toLowerCase().replace(/[-_.]+/g, "-") : name;
    if (!canHold(registry, itsName)) return [];
    try {
      const { exists } = await memory.recall(`exists:${neighbour}:${itsName}`, EXISTS, async () => {
        const listing = await registry.list(itsName);
        return { exists: listing !== null && !listing.onHold };
      });
      return exists ? [neighbour] : [];
    } catch (error) {
      if (error instanceof Unanswered) return [];
      throw error;
    }
  });
  return (await Promise.all(asked)).flat();
}
