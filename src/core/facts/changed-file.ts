// A changed file as plain data: both sides, the changed lines, and what parsers say of it. Paths and lines are hostile text.
import type { Examination } from "./examination.js";

export type DiffLineKind = "added" | "removed" | "context";

export interface DiffLine {
  readonly kind: DiffLineKind;
  /** Without the leading `+`, `-` or space and without the line end; a CR before the line end stays. */
  readonly text: string;
  /** 1-based line in the old file; null for an added line. */
  readonly oldLine: number | null;
  /** 1-based line in the new file; null for a removed line. */
  readonly newLine: number | null;
  /** Present on the last line of a file that has no line end. */
  readonly noNewline?: true;
}

export interface Hunk {
  readonly oldStart: number;
  readonly newStart: number;
  readonly lines: readonly DiffLine[];
}

/** What is known of a file's changed text. `unreadable`: there is a change that we could not see; it is never safe. */
export type FileContent =
  | { readonly kind: "hunks"; readonly hunks: readonly Hunk[] }
  | { readonly kind: "unchanged" }
  | { readonly kind: "binary" }
  | { readonly kind: "unreadable"; readonly reason: string };

/** One side of a changed file. `mode` is git's octal text (`100644`, `100755`, `120000`, `160000`), null when unknown. */
export interface FileSide {
  readonly path: string;
  readonly blob: string | null;
  readonly mode: string | null;
}

export type FileStatus = "added" | "removed" | "modified" | "renamed" | "copied";

export interface ChangedFile {
  /** The path after the change (for a removed file, its last path). */
  readonly path: string;
  /** The old path of a rename or copy, else null. */
  readonly previousPath: string | null;
  readonly status: FileStatus;
  /** Lines added and removed as the source states them; null when it does not (binary). */
  readonly additions: number | null;
  readonly deletions: number | null;
  /** Null for an added file. */
  readonly before: FileSide | null;
  /** Null for a removed file. */
  readonly after: FileSide | null;
  readonly content: FileContent;
  /** What parsers say about it; absent: it was not examined, and nothing is proved by its text. */
  readonly examination?: Examination;
}
