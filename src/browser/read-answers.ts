// Reads the fields of the review form (src/http/review-fields.ts), as they were typed.

import { CHECKLIST } from "../core/comments/form.js";
import type { Answers, Verdict } from "../core/facts/submission.js";

/** `elevated`: the form has the prompt-injection checklist. */
export function readAnswers(form: HTMLFormElement, elevated: boolean): Answers {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? "").replaceAll("\r\n", "\n");
  const evidence = data.getAll("testEvidence");
  const ticked = data.getAll("checklist");
  const checklist = { ticked: CHECKLIST.map(({ id }) => id).filter((id) => ticked.includes(id)), note: text("note") };
  return {
    intent: text("intent"),
    tests: text("tests"),
    edgeCases: text("edgeCases"),
    risks: text("risks"),
    testEvidence: {
      acceptanceCriteria: evidence.includes("acceptanceCriteria"),
      ownTests: evidence.includes("ownTests"),
      agentTestsOnly: evidence.includes("agentTestsOnly"),
    },
    ...(elevated ? { checklist } : {}),
  };
}

export function readVerdict(form: HTMLFormElement): Verdict | null {
  const verdict = new FormData(form).get("verdict");
  return verdict === "approve" || verdict === "reject" ? verdict : null;
}

/** The field that a control belongs to, as faults name it. */
export function fieldOf(control: EventTarget | null): string {
  const name = control instanceof HTMLTextAreaElement || control instanceof HTMLInputElement ? control.name : "";
  if (name === "testEvidence") return "tests";
  return name === "note" ? "checklist" : name;
}
