// A package source that asks the simulator, with a cache in memory and short waits.
import type { PackageFacts, PackageQuery } from "../../src/core/facts/package-facts.js";
import { packageKey } from "../../src/core/facts/package-facts.js";
import type { Limits } from "../../src/packages/limits.js";
import type { ActionSource } from "../../src/packages/look-up-action.js";
import { createPackageSource } from "../../src/packages/package-source.js";
import type { PackageSettings } from "../../src/packages/settings.js";
import type { PackageCache } from "../../src/ports.js";
import { startRegistrySimulator } from "../registry-simulator/index.js";
import { aClock } from "../support/fake-clock.js";

export async function startRegistries() {
  const sim = await startRegistrySimulator();
  const clock = aClock();
  const logged: string[] = [];
  const log = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);

  /** A process: two of them share nothing but what they are given. */
  const start = (
    cache: PackageCache,
    settings: Partial<PackageSettings> = {},
    limits: Partial<Limits> = {},
    actions?: ActionSource,
  ) =>
    createPackageSource({
      ...(actions === undefined ? {} : { actions }),
      settings: sim.settings(settings),
      cache,
      clock,
      logger: { debug: log, info: log, warn: log, error: log },
      limits: { retryMs: 0, maxRetryMs: 0, ...limits },
    });

  return {
    sim,
    clock,
    logged,
    start,
    cache: () => memoryCache(() => clock.now().getTime()),
    /** The facts of one package, by a process that remembers nothing. */
    async lookUp(query: Partial<PackageQuery>, settings?: Partial<PackageSettings>, limits?: Partial<Limits>) {
      const whole = aQuery(query);
      const found = await start(forgetful, settings, limits).lookUp([whole]);
      return found.get(packageKey(whole)) as PackageFacts;
    },
  };
}

export function aQuery(query: Partial<PackageQuery> = {}): PackageQuery {
  return { ecosystem: "npm", name: "left-pad", spec: "^1.0.0", index: null, locked: null, ...query };
}

const forgetful: PackageCache = { find: async () => null, keep: async () => undefined };

export function memoryCache(nowMs: () => number): PackageCache & { readonly rows: Map<string, unknown> } {
  const rows = new Map<string, { readonly text: string; readonly atMs: number }>();
  return {
    rows,
    async find(key, maxAgeMs) {
      const row = rows.get(key);
      return row === undefined || nowMs() - row.atMs > maxAgeMs ? null : JSON.parse(row.text);
    },
    async keep(key, answer) {
      rows.set(key, { text: JSON.stringify(answer), atMs: nowMs() });
    },
  };
}
