// Which packages are looked up for a change, and by which question. The pipeline asks what `packagesToLookUp` lists, and the
// requirement finds each answer by the same key.
import type { Change } from "../facts.js";
import type { Policy } from "../policy/schema.js";
import type { DeclaredDependency, Ecosystem } from "./change.js";
import { readLocks } from "./locks.js";
import { type PackageQuery, packageKey } from "./package-facts.js";
import { matchesPackage, type PackagePattern, parsePackagePattern } from "./package-pattern.js";

/** Most packages that are looked up for one pull request. Chosen, not measured; the others stay unverified. */
export const MAX_LOOKED_UP = 200;

/** A dependency that a manifest of the change declares, and did not declare in this way before. */
export interface AskedDependency {
  /** The manifest's path. */
  readonly path: string;
  readonly before: DeclaredDependency | null;
  readonly after: DeclaredDependency;
  /** Null: no registry can be asked about it. */
  readonly query: PackageQuery | null;
}

/** Added and changed dependencies from a registry, at most `MAX_LOOKED_UP`, each question once. */
export function packagesToLookUp(change: Change, policy: Policy): readonly PackageQuery[] {
  const { allows } = packageLists(policy);
  const queries = new Map<string, PackageQuery>();
  for (const { after, query } of askedDependencies(change)) {
    if (queries.size >= MAX_LOOKED_UP) break;
    if (query !== null && !allows(after.ecosystem, query.name)) queries.set(packageKey(query), query);
  }
  return [...queries.values()];
}

/** In the order of the files and of the manifests. What was removed, and what lockfiles say, is not among them. */
export function askedDependencies(change: Change): readonly AskedDependency[] {
  const lockedVersion = readLocks(change);
  return change.files.flatMap((file) => {
    const manifest = file.examination?.manifest;
    if (manifest?.status !== "read" || manifest.role !== "manifest") return [];
    return manifest.changes.flatMap(({ before, after }) => {
      if (after === null) return [];
      const query = toQuery(after, lockedVersion(file.path, after));
      return [{ path: file.path, before, after, query }];
    });
  });
}

export interface PackageLists {
  allows(ecosystem: Ecosystem, name: string): boolean;
  denies(ecosystem: Ecosystem, name: string): boolean;
}

/** The policy's lists. A name on both is denied. */
export function packageLists({ dependencies: { allow, deny } }: Policy): PackageLists {
  const allowed = allow.map(parsePackagePattern);
  const denied = deny.map(parsePackagePattern);
  const denies = (ecosystem: Ecosystem, name: string) => matchesSome(denied, ecosystem, name);
  return {
    denies,
    allows: (ecosystem, name) => matchesSome(allowed, ecosystem, name) && !denies(ecosystem, name),
  };
}

function matchesSome(patterns: readonly PackagePattern[], ecosystem: Ecosystem, name: string): boolean {
  return patterns.some((pattern) => matchesPackage(pattern, ecosystem, name));
}

/** Longer ranges are nobody's handwriting; they are cut, so that they fit nothing. */
const MAX_SPEC_CHARS = 500;
const MAX_NAME_CHARS = 400;

function toQuery(dependency: DeclaredDependency, locked: string | null): PackageQuery | null {
  const { ecosystem, name, spec, source } = dependency;
  if (source.kind !== "registry" || ecosystem === "actions" || isPlatform(dependency)) return null;
  const query = {
    ecosystem,
    name: name.slice(0, MAX_NAME_CHARS),
    spec: spec.trim().slice(0, MAX_SPEC_CHARS),
    index: source.index,
    locked,
  };
  return ecosystem === "npm" ? withoutAlias(query) : query;
}

/** `npm:real-name@^1` in package.json: the package behind the name that the code uses. */
function withoutAlias(query: PackageQuery): PackageQuery | null {
  if (/^(?:workspace|file|link|portal):/.test(query.spec)) return null;
  if (!query.spec.startsWith("npm:")) return query;
  const target = query.spec.slice("npm:".length);
  const at = target.indexOf("@", 1);
  return { ...query, name: at === -1 ? target : target.slice(0, at), spec: at === -1 ? "" : target.slice(at + 1) };
}

/** What looks like a package and is the platform itself: Composer's `php`, Docker's `scratch`. */
function isPlatform({ ecosystem, name }: DeclaredDependency): boolean {
  if (ecosystem === "packagist") return !name.includes("/");
  if (ecosystem === "docker") return name === "scratch";
  return ecosystem === "go" && (name === "go" || name === "toolchain");
}
