// How a manifest or lockfile differs, dependency by dependency.
import type { ManifestChange } from "./change.js";

export interface ManifestTexts {
  readonly previousPath: string;
  readonly path: string;
  /** Null: the file did not exist before. */
  readonly before: string | null;
  /** Null: the file does not exist any more. */
  readonly after: string | null;
}

/** True: `readManifestChange` knows this kind of file, so both of its texts are worth reading. */
export function isDependencyFile(_path: string): boolean {
  return false;
}

/** Null: the file declares no dependencies in any format we know. Never throws; what cannot be parsed is `unread`. */
export function readManifestChange(_texts: ManifestTexts): ManifestChange | null {
  return null;
}
