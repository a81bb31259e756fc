// What the judge would say about a form, for the person who fills it in: every fault, field by field, and whether it is time.

import type { GateInput } from "../core/case/input.js";
import { checkAnswers } from "../core/comments/answers/check-answers.js";
import { toFormContext } from "../core/comments/answers/form-context.js";
import { type FormProblem, QUESTIONS } from "../core/comments/form.js";
import { type FormFields, formOf } from "../core/comments/form-fields.js";
import { readForm } from "../core/comments/parse-form.js";
import type { Account } from "../core/facts/facts.js";
import { checkSession } from "../core/judge/review-session.js";
import { NO_CONTEXT } from "../core/judge/ruling.js";
import { redact } from "../core/markdown/redact.js";
import { personOf } from "../core/people/person-of.js";
import type { FormFaults } from "../ports.js";

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
