// What the review page asks of the pipeline: what there is to review for one signed-in person, and taking what they did. And how the two
// hand that to one another: every text that is stored is an age block, which the store cannot read.

import type { Decision } from "../core/case/decision.js";
import type { GateInput } from "../core/case/input.js";
import type { FormProblem } from "../core/comments/form.js";
import type { FormFields } from "../core/comments/form-fields.js";
import type { Account } from "../core/facts/facts.js";
import type { PullRef } from "../core/facts/work.js";
import type { ReviewMode, Standing } from "../core/judge/standing.js";

export interface Reviewer {
  readonly id: number;
  readonly login: string;
}

export interface DeskView {
  readonly input: GateInput;
  readonly decision: Decision;
  readonly title: string;
  readonly standing: Standing;
  /** Which reading order this person gets. */
  readonly seat: 1 | 2;
  /** The form asks the prompt-injection checklist. */
  readonly elevated: boolean;
}

/** What one person left at the desk. */
export interface OwnPapers {
  /** What they have typed so far, about the version with this fingerprint. */
  readonly draft: { readonly fields: FormFields; readonly fingerprint: string } | null;
  /** What came of the last thing that they did here. */
  readonly latest: LatestEntry | null;
}

export interface LatestEntry {
  readonly kind: "start" | "submit";
  /** `waiting`: not judged yet. */
  readonly state: "waiting" | "accepted" | "refused";
  /** Markdown for this person alone. */
  readonly reply: string | null;
}

/** What speaks against a form: sentences, and faults of its fields. */
export interface FormFaults {
  readonly reasons: readonly string[];
  readonly problems: readonly FormProblem[];
}

export type Submitted =
  /** Nothing was taken; the draft is kept. */
  | { readonly kind: "faults"; readonly faults: FormFaults }
  /** On its way into the panel, sealed. */
  | { readonly kind: "sealed" }
  /** To be posted as a comment in the person's name, which takes their own token. */
  | { readonly kind: "to-be-posted" };

/** Implemented by pipeline/review-desk.ts. */
export interface ReviewDesk {
  /** Null: there is no such pull request, or the App cannot see it. @throws AppError when GitHub does not answer. */
  view(ref: PullRef, reviewer: Reviewer): Promise<DeskView | null>;
  own(ref: PullRef, reviewer: Reviewer): Promise<OwnPapers>;
  /** Opens a session; waits a while for the evaluation that does so. */
  start(ref: PullRef, reviewer: Reviewer): Promise<void>;
  /** What speaks against the answers so far, for somebody who is still typing. */
  check(view: DeskView, reviewer: Reviewer, fields: FormFields): readonly FormProblem[];
  saveDraft(ref: PullRef, reviewer: Reviewer, draft: Pick<SubmittedFields, "fields" | "fingerprint">): Promise<void>;
  /** Keeps the draft, checks it, and hands it in when it is good. */
  submit(ref: PullRef, reviewer: Reviewer, given: SubmittedFields): Promise<Submitted>;
  /** The comment that says what the draft says, if it may still be posted now; else what speaks against it. */
  prepareComment(
    ref: PullRef,
    reviewer: Reviewer,
  ): Promise<{ readonly body: string } | { readonly faults: FormFaults }>;
  /** The comment is on GitHub. */
  posted(ref: PullRef, reviewer: Reviewer): Promise<void>;
}

export interface SubmittedFields {
  readonly fields: FormFields;
  /** The version that the page showed. */
  readonly fingerprint: string;
  /** How the page said that the review would be given; anything else than what holds now is refused. */
  readonly mode: ReviewMode | null;
  readonly onPageSeconds: number | null;
}

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

/** Implemented by db/review-forms.ts. */
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
