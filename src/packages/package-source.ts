// Looks packages up: in their own registries first, then the releases that were found in databases of vulnerabilities. Only
// metadata is read; nothing is downloaded or run. What nobody answers in time is unavailable, never a good answer.
import { packageKey } from "../core/dependencies/package-facts.js";
import { loaded, type Source, unavailable } from "../core/facts.js";
import type { Clock, Logger, PackageCache, PackageSource } from "../ports.js";
import type { Advice, AdvisorySource, ReleaseId } from "./advisories.js";
import { type AdviceByRelease, askAdvisories, releaseKey } from "./ask-advisories.js";
import { createDeadline } from "./deadline.js";
import { createRegistryHttp } from "./http/registry-http.js";
import { LIMITS, type Limits } from "./limits.js";
import { lookUpLocked } from "./look-up-locked.js";
import { type LookedUp, lookUpOne } from "./look-up-one.js";
import { createMemory } from "./memory.js";
import { depsDevAdvisories } from "./providers/deps-dev.js";
import { createRegistries } from "./providers/index.js";
import { osvAdvisories } from "./providers/osv.js";
import type { PackageSettings } from "./settings.js";
import { toFacts } from "./to-facts.js";

export interface PackageSourceOptions {
  readonly settings: PackageSettings;
  readonly cache: PackageCache;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Shorter ones for tests. */
  readonly limits?: Partial<Limits>;
}

export function createPackageSource({ settings, cache, clock, logger, limits }: PackageSourceOptions): PackageSource {
  const bounds = { ...LIMITS, ...limits };
  const http = createRegistryHttp(bounds);
  const registries = createRegistries(http, settings.endpoints, () => clock.now().getTime());
  const memory = createMemory(cache, logger);
  const osv = osvAdvisories(http, settings.endpoints);
  const depsDev = depsDevAdvisories(http, settings.endpoints);
  const parts = { settings, registries, memory };

  return {
    async lookUp(queries) {
      const once = [...new Map(queries.map((query) => [packageKey(query), query])).values()];
      const locked = once.filter(({ only }) => only === "advisories");
      const declared = once.filter(({ only }) => only === undefined);
      const first = createDeadline(bounds.registriesMs, logger);
      const last = createDeadline(bounds.lookUpMs, logger);
      try {
        const others = lookUpLocked(locked, { settings, memory, osv, more: depsDev }, last);
        const found = await Promise.all(declared.map((query) => lookUpOne(query, parts, first)));
        const releases = found.flatMap((each) => releaseOf(each) ?? []);
        const [known, more] = await Promise.all([
          last.ask("OSV", askAdvisories(osv, "osv", releases, memory)),
          last.ask("deps.dev", askAdvisories(depsDev, "deps.dev", releases, memory)),
        ]);
        return new Map([
          ...found.map(
            (each) => [packageKey(each.query), toFacts(each, adviceOf(each, osv, known), extra(each, more))] as const,
          ),
          ...(await others),
        ]);
      } finally {
        first.end();
        last.end();
      }
    },
  };
}

/** The release that a package's range leads to; null: none is known. */
function releaseOf({ query, registry }: LookedUp): ReleaseId | null {
  const resolved = registry.status === "loaded" ? registry.value.resolved : null;
  return resolved === null ? null : { ecosystem: query.ecosystem, name: query.name, version: resolved.version };
}

function adviceOf(found: LookedUp, source: AdvisorySource, known: Source<AdviceByRelease>): Source<Advice | null> {
  const release = releaseOf(found);
  if (release === null) return unavailable("without a version there is nothing to ask for");
  if (!source.covers(release.ecosystem)) return loaded(null);
  if (known.status === "unavailable") return known;
  const advice = known.value.get(releaseKey(release));
  return advice === undefined ? unavailable("OSV did not answer") : loaded(advice);
}

function extra(found: LookedUp, more: Source<AdviceByRelease>): Advice | null {
  const release = releaseOf(found);
  return release === null || more.status === "unavailable" ? null : (more.value.get(releaseKey(release)) ?? null);
}
