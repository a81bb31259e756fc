// The files of a new embedded database. They are made beside their place and moved there whole, so that a process which is killed on
// its first start leaves either nothing or all of it.
import { randomUUID } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Does nothing where a whole database lies. The directory around it must be locked. `make` writes a database into a path that does not
 * exist yet.
 */
export async function ensureEmbeddedFiles(directory: string, make: (path: string) => Promise<void>): Promise<void> {
  removeLeftovers(directory);
  if (isWhole(directory)) return;
  const beside = `${directory}${BUILT}${randomUUID()}`;
  await make(beside);
  syncTree(beside);
  // Of a version that made them in place, and was killed. Nothing was ever kept in it; it is moved, because nobody deletes a database.
  if (existsSync(directory)) renameSync(directory, `${directory}${UNFINISHED}${randomUUID()}`);
  renameSync(beside, directory);
  syncPath(dirname(directory));
}

const BUILT = ".building-";
const UNFINISHED = ".unfinished-";

/** What PostgreSQL makes last of a new cluster is the database `postgres`, and of that this file. */
function isWhole(directory: string): boolean {
  return existsSync(join(directory, "base", "5", "PG_VERSION"));
}

/** Of first starts that were killed. A builder that lives on has lost its folder's name: it can harm nothing. */
function removeLeftovers(directory: string): void {
  const parent = dirname(directory);
  const leftover = readdirSync(parent).filter((name) => name.startsWith(basename(directory) + BUILT));
  for (const name of leftover) {
    try {
      rmSync(join(parent, name), { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // Its builder still writes, and ends soon; the next start removes it.
    }
  }
}

/** A move that outlives a loss of power must not be of files that do not. */
function syncTree(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) syncTree(child);
    else syncPath(child);
  }
  syncPath(path);
}

/** Windows neither opens directories nor syncs what is open for reading; there the move is all there is. */
function syncPath(path: string): void {
  if (process.platform === "win32") return;
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
