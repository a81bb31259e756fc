// Judges a structured review: a form behind `/countersign approve` or `reject`, or in the body of a native review.

import { isSameSession } from "../case/apply-changes.js";
import type { GateInput } from "../case/input.js";
import { appEvent } from "../case/input.js";
import { checkAnswers } from "../comments/answers/check-answers.js";
import { toFormContext } from "../comments/answers/form-context.js";
import { type FormProblem, formatBlankForm, questionOf, sayProblem } from "../comments/form.js";
import { type FormReading, readForm } from "../comments/parse-form.js";
import { isSamePerson } from "../facts/facts.js";
import type { AuditEvent, Records } from "../facts/records.js";
import { type Answers, isSameSource, type Session, type Submission, type Verdict } from "../facts/submission.js";
import { canonicalJson, sha256 } from "../ground/canonical.js";
import { sayBlock, sayList, sayTime } from "../markdown/say.js";
import { type MayReview, mayReview } from "../people/independence.js";
import { isFast } from "../reviews/session.js";
import { checkSession, sayMayNotReview } from "./review-session.js";
import { accept, type Ruling, refuse, type Turn, toEvent } from "./ruling.js";

export interface SubmittedForm {
  /** Who may give it; default: any independent reviewer. */
  readonly may?: MayReview;
  readonly verdict: Verdict;
  /** Without the command line. Hostile text. */
  readonly form: string;
  /** Further reasons against it, each a sentence that the reviewer reads. */
  readonly reasons: readonly string[];
}

export function judgeSubmission(turn: Turn, submitted: SubmittedForm): Ruling {
  const { input, person, author, at } = turn;
  if (isUnchanged(turn, submitted)) return accept(turn, submitted.verdict, {});
  const may = submitted.may ?? mayReview(person, input);
  // No form can fix this, and only reviewers may make us compare long texts.
  if (!may.may) return refuseReviewer(turn, submitted, may.reason);
  const reading = readForm(submitted.form);
  const problems = checkAnswers(reading, toFormContext(input, { account: author, at }));
  const { session, seconds, reasons } = checkSession(turn);
  const faults: Faults = { reading, problems, reasons: [...submitted.reasons, ...reasons], session };
  if (session === null || faults.reasons.length > 0 || problems.length > 0) return refuseForm(turn, submitted, faults);
  return take(turn, toSubmission(turn, submitted.verdict, { answers: reading.answers, session, seconds }));
}

/** The same verdict, and the same answers once the form is read: an edit of white space or of the words around it is no new review. */
export function saysTheSame(one: SaidReview, other: SaidReview): boolean {
  return one.verdict === other.verdict && canonicalJson(one.answers) === canonicalJson(other.answers);
}

/** What a text says as a review. */
export type SaidReview = Pick<Submission, "verdict" | "answers">;

/** An edit that leaves the verdict and the answers as they are leaves the review as it is. */
function isUnchanged({ input, source }: Turn, { verdict, form, reasons }: SubmittedForm): boolean {
  const standing = input.records.submissions.find(
    (submission) => submission.voided === null && isSameSource(submission.source, source),
  );
  if (standing === undefined || standing.fingerprint !== input.fingerprint || reasons.length > 0) return false;
  return saysTheSame(standing, { verdict, answers: readForm(form).answers });
}

interface Passed {
  readonly answers: Answers;
  readonly session: Session;
  readonly seconds: number;
}

function toSubmission(turn: Turn, verdict: Verdict, { answers, session, seconds }: Passed): Submission {
  const { input, source, url, author, at } = turn;
  const whole = Math.floor(seconds);
  return {
    source,
    url,
    reviewer: author,
    verdict,
    answers,
    fingerprint: input.fingerprint,
    headSha: input.facts.pull.headSha,
    session: session.key,
    submittedAt: at,
    seconds: whole,
    fast: isFast(input.policy.policy.review, input.size.counted, whole),
    voided: null,
  };
}

function take(turn: Turn, submission: Submission): Ruling {
  const { verdict, fast, seconds, answers, session } = submission;
  const replaced = turn.input.records.submissions.filter(
    ({ voided, reviewer }) => voided === null && isSamePerson(reviewer, submission.reviewer),
  );
  const voided = { at: submission.submittedAt, reason: "replaced by a later review" };
  const data = {
    verdict,
    seconds,
    fast,
    session: `${session.kind}:${session.id}`,
    answers: `sha256:${sha256(canonicalJson(answers))}`,
  };
  return accept(turn, verdict, {
    records: withSubmission(turn.input.records, submission, voided),
    reply: sayTaken(verdict, fast),
    events: [
      ...replaced.map((earlier) => toVoidEvent(turn.input, earlier, voided)),
      toEvent(turn, "review_submitted", data),
    ],
  });
}

/** INVARIANT: a person has at most one review in force, so that deleting the later one never brings back the earlier. */
function withSubmission(records: Records, submission: Submission, voided: Submission["voided"]): Records {
  const { reviewer } = submission;
  const earlier = records.submissions.map((other) =>
    other.voided === null && isSamePerson(other.reviewer, reviewer) ? { ...other, voided } : other,
  );
  const sessions = records.sessions.map(
    (session): Session =>
      isSameSession(session.key, submission.session) ? { ...session, state: "submitted" } : session,
  );
  return { ...records, submissions: [...earlier, submission], sessions };
}

function refuseReviewer(turn: Turn, { verdict }: SubmittedForm, reason: string): Ruling {
  const events = [toEvent(turn, "review_refused", { verdict, faults: "reviewer", other_faults: 0 })];
  return refuse(turn, verdict, { reply: sayMayNotReview(turn.person.account.login, reason), events });
}

interface Faults {
  readonly reading: FormReading;
  readonly problems: readonly FormProblem[];
  /** Faults that are not of the form, each a sentence: no session, too fast, more than one verdict. */
  readonly reasons: readonly string[];
  /** The session stays open; null when there is none. */
  readonly session: Session | null;
}

function refuseForm(turn: Turn, { verdict }: SubmittedForm, faults: Faults): Ruling {
  const { reading, problems, reasons } = faults;
  const named = isMissing(reading) ? ["form:missing"] : problems.map(({ field, kind }) => `${field}:${kind}`);
  const data = { verdict, faults: named.join(" "), other_faults: reasons.length };
  return refuse(turn, verdict, { reply: sayRefused(turn, faults), events: [toEvent(turn, "review_refused", data)] });
}

function isMissing({ headings }: FormReading): boolean {
  return headings === 0;
}

function sayRefused({ source }: Turn, { reading, problems, reasons, session }: Faults): string {
  const faults = isMissing(reading)
    ? [...reasons, "The form is missing. Copy it from below and replace each prompt with what you found."]
    : [...reasons, ...problems.map(sayProblem)];
  const edit =
    source.kind === "comment" ? "Edit your comment, or write a new one" : "Edit your review, or submit it in a comment";
  return [
    "**This review is not counted yet.** What is missing:",
    sayList(faults),
    ...(isMissing(reading) ? [sayBlock(formatBlankForm())] : sayExamples(problems)),
    session === null
      ? "Then submit the form, in a new comment or by editing this one."
      : `${edit}: your session stays open until ${sayTime(session.expiresAt)}.`,
  ].join("\n\n");
}

/** A better answer for each field that says too little. For a fault of shape the message has its own example. */
function sayExamples(problems: readonly FormProblem[]): string[] {
  const wanting = problems.flatMap(({ field, kind }) =>
    field === "form" || field === "checklist" || kind === "missing" || kind === "twice" ? [] : [field],
  );
  if (wanting.length === 0) return [];
  const examples = [...new Set(wanting)].map((field) => {
    const { heading, example } = questionOf(field);
    return `### ${heading}\n${example}`;
  });
  return ["About another change, this would do:", sayBlock(examples.join("\n\n"))];
}

function sayTaken(verdict: "approve" | "reject", fast: boolean): string {
  const taken = verdict === "approve" ? "Your approval is recorded" : "Your rejection is recorded";
  const pace = fast
    ? " It was quicker than the pace at which defects are still found, so it is recorded as fast. It counts all the same."
    : "";
  return `**${taken}**, with your answers, for this version of the change.${pace}`;
}

/** How a review stopped counting. */
export interface Loss {
  readonly at: string;
  readonly reason: string;
}

export function toVoidEvent(input: GateInput, submission: Submission, { at, reason }: Loss): AuditEvent {
  const { source, fingerprint, reviewer, headSha } = submission;
  const data = { source: source.kind, id: source.id, revision: source.revision, reviewer: reviewer.login, reason };
  return { ...appEvent(input, "review_voided", { ...data, fingerprint }), at, headSha };
}
