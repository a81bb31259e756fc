// What a detector sees in a line, before anybody knows in which file the line stands.

export interface Match {
  readonly detector: string;
  /** In words, with its article: `an AWS access key`. */
  readonly what: string;
  /** The secret's place in the line, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The secret itself. INVARIANT: it leaves this folder only as a hash and a mask. */
  readonly value: string;
  /** How many of its first characters say what it is and no more. */
  readonly harmless: number;
  readonly certainty: Certainty;
}

/**
 * `shape`: it is one wherever it stands. `name`: what it is called says so; examples, tests and documentation are full of
 * those. `bare`: the same without quotes, which only means something where values need none.
 */
export type Certainty = "shape" | "name" | "bare";

export interface Detector {
  /** In lower case; looked for without case. */
  readonly keyword: string;
  /** What begins here, or null; `at` is where the keyword stands. Looks at a bounded stretch of the line only. */
  matchAt(line: string, at: number): Match | Dismissed | null;
}

/** Has the shape and is none: an example. Nothing of the same kind can begin inside of it. */
export interface Dismissed {
  readonly dismissedTo: number;
}
