// One package: who may be asked about it, and everything that its own ecosystem says.
import { z } from "zod";
import { REGISTRY_NAMES } from "../core/dependencies/registry-names.js";
import type { Ecosystem } from "../core/facts/change.js";
import { type ActionFacts, type PackageQuery, packageKey } from "../core/facts/package-facts.js";
import { type Source, unavailable } from "../core/facts/source.js";
import type { Deadline } from "./deadline.js";
import { findElsewhere } from "./elsewhere.js";
import type { Answer, Memory } from "./memory.js";
import type { Registries } from "./providers/index.js";
import { REGISTRY_ANSWER, type RegistryAnswer, readRegistry } from "./read-registry.js";
import { canHold, type Registry } from "./registry.js";
import type { PackageSettings } from "./settings.js";
import { type Standing, standingOf } from "./standing.js";

export interface LookedUp {
  readonly query: PackageQuery;
  readonly standing: Standing;
  readonly registry: Source<RegistryAnswer>;
  readonly weeklyDownloads: Source<number | null>;
  readonly existsIn: readonly Ecosystem[];
  readonly action?: ActionFacts;
}

export interface LookUpParts {
  readonly settings: PackageSettings;
  readonly registries: Registries;
  readonly memory: Memory;
}

/** Never throws. */
export async function lookUpOne(query: PackageQuery, parts: LookUpParts, deadline: Deadline): Promise<LookedUp> {
  const { settings, registries, memory } = parts;
  const standing = standingOf(query, settings);
  const registry = query.ecosystem === "actions" ? undefined : registries[query.ecosystem];
  const refusal = refusalOf(standing, registry, settings);
  if (refusal !== null || registry === undefined) {
    const silence = unavailable<never>(refusal ?? "");
    return { query, standing, registry: silence, weeklyDownloads: silence, existsIn: [] };
  }
  const name = REGISTRY_NAMES[query.ecosystem];
  const asked = memory.recall(`registry:${packageKey(query)}`, REGISTRY_ANSWER, () => readRegistry(registry, query));
  const [answer, weeklyDownloads, existsIn] = await Promise.all([
    deadline.ask(name, asked),
    deadline.ask(`the count of downloads of ${name}`, countDownloads(query, registry, memory)),
    deadline.ask(
      name,
      asked.then(({ existence }) =>
        existence === "missing" ? findElsewhere(query, registries, settings, memory) : [],
      ),
    ),
  ]);
  return {
    query,
    standing,
    registry: answer,
    weeklyDownloads,
    existsIn: existsIn.status === "loaded" ? existsIn.value : [],
  };
}

/** Why nobody is asked; null: the registry is. */
function refusalOf(standing: Standing, registry: Registry | undefined, { offline }: PackageSettings): string | null {
  switch (standing) {
    case "private":
      return "a package of the organisation's own is not asked about outside";
    case "foreign":
      return "a registry that only the change names is not called";
    case "uncovered":
      return "nobody can be asked";
    case "usual":
      if (registry === undefined) return "no registry keeps workflow actions";
      return offline ? "this installation asks no registry (`PACKAGES_OFFLINE`)" : null;
  }
}

const DOWNLOADS: Answer<{ weekly: number | null }> = {
  schema: z.object({ weekly: z.number().nullable() }),
  isShortLived: ({ weekly }) => weekly === 0,
};

async function countDownloads({ ecosystem, name }: PackageQuery, registry: Registry, memory: Memory) {
  if (!canHold(registry, name)) return null;
  const count = async () => ({ weekly: await registry.weeklyDownloads(name) });
  return (await memory.recall(`downloads:${ecosystem}:${name}`, DOWNLOADS, count)).weekly;
}
