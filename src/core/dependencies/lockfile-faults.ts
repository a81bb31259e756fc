// Manifests and lockfiles of one change that contradict each other: what is reviewed in the one is not what is installed from the
// other. Only files that are both in the change are compared; that a lockfile was not changed at all proves nothing.

import type { DeclaredDependency, Ecosystem, ManifestChange, ManifestState } from "../facts/change.js";
import type { ChangedFile } from "../facts/facts.js";
import { LOCKED_BY, type LockfileKind, lockfileKindOf } from "./lockfile-kinds.js";
import { quoted } from "./reading.js";
import { isInRange } from "./version-range.js";

export interface LockfileFault {
  /** The file to look at, and the 1-based line in it. */
  readonly path: string;
  readonly line: number;
  readonly ecosystem: Ecosystem;
  readonly name: string;
  /** What a reviewer reads: lower case, no final period. */
  readonly reason: string;
  /** What to do about it, likewise. */
  readonly fix: string;
}

export function compareWithLockfiles(files: readonly ChangedFile[]): readonly LockfileFault[] {
  const read = files.flatMap(toRead);
  const lockfiles = read.flatMap(toLockfile);
  return read.flatMap((manifest) => {
    const lockfile = nearest(manifest, lockfiles);
    return lockfile === null ? [] : faultsOf(manifest, lockfile);
  });
}

interface ReadFile {
  readonly path: string;
  readonly manifest: Extract<ManifestChange, { readonly status: "read" }>;
  readonly state: ManifestState;
}

interface Lockfile extends ReadFile {
  readonly kind: LockfileKind;
  readonly versions: ReadonlyMap<string, readonly string[]>;
}

function toRead({ path, after, examination }: ChangedFile): readonly ReadFile[] {
  const manifest = examination?.manifest ?? null;
  if (after === null || manifest?.status !== "read" || manifest.state === undefined) return [];
  return [{ path, manifest, state: manifest.state }];
}

function toLockfile(file: ReadFile): readonly Lockfile[] {
  const kind = lockfileKindOf(file.path);
  return kind === null ? [] : [{ ...file, kind, versions: versionsOf(file.state) }];
}

function versionsOf({ packages }: ManifestState): ReadonlyMap<string, readonly string[]> {
  const versions = new Map<string, string[]>();
  for (const { name, spec } of packages) {
    const known = versions.get(name);
    if (known === undefined) versions.set(name, [spec]);
    else known.push(spec);
  }
  return versions;
}

/** In the manifest's folder, else in the nearest folder above that has one in the change. */
function nearest({ path, manifest }: ReadFile, lockfiles: readonly Lockfile[]): Lockfile | null {
  const name = baseName(path).toLowerCase();
  const kinds = LOCKED_BY.filter(({ manifests }) => manifests.test(name)).flatMap(({ lockfiles: kind }) => kind);
  if (manifest.role !== "manifest" || kinds.length === 0) return null;
  for (let folder: string | null = folderOf(path); folder !== null; folder = folder === "" ? null : folderOf(folder)) {
    const found = lockfiles.find((file) => folderOf(file.path) === folder && kinds.includes(file.kind.name));
    if (found !== undefined) return found;
  }
  return null;
}

function faultsOf(file: ReadFile, lockfile: Lockfile): readonly LockfileFault[] {
  const folder = folderOf(file.path).slice(folderOf(lockfile.path).length).replace(/^\//, "");
  const asked = (lockfile.state.asked ?? []).filter((entry) => entry.folder === folder);
  const specs = versionsOf(file.state);
  const missing = file.manifest.changes.flatMap(({ after }) => {
    if (after === null || !isLocked(after)) return [];
    const reason = disagreement(after, specs.get(after.name) ?? [], asked, lockfile);
    return reason === null ? [] : [faultAt(file.path, after.line, after, reason, lockfile)];
  });
  // Only some formats list all that a project asks for, and nothing else.
  const strange = lockfile.kind.asksForManifestOnly ? asked.filter(({ name }) => !specs.has(name)) : [];
  return [
    ...missing,
    ...strange.map((entry) => {
      const reason = `${baseName(lockfile.path)} says that the project asks for ${quoted(entry.name)}, its manifest does not`;
      return faultAt(lockfile.path, entry.line, entry, reason, lockfile);
    }),
  ];
}

/** Peers may be left to who installs the package; what only builds it is not locked in Python. */
function isLocked({ source, scope, indirect, ecosystem, spec }: DeclaredDependency): boolean {
  if (source.kind !== "registry" || indirect || scope === "peer") return false;
  return !(ecosystem === "pypi" && scope === "build") && !spec.includes("${") && !spec.includes("$(");
}

function disagreement(
  wanted: DeclaredDependency,
  specs: readonly string[],
  asked: ManifestState["packages"],
  lockfile: Lockfile,
): string | null {
  const file = baseName(lockfile.path);
  const written = asked.filter(({ name }) => name === wanted.name);
  if (asked.length > 0 && written.length === 0) {
    return lockfile.kind.asksForManifestOnly ? `${file} was made before ${quoted(wanted.name)} was declared` : null;
  }
  // An override of the same name, or another group, may be what was locked.
  if (
    written.length > 0 &&
    wanted.spec !== "" &&
    !written.some(({ spec }) => spec === "" || specs.some((own) => isSame(own, spec)))
  ) {
    return `${file} was made for ${quoted(wanted.name)} in ${quoted(written[0]?.spec ?? "")}, the manifest asks for ${quoted(wanted.spec)}`;
  }
  const versions = lockfile.versions.get(wanted.name) ?? [];
  if (versions.length === 0) return `${file} does not hold ${quoted(wanted.name)}`;
  const isOutside = versions.every((version) =>
    specs.every((spec) => isInRange(wanted.ecosystem, version, spec) === false),
  );
  if (!isOutside) return null;
  const shown = quoted(versions.slice(0, 3).join(","));
  return `${file} holds ${quoted(wanted.name)} in ${shown}, outside of ${quoted(wanted.spec)}`;
}

/** The order of several bounds says nothing, and `= 1.2` is what a bare `1.2` means where both are written. */
function isSame(one: string, other: string): boolean {
  return ordered(one) === ordered(other);
}

function ordered(spec: string): string {
  return spec
    .split(",")
    .map((part) => part.replace(/\s+/g, "").replace(/^=(?=\d)/, ""))
    .sort()
    .join();
}

function faultAt(
  path: string,
  line: number,
  { ecosystem, name }: Pick<DeclaredDependency, "ecosystem" | "name">,
  reason: string,
  { kind, path: lockfile }: Lockfile,
): LockfileFault {
  return { path, line, ecosystem, name, reason, fix: `run \`${kind.update}\` and commit \`${baseName(lockfile)}\`` };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
