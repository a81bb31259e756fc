// What the readers of the data formats make of a text: a list of parts, equal exactly when the data is.

export interface Part {
  /** A value, a key or a bracket as it counts, or a comment that steers something. */
  readonly text: string;
  /** How many collections are open around it; `NO_DEPTH` where readers do not agree on that. */
  readonly depth: number;
}

export const NO_DEPTH = -1;

export interface DataText {
  readonly parts: readonly Part[];
  /** What only lenient readers take: a text may use none that the text before it did not use already. */
  readonly leniencies: ReadonlySet<string>;
}

export type Reading =
  | ({ readonly status: "read" } & DataText)
  /** `reason` is for people and quotes nothing of the text. */
  | { readonly status: "unread"; readonly reason: string };

export function unread(reason: string): Reading {
  return { status: "unread", reason };
}
