// What the judge would say about a submission of the review page, for its author: whether it may be submitted at all, now and in
// this way, and every fault of its fields.

import type { GateInput } from "../core/case/input.js";
import { checkAnswers } from "../core/comments/answers/check-answers.js";
import { toFormContext } from "../core/comments/answers/form-context.js";
import { formatContent, MAX_CONTENT_BYTES } from "../core/comments/content.js";
import { type FormProblem, QUESTIONS } from "../core/comments/form.js";
import { type FormFields, formOf } from "../core/comments/form-fields.js";
import { readForm } from "../core/comments/parse-form.js";
import type { Account } from "../core/facts/facts.js";
import { byteLength } from "../core/ground/bytes.js";
import { checkSession } from "../core/judge/review-session.js";
import { NO_CONTEXT } from "../core/judge/ruling.js";
import { redact } from "../core/markdown/redact.js";
import { personOf } from "../core/people/person-of.js";
import type { DeskView, FormFaults, Reviewer, SubmittedFields } from "../ports.js";

/** Null: nothing speaks against it. */
export function faultsOf({ standing, input }: DeskView, reviewer: Reviewer, given: SubmittedFields): FormFaults | null {
  const reasons = standsAgainst(standing);
  if (given.fingerprint !== input.fingerprint) {
    reasons.push(
      "The change is not the one that you were shown: something was pushed since. Read it again before you submit.",
    );
  }
  if (given.fields.verdict === null) reasons.push("Choose whether you approve or refuse the change.");
  const mode = standing.kind === "reviewing" ? standing.mode : "clear";
  if (standing.kind === "reviewing" && given.mode !== mode) reasons.push(OTHER_MODE[mode]);
  if (mode === "sealed" && byteLength(contentOf(given.fields, reviewer, input)) > MAX_CONTENT_BYTES) {
    reasons.push(`The answers are longer than ${MAX_CONTENT_BYTES} bytes together. Shorten them.`);
  }
  if (mode === "clear" && commentOf(given.fields).length > MAX_COMMENT_CHARS) {
    reasons.push(
      `The answers are longer than the ${MAX_COMMENT_CHARS} characters of a comment together. Shorten them.`,
    );
  }
  const checked = checkFields(given.fields, { account: accountOf(reviewer), input });
  const faults = { reasons: [...reasons, ...checked.reasons], problems: checked.problems };
  return faults.reasons.length + faults.problems.length === 0 ? null : faults;
}

const OTHER_MODE = {
  sealed:
    "This change is high-stakes by now, so your review is sealed and not posted. Submit it again if that suits you.",
  clear:
    "Your review would be posted in the clear now: the two blind reviews are known, or the change is no longer high-stakes. Read what is new on this page, and submit it again if it still holds.",
} as const;

/** That no session is open yet is told by the check of the session. */
function standsAgainst(standing: DeskView["standing"]): string[] {
  switch (standing.kind) {
    case "may-start":
    case "reviewing":
      return [];
    case "may-not":
      return [`A review by you cannot count here, because your account ${standing.reason}.`];
    case "not-needed":
      return [`This change needs no structured review, because ${standing.reason}.`];
    case "unknown":
      return [
        `It cannot be told at the moment whether you may review this (${standing.reason}). Try again in a minute.`,
      ];
    case "closed":
      return [standing.text];
  }
}

/** GitHub's own limit. */
const MAX_COMMENT_CHARS = 65_536;

/** What is posted. */
export function commentOf(fields: FormFields): string {
  return `/countersign ${fields.verdict ?? "approve"}\n\n${formOf(fields)}`;
}

/** What is sealed. */
export function contentOf(fields: FormFields, { login }: Reviewer, { facts, fingerprint }: GateInput): string {
  const pull = `${facts.repository.owner}/${facts.repository.name}#${facts.pull.number}`;
  return formatContent({ reviewer: login, pull, fingerprint, verdict: fields.verdict ?? "reject" }, formOf(fields));
}

export function accountOf({ id, login }: Reviewer): Account {
  return { id, login, type: "User" };
}

interface Asked {
  readonly account: Account;
  readonly input: GateInput;
}

export function checkFields(fields: FormFields, { account, input }: Asked): FormFaults {
  const at = input.facts.readAt;
  const form = formOf(fields);
  const turn = {
    input,
    source: { kind: "form" as const, id: 0, revision: at },
    url: input.facts.pull.url,
    at,
    author: account,
    person: personOf(account, input),
    context: NO_CONTEXT,
  };
  const isLeaking = redact(form) !== form;
  return {
    reasons: [
      ...checkSession(turn).reasons,
      ...(isLeaking
        ? ["The answers hold what looks like a credential. Name where it stands instead of copying it."]
        : []),
    ],
    problems: inPlainWords(checkAnswers(readForm(form), toFormContext(input, { account, at })), fields),
  };
}

/** A field that is empty has no heading to be told about. */
function inPlainWords(problems: readonly FormProblem[], { answers }: FormFields): readonly FormProblem[] {
  const blank = QUESTIONS.filter(({ id }) => answers[id].trim() === "").map(({ id }): string => id);
  return problems.map((problem) =>
    blank.includes(problem.field) ? { ...problem, message: "expected an answer, received none" } : problem,
  );
}
