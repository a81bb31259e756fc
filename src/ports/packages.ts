// How the pipeline asks about packages. Implemented by packages/; the command line does not ask.

import type { PackageFacts, PackageQuery } from "../core/facts/package-facts.js";
import type { RepositoryRef } from "../core/facts/work.js";

export interface PackageSource {
  /**
   * Facts by `packageKey`, one for each query. Never throws: what nobody answered in time is `unavailable` inside. `using`: the
   * repository whose change it is; workflow actions are asked about in its name.
   */
  lookUp(queries: readonly PackageQuery[], using?: RepositoryRef): Promise<ReadonlyMap<string, PackageFacts>>;
}

/** Answers that were given before, so that a registry is not asked at every evaluation. Implemented by db/. */
export interface PackageCache {
  /** Null: never asked, or the answer is older than `maxAgeMs`. */
  find(key: string, maxAgeMs: number): Promise<unknown>;
  keep(key: string, answer: unknown): Promise<void>;
}
