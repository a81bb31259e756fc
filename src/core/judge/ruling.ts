// What one command or native review is judged from, and what comes of it. The judges of this folder are functions from a
// Turn to a Ruling.
import type { Absence } from "../assign/roster.js";
import type { IssueEffect } from "../case/effect.js";
import { appEvent, type GateInput } from "../case/input.js";
import type { Account, PersonFacts } from "../facts/facts.js";
import type { AuditEvent, AuditKind, Records } from "../facts/records.js";
import { type Source, unavailable } from "../facts/source.js";
import type { SealedSecret, SubmissionSource } from "../facts/submission.js";

export interface Turn {
  /** With the records as the earlier commands left them. */
  readonly input: GateInput;
  readonly source: SubmissionSource;
  readonly url: string;
  /** GitHub's time of this revision. */
  readonly at: string;
  readonly author: Account;
  /** The author as the repository knows them. */
  readonly person: PersonFacts;
  readonly context: JudgeContext;
}

/**
 * What the judging of texts needs beside facts and records: opened seals, dice, addresses. Brought by the pipeline; a plain value
 * like the facts, so that judging stays a function.
 */
export interface JudgeContext {
  /** By `textKey`. Every sealed comment that waits is in here. */
  readonly seals: ReadonlyMap<string, OpenedSeal>;
  /** 64 random hex digits for each text that could become a sealed review, by `textKey`. */
  readonly nonces: ReadonlyMap<string, string>;
  /** Entries that were not judged yet. */
  readonly entries: readonly FormEntry[];
  /** Who gets or sees what is written on the pull request; looked up only when a first form in public may count. */
  readonly audience: Source<readonly Account[]>;
  readonly places: Places;
}

/** An age block after the attempt to open it. `text` is the plaintext: hostile, and nobody else's business. */
export type OpenedSeal =
  | { readonly status: "opened"; readonly text: string }
  /** `foreign`: made for another recipient · `damaged`: cut, altered or no age file at all · `text`: not UTF-8 */
  | { readonly status: "refused"; readonly reason: "foreign" | "damaged" | "text" };

/** Something that a signed-in person did on the review page. */
export interface FormEntry {
  readonly id: number;
  readonly kind: "start" | "submit";
  readonly person: Account;
  /** By our own clock. */
  readonly madeAt: string;
  /** The content of a sealed review (see content.ts); null for a start, and when it could not be opened any more. */
  readonly content: string | null;
  readonly onPageSeconds: number | null;
}

/** Where things are, for answers. */
export interface Places {
  /** Base of the App's own pages, without a slash at the end. */
  readonly publicUrl: string;
  /** The age recipient that sealed reviews are encrypted to. */
  readonly recipient: string;
  /** People can sign in, so the review page works. */
  readonly signIn: boolean;
}

/** Nothing sealed waits. */
export const NO_CONTEXT: JudgeContext = {
  seals: new Map(),
  nonces: new Map(),
  entries: [],
  audience: unavailable("it was not looked up"),
  places: { publicUrl: "", recipient: "", signIn: false },
};

export interface Ruling {
  /** A short name for the record: the verb, or `edited`, `native`. */
  readonly command: string;
  readonly accepted: boolean;
  readonly records: Records;
  /** Markdown without the marker; null when the reaction says enough. */
  readonly reply: string | null;
  readonly events: readonly AuditEvent[];
  readonly issue: IssueEffect | null;
  /** What everybody may read on GitHub, where `reply` is for one person on the review page. */
  readonly receipt: string | null;
  /** What was sealed, to be encrypted and stored. */
  readonly secret: SealedSecret | null;
  /** Who is, or is no longer, out of office from now on. */
  readonly absence: Absence | null;
  /** The comment shows a verdict and has to go. */
  readonly removes: boolean;
}

type Extras = Partial<Omit<Ruling, "command" | "accepted">>;

const NOTHING = {
  reply: null,
  events: [],
  issue: null,
  receipt: null,
  secret: null,
  absence: null,
  removes: false,
} as const;

export function accept(turn: Turn, command: string, extras: Extras): Ruling {
  return { ...NOTHING, command, accepted: true, records: turn.input.records, ...extras };
}

/** INVARIANT: a refusal always says why. */
export function refuse(turn: Turn, command: string, why: string | (Extras & { readonly reply: string })): Ruling {
  const events = [toEvent(turn, "command_refused", { command })];
  const extras = typeof why === "string" ? { reply: why } : why;
  return { ...NOTHING, command, accepted: false, records: turn.input.records, events, ...extras };
}

/** `data` must hold no text of the command: ids, counts and hashes only. */
export function toEvent({ input, source, author, at }: Turn, kind: AuditKind, data: AuditEvent["data"]): AuditEvent {
  const of = { source: source.kind, id: source.id, revision: source.revision };
  return { ...appEvent(input, kind, { ...of, ...data }), at, actor: author };
}

export function withRecords(turn: Turn, records: Records): Turn {
  return { ...turn, input: { ...turn.input, records } };
}
