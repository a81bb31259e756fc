// What a review lacks, for the terminal: every fault at once, with an example where an answer says too little.
import type { SealFault } from "../../core/comments/answers/seal-draft.js";
import { CHECKLIST_HEADING, QUESTIONS } from "../../core/comments/form.js";

export function sayFaults(faults: readonly SealFault[]): string {
  return faults.map((fault) => `${nameOf(fault.field)}: ${fault.message}\n${exampleFor(fault)}`).join("");
}

function nameOf(field: SealFault["field"]): string {
  switch (field) {
    case "reviewer":
    case "pull":
    case "fingerprint":
    case "verdict":
      return `--${field}`;
    case "checklist":
      return CHECKLIST_HEADING;
    case "form":
    case "size":
      return "The whole review";
    default:
      return QUESTIONS.find(({ id }) => id === field)?.heading ?? field;
  }
}

function exampleFor({ field }: SealFault): string {
  const question = QUESTIONS.find(({ id }) => id === field);
  return question === undefined ? "" : `  about another change, this would do: ${question.example}\n`;
}
