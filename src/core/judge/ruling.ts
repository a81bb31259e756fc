// What one command or native review is judged from, and what comes of it. The judges of this folder are functions from a
// Turn to a Ruling.
import type { Absence } from "../assign/workload.js";
import type { IssueEffect } from "../case/effect.js";
import type { GateInput } from "../case/input.js";
import type { AuditEvent, AuditKind } from "../facts/event.js";
import type { Account, PersonFacts } from "../facts/facts.js";
import type { Records } from "../facts/records.js";
import type { SealedSecret } from "../facts/sealed-review.js";
import type { SubmissionSource } from "../facts/submission.js";
import type { JudgeContext } from "./context.js";

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
export function refuse(turn: Turn, command: string, reply: string, extras: Omit<Extras, "reply"> = {}): Ruling {
  const { records } = turn.input;
  const events = [toEvent(turn, "command_refused", { command })];
  return { ...NOTHING, command, accepted: false, records, reply, events, ...extras };
}

/** `data` must hold no text of the command: ids, counts and hashes only. */
export function toEvent(turn: Turn, kind: AuditKind, data: AuditEvent["data"]): AuditEvent {
  const { facts, policy, fingerprint } = turn.input;
  const { repository, pull } = facts;
  return {
    kind,
    at: turn.at,
    repository: { id: repository.id, name: `${repository.owner}/${repository.name}` },
    pull: pull.number,
    headSha: pull.headSha,
    actor: turn.author,
    policyHash: policy.hash,
    factsHash: null,
    data: { source: turn.source.kind, id: turn.source.id, revision: turn.source.revision, fingerprint, ...data },
  };
}

export function withRecords(turn: Turn, records: Records): Turn {
  return { ...turn, input: { ...turn.input, records } };
}
