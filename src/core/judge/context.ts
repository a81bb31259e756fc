// What the judging of texts needs beside facts and records: opened seals, dice, addresses. Brought by the pipeline; a plain
// value like the facts, so that judging stays a function.

import type { Account } from "../facts/facts.js";
import { type Source, unavailable } from "../facts/source.js";
import type { FormEntry } from "./pending.js";

/** An age block after the attempt to open it. `text` is the plaintext: hostile, and nobody else's business. */
export type OpenedSeal =
  | { readonly status: "opened"; readonly text: string }
  /** `foreign`: made for another recipient · `damaged`: cut, altered or no age file at all · `text`: not UTF-8 */
  | { readonly status: "refused"; readonly reason: "foreign" | "damaged" | "text" };

/** Where things are, for answers. */
export interface Places {
  /** Base of the App's own pages, without a slash at the end. */
  readonly publicUrl: string;
  /** The age recipient that sealed reviews are encrypted to. */
  readonly recipient: string;
  /** People can sign in, so the review page works. */
  readonly signIn: boolean;
}

export interface JudgeContext {
  /** By `textKey`. Every sealed comment that waits is in here. */
  readonly seals: ReadonlyMap<string, OpenedSeal>;
  /** 64 random hex digits for each text that could become a sealed review, by `textKey`. */
  readonly nonces: ReadonlyMap<string, string>;
  /** Entries that were not judged yet. */
  readonly entries: readonly FormEntry[];
  /** Who gets or sees what is written on the pull request; looked up only when a first form in the clear may count. */
  readonly audience: Source<readonly Account[]>;
  readonly places: Places;
}

/** Nothing sealed waits. */
export const NO_CONTEXT: JudgeContext = {
  seals: new Map(),
  nonces: new Map(),
  entries: [],
  audience: unavailable("it was not looked up"),
  places: { publicUrl: "", recipient: "", signIn: false },
};
