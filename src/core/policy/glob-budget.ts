// How much all globs of one file cost together. Each alternative of each glob is tried on each path of a change.
import type { CrossFault } from "./cross-check.js";
import { braceAlternatives, MAX_BRACE_ALTERNATIVES, MAX_GLOB_CHARS } from "./globs.js";
import type { KeyPath, YamlEntry } from "./yaml-entry.js";

/** Most alternatives of all globs of one file. Measured: 1,000 with `**` take about 1.3 s for 3,000 paths on one core. */
export const MAX_ALTERNATIVES_OF_FILE = 1000;

/** Names of the lists that hold globs; no other list has one of them. */
const GLOB_LISTS: ReadonlySet<string | number> = new Set([
  "paths",
  "except",
  "ignore",
  "required",
  "branches",
  "trailers",
]);

/** At the first glob that is too many. */
export function findGlobBudgetFault(root: YamlEntry): readonly CrossFault[] {
  let alternatives = 0;
  for (const { path, glob } of listGlobs(root, [])) {
    alternatives += glob.length > MAX_GLOB_CHARS ? 1 : Math.min(braceAlternatives(glob), MAX_BRACE_ALTERNATIVES);
    if (alternatives <= MAX_ALTERNATIVES_OF_FILE) continue;
    const received = "received more; merge globs, as in `src/**/*.sql`, or use fewer braces";
    const message = `expected globs that together make at most ${MAX_ALTERNATIVES_OF_FILE} alternatives, ${received}`;
    return [{ path, at: "value", message }];
  }
  return [];
}

function* listGlobs(entry: YamlEntry, path: KeyPath): Generator<{ path: KeyPath; glob: string }> {
  for (const [part, child] of entry.children) {
    const at = [...path, part];
    if (path.at(-1) === "kinds") yield { path: at, glob: String(part) };
    if (isGlob(at) && typeof child.value === "string") yield { path: at, glob: child.value };
    else yield* listGlobs(child, at);
  }
}

/** An entry of such a list, the name of a check that is bound to an App, or one of a kind. */
function isGlob(path: KeyPath): boolean {
  const [above, list, part] = path.slice(-3);
  if (part === "name") return above === "required";
  return typeof part === "number" && (GLOB_LISTS.has(list ?? "") || above === "kinds");
}
