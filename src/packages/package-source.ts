// Looks packages up: in their own registries first, then the releases that were found in databases of vulnerabilities. Only
// metadata is read; nothing is downloaded or run. What nobody answers in time is unavailable, never a good answer.
import { packageKey } from "../core/facts/package-facts.js";
import { loaded, type Source, unavailable } from "../core/facts/source.js";
import type { Clock, Logger, PackageCache, PackageSource } from "../ports.js";
import type { Advice, AdvisorySource, ReleaseId } from "./advisories.js";
import { type AdviceByRelease, askAdvisories, releaseKey } from "./ask-advisories.js";
import { createDeadline } from "./deadline.js";
import { createRegistryHttp } from "./http/registry-http.js";
import { LIMITS, type Limits } from "./limits.js";
import { type ActionSource, lookUpActions } from "./look-up-action.js";
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
  /** Absent: nobody can be asked about workflow actions. */
  readonly actions?: ActionSource;
  /** Shorter ones for tests. */
  readonly limits?: Partial<Limits>;
}

export function createPackageSource(options: PackageSourceOptions): PackageSource {
  const { settings, cache, clock, logger, limits, actions: actionSource = null } = options;
  const bounds = { ...LIMITS, ...limits };
  const http = createRegistryHttp(bounds);
  const registries = createRegistries(http, settings.endpoints, () => clock.now().getTime());
  const memory = createMemory(cache, logger);
  const osv = osvAdvisories(http, settings.endpoints);
  const depsDev = depsDevAdvisories(http, settings.endpoints);
  const parts = { settings, registries, memory };

  return {
    async lookUp(queries, using) {
      const once = [...new Map(queries.map((query) => [packageKey(query), query])).values()];
      const locked = once.filter(({ only }) => only === "advisories");
      const declared = once.filter(({ only, ecosystem }) => only === undefined && ecosystem !== "actions");
      const used = once.filter(({ ecosystem }) => ecosystem === "actions");
      const first = createDeadline(bounds.registriesMs, logger);
      const last = createDeadline(bounds.lookUpMs, logger);
      try {
        const others = lookUpLocked(locked, { settings, memory, osv, more: depsDev }, last);
        const [packages, actions] = await Promise.all([
          Promise.all(declared.map((query) => lookUpOne(query, parts, first))),
          lookUpActions(used, { settings, memory, actions: actionSource, using: using ?? null }, first),
        ]);
        const found = [...packages, ...actions];
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
function releaseOf({ query, registry, action }: LookedUp): ReleaseId | null {
  if (action !== undefined) {
    const { fullName, release } = action;
    return release === null ? null : { ecosystem: query.ecosystem, name: fullName, version: release };
  }
  const resolved = registry.status === "loaded" ? registry.value.resolved : null;
  return resolved === null ? null : { ecosystem: query.ecosystem, name: query.name, version: resolved.version };
}

function adviceOf(found: LookedUp, source: AdvisorySource, known: Source<AdviceByRelease>): Source<Advice | null> {
  const release = releaseOf(found);
  // Which release an action's pin stands for is often not written anywhere; that is told as a note.
  if (release === null && found.action !== undefined) return loaded(null);
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
