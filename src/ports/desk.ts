// What the review page asks of the pipeline: what there is to review for one signed-in person, and taking what they did.
// Implemented by pipeline/review-desk.ts.

import type { Decision } from "../core/case/decision.js";
import type { GateInput } from "../core/case/input.js";
import type { FormProblem } from "../core/comments/form.js";
import type { FormFields } from "../core/comments/form-fields.js";
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
