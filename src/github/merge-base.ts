// The merge base of a pull request as its own commits tell it, without a call.
import type { GraphqlCommit } from "./commits.js";

/**
 * When the commits of a pull request have one parent outside themselves, that parent is the merge base: it is on the base
 * branch, and everything the head shares with the base is reachable through it. Null: more than one, so GitHub is asked.
 */
export function onlyParentOutside(commits: readonly GraphqlCommit[]): string | null {
  const own = new Set(commits.map(({ oid }) => oid));
  const outside = new Set<string>();
  for (const { parents } of commits) {
    if (parents.totalCount > parents.nodes.length) return null;
    for (const { oid } of parents.nodes) if (!own.has(oid)) outside.add(oid);
  }
  const [only, ...others] = outside;
  return only !== undefined && others.length === 0 ? only : null;
}
