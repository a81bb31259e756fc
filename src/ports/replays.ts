// How the pipeline remembers what proposed policies would have decided. Implemented by db/replays.ts.
import type { ReplayReport } from "../core/replay/report.js";

export interface StoredReplay {
  /** Null: it is being made, or what is stored is of another version. */
  readonly report: ReplayReport | null;
  /** When it was begun or, with a report, finished. */
  readonly madeAt: Date;
}

export interface ReplayStore {
  find(repositoryId: number, key: string): Promise<StoredReplay | null>;
  /** Notes that it is being made from now on. A report that is there goes. */
  begin(repositoryId: number, key: string): Promise<void>;
  finish(repositoryId: number, key: string, report: ReplayReport): Promise<void>;
}
