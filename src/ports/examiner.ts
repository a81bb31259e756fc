// How the pipeline and the command line have files examined. Implemented by examine/.
import type { Examination } from "../core/facts/examination.js";
import type { ChangedFile } from "../core/facts/facts.js";

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
