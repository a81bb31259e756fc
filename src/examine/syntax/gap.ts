// The white space between two leaves of a tree, and a rule that says what it means.
import type { Leaf } from "./read-program.js";

export interface Gap {
  /** The text between, with each comment replaced by what it separates: a line end if it holds one, else a space. */
  readonly white: string;
  /** Null at the start of the file. */
  readonly prev: Leaf | null;
  /** Null at its end. */
  readonly next: Leaf | null;
}

/** Empty: the white space means nothing. Called for each gap in order. */
export type GapRule = (gap: Gap) => string;
