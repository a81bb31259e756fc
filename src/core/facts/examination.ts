// What parsers say about one changed file. Made by src/examine/ from the diff and, where they were read, the file's whole
// texts before and after; kept with the file as a fact, so that classification stays a pure function of data.
import type { ManifestChange } from "./change.js";

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
