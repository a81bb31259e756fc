// People at the review desk of a pull request in memory, and forms that are good enough to be taken.
import type { FormFields } from "../../src/core/comments/form-fields.js";
import { readForm } from "../../src/core/comments/parse-form.js";
import type { DeskView, FormFaults, Reviewer, SubmittedFields } from "../../src/ports.js";
import { FIRST_FORM, SECOND_FORM } from "../e2e/support/panel.js";
import { anAccount } from "../support/build.js";
import { REF } from "../support/fake-ports.js";
import type { PanelWorld } from "../support/panel-world.js";

export function reviewer(login: string): Reviewer {
  return { id: anAccount({ login }).id ?? 0, login };
}

export const ROBIN = reviewer("robin");
export const SAM = reviewer("sam");

export const FIRST: FormFields = { verdict: "approve", answers: readForm(FIRST_FORM).answers };
export const SECOND: FormFields = { verdict: "reject", answers: readForm(SECOND_FORM).answers };

export function withAnswers(answers: Partial<FormFields["answers"]>, fields = FIRST): FormFields {
  return { ...fields, answers: { ...fields.answers, ...answers } };
}

export async function viewOf(panel: PanelWorld, who: Reviewer): Promise<DeskView> {
  const view = await panel.desk.view(REF, who);
  if (view === null) throw new Error("the pull request is gone");
  return view;
}

/** What a page that was loaded just now would send. */
export async function sent(panel: PanelWorld, who: Reviewer, fields: FormFields): Promise<SubmittedFields> {
  const { input, standing } = await viewOf(panel, who);
  const mode = standing.kind === "reviewing" ? standing.mode : null;
  return { fields, fingerprint: input.fingerprint, mode, onPageSeconds: null };
}

/** Presses start and reads as long as asked. */
export async function begins(panel: PanelWorld, who: Reviewer): Promise<void> {
  await panel.desk.start(REF, who);
  panel.wait(120);
}

export async function submits(panel: PanelWorld, who: Reviewer, fields: FormFields) {
  return panel.desk.submit(REF, who, await sent(panel, who, fields));
}

export async function seals(panel: PanelWorld, who: Reviewer, fields: FormFields): Promise<void> {
  await begins(panel, who);
  expect(await submits(panel, who, fields)).toEqual({ kind: "sealed" });
}

/** Empty when it was taken. */
export async function faultsOf(panel: PanelWorld, who: Reviewer, fields: FormFields): Promise<FormFaults> {
  const submitted = await submits(panel, who, fields);
  return submitted.kind === "faults" ? submitted.faults : { reasons: [], problems: [] };
}

export async function draftOf(panel: PanelWorld, who: Reviewer): Promise<FormFields | null> {
  return (await panel.desk.own(REF, who)).draft?.fields ?? null;
}
