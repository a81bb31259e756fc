// Spares a git process for the usual branch: a few commits straight on top of its base.
import type { CommitObject } from "./parse-commit.js";

const MAX_STEPS = 20;

/** The commits after `from` up to `to`, oldest first; null when history is not that simple. */
export async function linearRange(
  read: (oid: string) => Promise<CommitObject | null>,
  from: string,
  to: string,
): Promise<string[] | null> {
  const range: string[] = [];
  let at = to;
  for (let step = 0; step <= MAX_STEPS; step++) {
    if (at === from) return range.reverse();
    range.push(at);
    const commit = await read(at);
    const [parent] = commit?.parents ?? [];
    if (!parent || commit?.parents.length !== 1) return null;
    at = parent;
  }
  return null;
}
