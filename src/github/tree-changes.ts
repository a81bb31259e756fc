// Completes a cut list of files from the trees of both commits. What is added this way has no text: it is never safe
// unless its content is the same on both sides.
import type { ChangedFile, FileContent } from "../core/facts/facts.js";
import type { Sides } from "./file-sides.js";
import type { TreeSide } from "./listed-files.js";

/** A change of more files is not listed any more; the gap says so. */
export const MAX_TREE_FILES = 20_000;

const UNREADABLE: FileContent = { kind: "unreadable", reason: "GitHub lists no more than 3,000 files with their diff" };

/** Every path that differs between the commits and is not in `covered`. */
export function missingFiles({ before, after }: Sides, covered: ReadonlySet<string>): ChangedFile[] {
  const added: string[] = [];
  const removed: string[] = [];
  const files: ChangedFile[] = [];
  for (const [path, side] of after) {
    const old = before.get(path) ?? null;
    if (side === null || covered.has(path) || isSame(old, side)) continue;
    if (old === null) added.push(path);
    else files.push(toFile({ path, before: old, after: side }));
  }
  for (const path of before.keys()) {
    if (!after.get(path) && !covered.has(path)) removed.push(path);
  }
  return [...files, ...pairRenames(added, removed, { before, after })];
}

export function isSame(one: TreeSide | null, other: TreeSide | null): boolean {
  return one?.blob === other?.blob && one?.mode === other?.mode;
}

/** A file that is gone and a new one with the same content are one rename. */
function pairRenames(added: readonly string[], removed: readonly string[], { before, after }: Sides): ChangedFile[] {
  const goneByBlob = new Map<string, string[]>();
  for (const path of removed) {
    const blob = before.get(path)?.blob ?? "";
    goneByBlob.set(blob, [...(goneByBlob.get(blob) ?? []), path]);
  }
  const files: ChangedFile[] = [];
  for (const path of added) {
    const side = after.get(path) ?? null;
    const oldPath = goneByBlob.get(side?.blob ?? "")?.shift() ?? null;
    files.push(toFile({ path, oldPath, before: oldPath === null ? null : (before.get(oldPath) ?? null), after: side }));
  }
  for (const path of [...goneByBlob.values()].flat()) {
    files.push(toFile({ path, before: before.get(path) ?? null, after: null }));
  }
  return files;
}

interface Differing {
  readonly path: string;
  readonly oldPath?: string | null;
  readonly before: TreeSide | null;
  readonly after: TreeSide | null;
}

function toFile({ path, oldPath = null, before, after }: Differing): ChangedFile {
  const status = oldPath !== null ? "renamed" : before === null ? "added" : after === null ? "removed" : "modified";
  const isUnchanged = before !== null && after !== null && before.blob === after.blob;
  return {
    path,
    previousPath: oldPath,
    status,
    additions: isUnchanged ? 0 : null,
    deletions: isUnchanged ? 0 : null,
    before: before && { path: oldPath ?? path, blob: before.blob, mode: before.mode },
    after: after && { path, blob: after.blob, mode: after.mode },
    content: isUnchanged ? { kind: "unchanged" } : UNREADABLE,
  };
}
