// What speaks against packages that lockfiles bring in besides the direct dependencies: malware, severe vulnerabilities, and
// code that no registry vouches for. Faults are told for each package, silence once for each lockfile.
import type { Change, Facts } from "../facts/facts.js";
import { type PackageFacts, packageKey, type Vulnerability } from "../facts/package-facts.js";
import { quoteInline } from "../markdown/neutralise.js";
import type { AskedDependency } from "./asked-dependencies.js";
import { type Assessment, NOTHING } from "./assessment.js";
import { aboutFile, aboutPackage, type Concern } from "./concern.js";
import { listIds, malicious, vulnerable } from "./known-vulnerabilities.js";
import { type LockedEntry, type LockedPackage, lockedPackages, MAX_LOCKED } from "./locked-packages.js";
import { foreignRegistry, fromElsewhere } from "./other-sources.js";
import type { PackageLists } from "./package-lists.js";
import { placeOf } from "./source-place.js";

interface Context {
  readonly facts: Facts;
  readonly lists: PackageLists;
}

/** `declared`: what the change's manifests declare; it is judged on its own. */
export function judgeLocked(
  change: Change,
  declared: readonly AskedDependency[],
  { facts: { packages }, lists }: Context,
): readonly Concern[] {
  const { asked, beyond, unclear, fromElsewhere: unregistered } = lockedPackages(change, lists);
  const answers = asked.map((locked) => ({ ...locked, facts: packages.get(packageKey(locked.query)) }));
  const judged = judgedReleases(declared, packages);
  const isJudged = ({ after: { ecosystem, name }, query }: LockedPackage) =>
    judged.has(JSON.stringify([ecosystem, name, query.spec]));
  const names = new Set(declared.map(({ after: { ecosystem, name } }) => `${ecosystem}:${name}`));
  return [
    ...answers.flatMap(({ facts, ...locked }) =>
      facts === undefined || isJudged(locked) ? [] : [aboutLocked(locked, facts)],
    ),
    ...unregistered
      .filter(({ after: { ecosystem, name } }) => !names.has(`${ecosystem}:${name}`))
      .map(unregisteredCode),
    ...notAsked(answers),
    ...silences([
      ...answers.flatMap(({ path, facts }) => silenceOf(path, facts)),
      ...unclear.map(({ path }) => ({ path, reason: "the lockfile names no release of them", count: 1 })),
      ...[...beyond].map(([path, count]) => ({ path, reason: `at most ${MAX_LOCKED} are asked about at once`, count })),
    ]),
  ];
}

/** Releases of direct dependencies whose advisories are told with them. */
function judgedReleases(declared: readonly AskedDependency[], packages: Facts["packages"]): ReadonlySet<string> {
  const judged = declared.flatMap(({ query }) => {
    const resolved = query === null ? undefined : packages.get(packageKey(query))?.resolved;
    if (query === null || resolved?.status !== "loaded") return [];
    if (resolved.value === null || resolved.value === "unclear") return [];
    return [JSON.stringify([query.ecosystem, query.name, resolved.value.version])];
  });
  return new Set(judged);
}

function aboutLocked({ path, before, after, query }: LockedPackage, facts: PackageFacts): Concern {
  const { ecosystem, name, source, line } = after;
  if (facts.existence.status === "loaded") {
    const isKnown = before !== null && placeOf(before.source) === placeOf(source);
    const isForeign = facts.existence.value === "foreign" && !isKnown;
    return aboutPackage(ecosystem, name, isForeign ? { ...NOTHING, faults: [foreignRegistry(query.index)] } : NOTHING);
  }
  const known = facts.vulnerabilities.status === "loaded" ? (facts.vulnerabilities.value ?? []) : [];
  const release = `${quoteInline(query.spec, 60)} (${quoteInline(path, 100)} line ${line})`;
  return aboutPackage(ecosystem, name, assess(release, known));
}

/** Of packages that others need, what is not severe holds nothing up: who needs them decides when they move on. */
function assess(release: string, known: readonly Vulnerability[]): Assessment {
  const faults = [malicious(release, known), vulnerable(release, known, isSevere)].filter((fault) => fault !== null);
  const lesser = known.filter((found) => !found.malicious && !isSevere(found.severity)).map(({ id }) => id);
  const notes = lesser.length === 0 ? [] : [`${release} has lesser known vulnerabilities (${listIds(lesser)})`];
  return { ...NOTHING, faults, notes };
}

/** A severity that nobody has stated is not a low one. */
function isSevere(severity: Vulnerability["severity"]): boolean {
  return severity === "high" || severity === "critical" || severity === "unknown";
}

function unregisteredCode({ before, after }: LockedEntry): Concern {
  const isKnown = before !== null && placeOf(before.source) === placeOf(after.source);
  return aboutPackage(after.ecosystem, after.name, isKnown ? NOTHING : fromElsewhere(before, after));
}

function notAsked(answers: readonly { readonly path: string; readonly facts: unknown }[]): readonly Concern[] {
  const paths = new Set(answers.filter(({ facts }) => facts === undefined).map(({ path }) => path));
  return [...paths].map((path) => ({ ...aboutFile(path, NOTHING), notAsked: true }));
}

interface Silence {
  readonly path: string;
  readonly reason: string;
  readonly count: number;
}

function silenceOf(path: string, facts: PackageFacts | undefined): readonly Silence[] {
  if (facts === undefined || facts.existence.status === "loaded") return [];
  const { vulnerabilities } = facts;
  return vulnerabilities.status === "loaded" ? [] : [{ path, reason: vulnerabilities.reason, count: 1 }];
}

/** Two thousand packages are silent for one reason, so it is said once. */
function silences(all: readonly Silence[]): readonly Concern[] {
  const counts = new Map<string, Silence>();
  for (const { path, reason, count } of all) {
    const key = JSON.stringify([path, reason]);
    counts.set(key, { path, reason, count: count + (counts.get(key)?.count ?? 0) });
  }
  return [...counts.values()].map(({ path, reason, count }) => {
    const packages = count === 1 ? "1 package" : `${count} packages`;
    return aboutFile(path, { ...NOTHING, unverified: [`the known vulnerabilities of ${packages} (${reason})`] });
  });
}
