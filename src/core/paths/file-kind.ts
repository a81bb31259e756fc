// What kind of file a path names: whether it can run, and what a change of it can do. From the path alone; whatever is
// not known for certain to be harmless is `source`.
import { isMediaPath, isProsePath, isSnapshotPath, isStylePath } from "./inert.js";
import { isTestPath, isTestRunnerPath } from "./tests.js";

export type FileKind = "prose" | "media" | "style" | "snapshot" | "test" | "test-runner" | "source";

/** Paths are compared in lower case: `README.MD` is prose, and `Tests/` holds tests. */
export function fileKind(path: string): FileKind {
  const lower = path.toLowerCase();
  if (isTestRunnerPath(lower)) return "test-runner";
  if (isSnapshotPath(lower)) return "snapshot";
  if (isTestPath(path)) return "test";
  if (isProsePath(lower)) return "prose";
  if (isStylePath(lower)) return "style";
  if (isMediaPath(lower)) return "media";
  return "source";
}
