// The dependencies that the manifests of a change declare anew or otherwise, and the question to the registry about each.

import type { DeclaredDependency } from "../facts/change.js";
import type { Change } from "../facts/facts.js";
import type { PackageQuery } from "../facts/package-facts.js";
import { readLocks } from "./locks.js";

/** A dependency that a manifest of the change declares, and did not declare in this way before. */
export interface AskedDependency {
  /** The manifest's path. */
  readonly path: string;
  readonly before: DeclaredDependency | null;
  readonly after: DeclaredDependency;
  /** Null: no registry can be asked about it. */
  readonly query: PackageQuery | null;
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

/** Longer ranges are nobody's handwriting; they are cut, so that they fit nothing. */
const MAX_SPEC_CHARS = 500;
const MAX_NAME_CHARS = 400;

function toQuery(dependency: DeclaredDependency, locked: string | null): PackageQuery | null {
  const { ecosystem, name, spec, source } = dependency;
  if (source.kind !== "registry" || isPlatform(dependency)) return null;
  const query = {
    ecosystem,
    name: name.slice(0, MAX_NAME_CHARS),
    spec: spec.trim().slice(0, MAX_SPEC_CHARS),
    index: source.index,
    locked: dependency.claim ?? locked,
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
