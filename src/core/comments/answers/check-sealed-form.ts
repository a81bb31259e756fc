// Judges the form inside a sealed review. One list of checks for whoever seals and for the server that opens, so that nothing is
// sealed that would be refused. Who seals knows no pull request, and leaves what needs one out of the context.

import { redact } from "../../markdown/redact.js";
import type { SealContent } from "../content.js";
import type { FormProblem } from "../form.js";
import { parseCommand, withoutCommandLine } from "../parse-command.js";
import { readForm } from "../parse-form.js";
import { checkAnswers, type FormContext } from "./check-answers.js";

export function checkSealedForm({ form, content, header }: SealContent, context: FormContext): readonly FormProblem[] {
  const command = parseCommand(form);
  const contradicts = command !== null && command.verb !== header.verdict;
  return [
    ...checkAnswers(readForm(withoutCommandLine(form)), context),
    ...(contradicts ? [CONTRADICTION] : []),
    // It is revealed byte for byte later, and a credential is never repeated.
    ...(redact(content) === content ? [] : [CREDENTIAL]),
  ];
}

const CONTRADICTION: FormProblem = {
  field: "form",
  kind: "twice",
  message: "expected one verdict, found another in the form's first line than in the header; leave the first line out",
};
const CREDENTIAL: FormProblem = {
  field: "form",
  kind: "credential",
  message: "expected no credential in it, found what looks like one; name where it stands instead of copying it",
};
