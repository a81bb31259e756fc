// Which changed files are worth reading in full. Everything else is judged by its diff alone.
import { isDependencyFile } from "../core/dependencies/read-manifest-change.js";
import type { ChangedFile } from "../core/facts.js";

/** A file that is new or gone has its whole text in the diff already. */
export function wantsTexts(file: Pick<ChangedFile, "path" | "previousPath" | "status">): boolean {
  return file.status !== "added" && file.status !== "removed" && isDependencyFile(file.path);
}
