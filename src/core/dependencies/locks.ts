// Which version a lockfile of the same change gives a dependency: what people get is what is locked, not the newest release.

import type { DeclaredDependency } from "../facts/change.js";
import type { Change } from "../facts/facts.js";

type LockedVersion = (manifestPath: string, dependency: DeclaredDependency) => string | null;

/**
 * Null where no lockfile in the manifest's folder or above names the package, or where one names several versions: which of
 * them the manifest gets is not known then.
 */
export function readLocks(change: Change): LockedVersion {
  const locks = change.files.flatMap((file) => {
    const manifest = file.examination?.manifest;
    if (manifest?.status !== "read" || manifest.role !== "lockfile") return [];
    const entries =
      manifest.state?.packages ?? manifest.changes.flatMap(({ after }) => (after === null ? [] : [after]));
    const versions = new Map<string, Set<string>>();
    for (const { ecosystem, name, spec } of entries) {
      const key = `${ecosystem} ${name}`;
      const known = versions.get(key) ?? new Set();
      versions.set(key, known.add(spec));
    }
    return [{ folder: folderOf(file.path), versions }];
  });
  const nearestFirst = locks.sort((a, b) => b.folder.length - a.folder.length);
  return (manifestPath, { ecosystem, name }) => {
    const found = nearestFirst.find(
      ({ folder, versions }) => manifestPath.startsWith(folder) && versions.has(`${ecosystem} ${name}`),
    );
    const [version, ...others] = found?.versions.get(`${ecosystem} ${name}`) ?? [];
    return version === undefined || version === "" || others.length > 0 ? null : version.slice(0, 200);
  };
}

/** With a slash at the end; empty for the top of the repository. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
