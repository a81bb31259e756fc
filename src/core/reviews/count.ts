// Which reviews count for the change as it is now, and why the others do not. One set of rules on every tier.
//
// INVARIANT: reduce to each person's latest verdict, drop who may not count, then count distinct people by numeric id.
// Dropping first would bring a person's earlier verdict back.

import type { NotCounted } from "../case/decision.js";
import type { GateInput } from "../case/input.js";
import { isForm } from "../comments/parse-form.js";
import { isSamePerson, type NativeReview } from "../facts/facts.js";
import { listOf } from "../facts/source.js";
import { compareSources, isSameSource, type Submission, sourceOf } from "../facts/submission.js";
import { momentOf } from "../ground/time.js";
import { compareText } from "../ground/words.js";
import { mayReview, mayStillReject } from "../people/independence.js";
import { loginNow, personNow } from "../people/person-of.js";

export interface CountedReviews {
  /** At most one for each person, oldest first. */
  readonly counted: readonly Submission[];
  /** Everybody else who reviewed or approved, with the reason; sorted by login. */
  readonly notCounted: readonly NotCounted[];
}

export function countReviews(input: GateInput): CountedReviews {
  const byPerson = groupByPerson(input.records.submissions);
  const counted: Submission[] = [];
  const notCounted: NotCounted[] = [];
  for (const own of byPerson.values()) {
    const latest = latestOf(own.filter(({ voided }) => voided === null));
    const standing = latest ?? latestOf(own);
    if (standing === null) continue;
    const reason = latest === null ? voidReason(standing) : faultOf(latest, input);
    if (latest !== null && reason === null) counted.push(latest);
    else notCounted.push({ login: loginNow(standing.reviewer, input.facts), reason: reason ?? "", url: standing.url });
  }
  notCounted.push(...ignoredApprovals(input, counted));
  return { counted: counted.sort(byTime), notCounted: notCounted.sort(byLogin) };
}

/** Why this person's latest review does not count now; null when it does. */
function faultOf(submission: Submission, input: GateInput): string | null {
  if (submission.fingerprint !== input.fingerprint) return "reviewed an earlier version of this change";
  const person = personNow(submission.reviewer, input);
  const may = submission.verdict === "reject" ? mayStillReject(person, input) : mayReview(person, input);
  return may.may ? null : may.reason;
}

function voidReason({ voided, fingerprint }: Submission): string {
  return `submitted a review that was withdrawn: ${voided?.reason ?? fingerprint}`;
}

/** By numeric id. A submission without one cannot be attributed and stands alone, to be refused by the rules. */
function groupByPerson(submissions: readonly Submission[]): Map<string, Submission[]> {
  const groups = new Map<string, Submission[]>();
  for (const submission of submissions) {
    const { id, login } = submission.reviewer;
    const key = id === null ? `login:${login.toLowerCase()}` : `id:${id}`;
    groups.set(key, [...(groups.get(key) ?? []), submission]);
  }
  return groups;
}

function latestOf(submissions: readonly Submission[]): Submission | null {
  return [...submissions].sort(byTime).at(-1) ?? null;
}

/** GitHub's own approvals that are no structured review, one for each person who has no review that counts. */
function ignoredApprovals(input: GateInput, counted: readonly Submission[]): NotCounted[] {
  const { reviews, pull } = input.facts;
  const latest = new Map<string, NativeReview>();
  for (const review of [...listOf(reviews)].sort(
    (a, b) => momentOf(a.submittedAt) - momentOf(b.submittedAt) || a.id - b.id,
  )) {
    const { author } = review;
    if (author === null || review.state !== "APPROVED") continue;
    if (counted.some(({ reviewer }) => isSamePerson(reviewer, author))) continue;
    if (input.records.submissions.some(({ source }) => isSameSource(source, sourceOf(review)))) continue;
    latest.set(String(author.id ?? author.login.toLowerCase()), review);
  }
  return [...latest.values()].map((review) => ({
    login: review.author?.login ?? "",
    reason: ignoredBecause(review, pull.headSha, input),
    url: review.url,
  }));
}

function ignoredBecause(review: NativeReview, headSha: string, { classification }: GateInput): string {
  if (review.author !== null && review.author.type !== "User") return "approved, and only people review";
  if (classification.tier === "high-stakes")
    return "approved in the clear, and on a high-stakes change only sealed reviews count";
  if (review.commitSha !== headSha) return "approved an earlier version of this change, without a form that counts";
  return isForm(review)
    ? "approved with a form that was refused; the reply in the conversation says what it lacks"
    : "approved without the structured form";
}

export function byTime(a: Submission, b: Submission): number {
  return momentOf(a.submittedAt) - momentOf(b.submittedAt) || compareSources(a.source, b.source);
}

export function byLogin(a: NotCounted, b: NotCounted): number {
  return compareText(a.login, b.login) || compareText(a.url ?? "", b.url ?? "") || compareText(a.reason, b.reason);
}
