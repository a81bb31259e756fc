// The review form as the fields of a page. What is sealed or posted is always the form's text, so fields become text first, and
// the same reader and the same checks judge it as everywhere.
import { z } from "zod";
import type { Answers, Verdict } from "../facts/submission.js";
import { CHECKLIST, type ChecklistItem, formatAnswers } from "./form.js";

/** What a person has typed and ticked so far. Hostile text. */
export interface FormFields {
  /** Null: not chosen yet. */
  readonly verdict: Verdict | null;
  readonly answers: Answers;
}

/** Longest answer that a page takes, in characters; a whole sealed review is limited in bytes. */
export const MAX_FIELD_CHARS = 20_000;

const Text = z
  .string()
  .max(MAX_FIELD_CHARS)
  .transform((text) => text.replaceAll("\r\n", "\n"));
const ITEMS = CHECKLIST.map(({ id }) => id) as [ChecklistItem["id"], ...ChecklistItem["id"][]];

/** A stored draft: the shape that `FormFields` has as JSON. */
export const StoredFields: z.ZodType<FormFields> = z.object({
  verdict: z.enum(["approve", "reject"]).nullable(),
  answers: z.object({
    intent: Text,
    tests: Text,
    edgeCases: Text,
    risks: Text,
    testEvidence: z.object({ acceptanceCriteria: z.boolean(), ownTests: z.boolean(), agentTestsOnly: z.boolean() }),
    checklist: z.object({ ticked: z.array(z.enum(ITEMS)), note: Text }).optional(),
  }),
});

export const EMPTY_FIELDS: FormFields = {
  verdict: null,
  answers: {
    intent: "",
    tests: "",
    edgeCases: "",
    risks: "",
    testEvidence: { acceptanceCriteria: false, ownTests: false, agentTestsOnly: false },
  },
};

/**
 * Reads submitted fields: `verdict`, one per question, `testEvidence` and `checklist` (ids of what is ticked), `note`.
 * Null when an answer is longer than `MAX_FIELD_CHARS`: nothing is cut off silently.
 */
export function readFields(valuesOf: (name: string) => readonly string[]): FormFields | null {
  const text = (name: string) => (valuesOf(name)[0] ?? "").replaceAll("\r\n", "\n").trim();
  const [verdict] = valuesOf("verdict");
  const evidence = valuesOf("testEvidence");
  const ticked = valuesOf("checklist");
  const answers = {
    intent: text("intent"),
    tests: text("tests"),
    edgeCases: text("edgeCases"),
    risks: text("risks"),
    testEvidence: {
      acceptanceCriteria: evidence.includes("acceptanceCriteria"),
      ownTests: evidence.includes("ownTests"),
      agentTestsOnly: evidence.includes("agentTestsOnly"),
    },
  };
  // A form that asks no checklist has no such field.
  const isAsked = valuesOf("note").length > 0;
  const checklist = { ticked: ITEMS.filter((id) => ticked.includes(id)), note: text("note") };
  const { intent, tests, edgeCases, risks } = answers;
  if ([intent, tests, edgeCases, risks, checklist.note].some(({ length }) => length > MAX_FIELD_CHARS)) return null;
  return {
    verdict: verdict === "approve" || verdict === "reject" ? verdict : null,
    answers: { ...answers, ...(isAsked ? { checklist } : {}) },
  };
}

/** The form's text, without a command line. */
export function formOf({ answers }: FormFields): string {
  return formatAnswers(answers, answers.checklist);
}

export function isBlank({ answers }: FormFields): boolean {
  const { intent, tests, edgeCases, risks, checklist } = answers;
  return [intent, tests, edgeCases, risks, checklist?.note ?? ""].every((text) => text.trim() === "");
}
