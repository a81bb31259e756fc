// What registries say about the dependencies of a change.
import { packagesToLookUp } from "../core/dependencies/queries.js";
import type { Change, Facts } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import type { RepositoryRef } from "../core/facts/work.js";
import type { LoadedPolicy } from "../core/policy/schema.js";
import type { PackageSource } from "../ports.js";

/** Asks nobody when no dependency changed. */
export async function loadPackages(
  change: Source<Change>,
  { policy }: LoadedPolicy,
  packages: PackageSource,
  ref: RepositoryRef,
): Promise<Facts["packages"]> {
  if (change.status === "unavailable") return new Map();
  const queries = packagesToLookUp(change.value, policy);
  return queries.length === 0 ? new Map() : packages.lookUp(queries, ref);
}
