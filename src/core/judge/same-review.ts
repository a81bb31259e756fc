// What the text of a comment or native review says as a review, and whether that is what was submitted before: an edit of white
// space or of the words around the form is no new review.

import { parseCommand, withoutCommandLine } from "../comments/parse-command.js";
import { readForm } from "../comments/parse-form.js";
import type { Comment, NativeReview } from "../facts/facts.js";
import type { Submission, Verdict } from "../facts/submission.js";
import { canonicalJson } from "../ground/canonical.js";
import { faultsOfVerdict } from "./one-verdict.js";

export type Said = Pick<Submission, "verdict" | "answers">;

/** The same verdict, and the same answers once the form is read. */
export function saysTheSame(one: Said, other: Said): boolean {
  return one.verdict === other.verdict && canonicalJson(one.answers) === canonicalJson(other.answers);
}

/** Null: it gives no verdict, or more than one. */
export function readReview(text: Comment | NativeReview): Said | null {
  const command = parseCommand(text.body);
  const named = command?.kind === "approve" || command?.kind === "reject" ? command.kind : null;
  const verdict = "state" in text ? verdictOf(text) : named;
  if (verdict === null || (command !== null && named !== verdict)) return null;
  if (faultsOfVerdict(text.body, verdict).length > 0) return null;
  return { verdict, answers: readForm(withoutCommandLine(text.body)).answers };
}

/** The button that was pressed; null: one that decides nothing. */
export function verdictOf({ state }: NativeReview): Verdict | null {
  switch (state) {
    case "APPROVED":
      return "approve";
    case "CHANGES_REQUESTED":
      return "reject";
    case "COMMENTED":
    case "DISMISSED":
    case "PENDING":
      return null;
  }
}
