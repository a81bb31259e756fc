// How the pipeline has files examined and packages looked up. Implemented by examine/ and packages/; the command line looks nothing up.
import type { Examination } from "../core/facts/examination.js";
import type { ChangedFile } from "../core/facts/facts.js";
import type { PackageFacts, PackageQuery } from "../core/facts/package-facts.js";
import type { RepositoryRef } from "../core/facts/work.js";

/** The whole text of one side of a file. `none`: the file does not exist on that side. */
export type SideText =
  | { readonly status: "read"; readonly text: string }
  | { readonly status: "none" }
  | { readonly status: "unread"; readonly reason: string };

export interface FileToExamine {
  readonly file: ChangedFile;
  readonly before: SideText;
  readonly after: SideText;
}

export interface Examiner {
  /** Files may come soon. What an examination needs to start may start now, while they are read. */
  prepare(): void;
  /**
   * One examination for each file, in order. Never throws for what is in the files: what cannot be examined in bounded time
   * and memory is `notExamined` with the reason.
   */
  examine(files: readonly FileToExamine[]): Promise<readonly Examination[]>;
  close(): Promise<void>;
}

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
