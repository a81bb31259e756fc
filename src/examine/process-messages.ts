// What the App and the process of the examiner say to each other.
import type { Examination } from "../core/facts/examination.js";
import type { FileToExamine } from "../ports/examiner.js";

/** One file to examine. */
export interface Task {
  readonly id: number;
  readonly file: FileToExamine;
}

export interface Done {
  readonly id: number;
  readonly examination: Examination;
  /** Memory of the process, then. */
  readonly residentBytes: number;
}
