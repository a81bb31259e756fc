// Packages in the versions that the lockfiles of a change add: what is installed besides the direct dependencies. Only
// databases of vulnerabilities are asked about them.

import type { DeclaredDependency } from "../facts/change.js";
import type { Change } from "../facts/facts.js";
import { type PackageQuery, packageKey } from "../facts/package-facts.js";
import type { PackageLists } from "./package-lists.js";

/** Most releases of lockfiles that are asked about for one pull request. Chosen, not measured; a fresh web project has 1,500. */
export const MAX_LOCKED = 2_000;

/** What a lockfile of the change locks, and did not lock in this way before. */
export interface LockedEntry {
  /** The lockfile's path. */
  readonly path: string;
  readonly before: DeclaredDependency | null;
  readonly after: DeclaredDependency;
}

export interface LockedPackage extends LockedEntry {
  readonly query: PackageQuery;
}

export interface LockedPackages {
  /** Each release once, in the order of the files. */
  readonly asked: readonly LockedPackage[];
  /** Of each lockfile, how many are beyond `MAX_LOCKED`. */
  readonly beyond: ReadonlyMap<string, number>;
  /** Entries that name no release which could be asked about. */
  readonly unclear: readonly LockedEntry[];
  /** Entries whose code comes from git or from an address. */
  readonly fromElsewhere: readonly LockedEntry[];
}

export function lockedPackages(change: Change, { allows, denies }: PackageLists): LockedPackages {
  const asked = new Map<string, LockedPackage>();
  const beyond = new Map<string, number>();
  const unclear: LockedEntry[] = [];
  const fromElsewhere: LockedEntry[] = [];
  for (const entry of additions(change)) {
    const { path, after } = entry;
    if (allows(after.ecosystem, after.name) || denies(after.ecosystem, after.name)) continue;
    if (after.source.kind !== "registry") {
      if (after.source.kind !== "path") fromElsewhere.push(entry);
      continue;
    }
    const query = toQuery(after);
    if (query === null) unclear.push(entry);
    else if (asked.has(packageKey(query))) continue;
    else if (asked.size < MAX_LOCKED) asked.set(packageKey(query), { ...entry, query });
    else beyond.set(path, (beyond.get(path) ?? 0) + 1);
  }
  return { asked: [...asked.values()], beyond, unclear, fromElsewhere };
}

/** Modules of which only `go.mod` was read are not built. */
function additions({ files }: Change): readonly LockedEntry[] {
  return files.flatMap(({ path, examination }) => {
    const manifest = examination?.manifest;
    if (manifest?.status !== "read" || manifest.role !== "lockfile") return [];
    return manifest.changes.flatMap(({ before, after }) =>
      after === null || (after.ecosystem === "go" && after.indirect === true) ? [] : [{ path, before, after }],
    );
  });
}

const MAX_NAME_CHARS = 400;

function toQuery({ ecosystem, name, spec, source }: DeclaredDependency): PackageQuery | null {
  const version = releaseOf(ecosystem, spec);
  if (version === null || name.length > MAX_NAME_CHARS || source.kind !== "registry") return null;
  return { ecosystem, name, spec: version, index: source.index, locked: version, only: "advisories" };
}

/** `==1.2.0` of compiled requirements, `1.15.4-x86_64-linux` of bundler. Null: a branch, a range, or nothing. */
function releaseOf(ecosystem: DeclaredDependency["ecosystem"], spec: string): string | null {
  const written = spec.replace(/^={1,3}/, "").trim();
  const version = ecosystem === "rubygems" ? written.replace(/-.*$/, "") : written;
  const isBranch = ecosystem === "packagist" && /^dev-|-dev$/i.test(version);
  // Only Maven has releases that begin with a letter, such as `Finchley.SR2`.
  const begins = ecosystem === "maven" ? /^[A-Za-z\d]/ : /^[vV]?\d/;
  return isBranch || !begins.test(version) || !/^[\w.+!~-]{1,200}$/.test(version) ? null : version;
}
