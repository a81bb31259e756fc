// A changed file as plain data: both sides, the changed lines, and what parsers say of it. Paths and lines are hostile text. The
// examination is made by src/examine/ from the diff and, where they were read, the file's whole texts before and after; it is kept with
// the file as a fact, so that classification stays a pure function of data.
import type { ManifestChange } from "./change.js";

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

export interface Examination {
  readonly equivalence: Equivalence;
  /** Lines that hold nothing but comments which steer nothing: 1-based, ascending. `before` counts in the old file. */
  readonly commentLines: { readonly before: readonly number[]; readonly after: readonly number[] };
  /** SQL and calls of migrations that destroy data or could not be read; on added lines only. */
  readonly statements: readonly RiskyStatement[];
  /** How the declared dependencies differ; null: the file declares none in any format we know. */
  readonly manifest: ManifestChange | null;
  /** Credentials and personal data in added lines. */
  readonly secrets: readonly Secret[];
  /** Parts of the examination that did not come to an end, in words; any makes `no_secrets` an error. Usually empty. */
  readonly unexamined: readonly string[];
}

/**
 * Does the file mean the same before and after?
 * `same`: proved. `different`: a parser sees a difference. `unknown`: not read, too large, not parsable, or hostile.
 */
export type Equivalence =
  | { readonly status: "same"; readonly by: EquivalenceKind; readonly reason: string }
  | { readonly status: "different"; readonly reason: string }
  | { readonly status: "unknown"; readonly reason: string };

/**
 * `syntax`: the same syntax tree but for comments and insignificant whitespace. `types`: the same program once types are erased.
 * `data`: the same data. `prose`: only text for people differs in a document that can also hold code (MDX).
 */
export type EquivalenceKind = "syntax" | "types" | "data" | "prose";

export interface RiskyStatement {
  /** 1-based line in the new file, where the statement starts or, in a changed statement, the first changed line. */
  readonly line: number;
  /** `destroys`: loses data or structure. `narrows`: may lose or refuse data. `unread`: cannot be parsed, so nobody knows. */
  readonly effect: "destroys" | "narrows" | "unread";
  /** The statement's start, on one line, literals replaced by `…`; at most 120 characters. Hostile text. */
  readonly text: string;
  /** What a reviewer reads: lower case, no final period, such as ``drops the table `users` ``. */
  readonly reason: string;
}

export interface Secret {
  /** The detector's id, such as `aws-access-key` or `iban`. */
  readonly detector: string;
  /** What it is, in words: `an AWS access key`. */
  readonly what: string;
  readonly kind: "credential" | "personal-data";
  /** 1-based line in the new file. */
  readonly line: number;
  /** A few harmless characters and dots, such as `AKIA…`; never enough to use or to recognise a person. */
  readonly masked: string;
  /**
   * Names this finding in waivers and in `secrets.allow`: 12 hex digits, the same as long as path, detector and value are.
   * Of personal data it is made without the value, which could be guessed from a hash.
   */
  readonly id: string;
}

/** What an examination says when nothing was examined. It proves nothing. */
export function notExamined(reason: string): Examination {
  return {
    equivalence: { status: "unknown", reason },
    commentLines: { before: [], after: [] },
    statements: [],
    manifest: null,
    secrets: [],
    unexamined: [reason],
  };
}
