// A text cut into tokens and comments, as the second readers make it, and the same as the program that the proof compares.
import type { Comment, Leaf, Program, Separator } from "../syntax/read-program.js";

export interface Cut {
  /** Ascending, and no two overlap. What stands between two of them is white space or counts character by character. */
  readonly pieces: readonly Piece[];
  /** What the white space before a token says; empty: nothing. `prev` is null at the start of the file. */
  readonly markOf: (prev: Token | null, gap: string, next: Token) => string;
  /** Stands for the program's tree: equal trees, equal texts. Null where tokens are all there is. */
  readonly tree: string | null;
}

export interface Piece {
  /** `blank`: characters that mean no more than white space. */
  readonly kind: "token" | "comment" | "blank";
  /** Offsets in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** What counts of a token. Absent: its characters. */
  readonly meaning?: string;
}

export interface Token {
  readonly text: string;
  readonly end: number;
}

export type CutReading =
  | { readonly status: "read"; readonly cut: Cut }
  | { readonly status: "unread"; readonly reason: string };

export function unread(reason: string): CutReading {
  return { status: "unread", reason };
}

/** Null: pieces overlap, so the reader lost its place. */
export function programOf({ pieces, markOf }: Cut, text: string): Program | null {
  const leaves: Leaf[] = [];
  const comments: Comment[] = [];
  const separators: Separator[] = [];
  let at = 0;
  let prev: Token | null = null;
  for (const { kind, start, end, meaning } of pieces) {
    if (start < at || end < start) return null;
    at = end;
    const own = meaning ?? text.slice(start, end);
    if (kind === "token") {
      const next: Token = { text: own, end };
      const nesting: string = markOf(prev, text.slice(prev?.end ?? 0, start), next);
      leaves.push({ kind: "token", text: own, start, end, parent: "", nesting });
      prev = next;
      continue;
    }
    if (kind === "comment") comments.push({ text: own, start, end, parent: "", leavesBefore: leaves.length });
    separators.push({ start, end });
  }
  return { leaves, comments, separators, closing: "" };
}
