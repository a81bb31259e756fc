// How the review page and the pipeline hand things to one another. Implemented by db/review-forms.ts. Every text in here is an
// age block: the store cannot read it.
import type { Account } from "../core/facts/facts.js";
import type { PullRef } from "../core/facts/work.js";

/** Something that a signed-in person did on the review page, as it is stored. */
export interface StoredEntry {
  readonly id: number;
  readonly kind: "start" | "submit";
  readonly person: Account;
  /** ISO 8601 UTC, by the database's clock. */
  readonly madeAt: string;
  readonly onPageSeconds: number | null;
  /** Null for a start. */
  readonly box: string | null;
}

export interface EntryState {
  readonly id: number;
  readonly kind: StoredEntry["kind"];
  /** Null: not judged yet. */
  readonly judged: { readonly accepted: boolean; readonly answer: string | null } | null;
}

export interface StoredDraft {
  /** The version that it was written about. */
  readonly fingerprint: string;
  readonly box: string;
}

type PullKey = Pick<PullRef, "repositoryId" | "number">;

export interface FormStore {
  addEntry(
    ref: PullKey,
    entry: Pick<StoredEntry, "kind" | "box" | "onPageSeconds"> & { readonly person: Account & { readonly id: number } },
  ): Promise<number>;
  /** Entries that wait to be judged, oldest first. */
  loadPending(ref: PullKey): Promise<readonly StoredEntry[]>;
  /** The newest entry of this person; null: they did nothing here yet. */
  findLatest(ref: PullKey, personId: number): Promise<EntryState | null>;
  findDraft(ref: PullKey, personId: number): Promise<StoredDraft | null>;
  /** Replaces the person's earlier draft of this pull request. */
  saveDraft(ref: PullKey, personId: number, draft: StoredDraft): Promise<void>;
  dropDraft(ref: PullKey, personId: number): Promise<void>;
  /** A comment with this hash is about to be posted in the person's name, because they asked for it here. */
  expectComment(ref: PullKey, personId: number, bodyHash: string): Promise<void>;
  isExpected(ref: PullKey, personId: number, bodyHash: string): Promise<boolean>;
}

/** Whose sessions of the web pages are over before their time. Implemented by db/sign-outs.ts. */
export interface SignOuts {
  /** What the database's clock says. Sessions begin by it, because replicas need not agree on theirs. */
  now(): Promise<Date>;
  /** When this person last signed out, or took the App's authorization back; null: never. */
  lastOf(personId: number): Promise<Date | null>;
  /** Ends every session of this person that began until now, and the one that began at `since`. */
  signOut(personId: number, since: Date): Promise<void>;
}
