// The questions of the review form as fields of a page, made from the one definition in core/comments/form.ts. Names and ids
// follow from it, so that the page's script finds them: a field's fault is shown in `<field>-fault`.
import { html } from "hono/html";
import {
  CHECKBOXES,
  CHECKLIST,
  CHECKLIST_HEADING,
  CHECKLIST_PROMPT,
  type FormProblem,
  QUESTIONS,
  type Question,
} from "../core/comments/form.js";
import { EMPTY_FIELDS, type FormFields, MAX_FIELD_CHARS } from "../core/comments/form-fields.js";
import { capital } from "../core/markdown/say.js";
import { inlineCode } from "./inline-code.js";
import type { Html } from "./page.js";

/** What stands in the fields when the page comes, and what speaks against it. */
export interface Filled {
  readonly fields: FormFields;
  readonly problems: readonly FormProblem[];
}

const BLANK: Filled = { fields: EMPTY_FIELDS, problems: [] };

export function verdictField({ fields }: Filled = BLANK): Html {
  const choice = (value: FormFields["verdict"], text: string) =>
    html`<label class="choice"><input type="radio" name="verdict" value="${value}" required${checked(fields.verdict === value)}> ${text}</label>`;
  return html`<fieldset class="field" id="verdict" aria-describedby="verdict-fault">
<legend>Verdict</legend>
${choice("approve", "Approve: this change may merge")}
${choice("reject", "Reject: it must not merge as it is")}
${faultOf("verdict")}
</fieldset>`;
}

export function questionFields(filled: Filled = BLANK): Html {
  return html`<p class="hint">Answer in your own words, and name at least one file, symbol (in backticks) or line that this change touches:
unless the policy says otherwise, a review that names none is not taken.</p>
${QUESTIONS.map((question) => (question.id === "tests" ? testsField(question, filled) : questionField(question, filled)))}`;
}

function questionField(question: Question, filled: Filled): Html {
  return html`<div class="field">
<label for="${question.id}">${question.heading}</label>
${answerOf(question, filled)}
</div>`;
}

function testsField(question: Question, filled: Filled): Html {
  const { testEvidence } = filled.fields.answers;
  const boxes = CHECKBOXES.map(
    ({ id, text }) =>
      html`<label class="choice"><input type="checkbox" name="testEvidence" value="${id}"${checked(testEvidence[id])}> ${capital(text)}</label>`,
  );
  return html`<fieldset class="field">
<legend>${question.heading}</legend>
<p class="hint">Tick what is true. Where no issue by a person says what the change has to do, one review has to tick one of the first two.</p>
${boxes}
<label for="${question.id}" class="below">What they show</label>
${answerOf(question, filled)}
</fieldset>`;
}

function answerOf({ id, prompt, listed, example }: Question, { fields, problems }: Filled): Html {
  const own = problems.filter(({ field }) => field === id);
  const isFaulty = own.length > 0;
  // A line end right behind the tag is no part of the text.
  return html`<p class="hint" id="${id}-hint">${capital(prompt)}${listed ? "; one line for each." : ""}</p>
<textarea id="${id}" name="${id}" rows="3" required maxlength="${MAX_FIELD_CHARS}" aria-describedby="${id}-hint ${id}-fault"${isFaulty ? html` aria-invalid="true"` : ""}>
${fields.answers[id]}</textarea>
${faultOf(id, own)}
<p class="hint" id="${id}-example"${isFaulty ? "" : html` hidden`}>About another change, this would do: <q>${example.replace(/^- /, "")}</q></p>`;
}

/** `hidden`: until the page's script finds that the change asks for it. */
export function checklistField(hidden: boolean, { fields, problems }: Filled = BLANK): Html {
  const { ticked = [], note = "" } = fields.answers.checklist ?? {};
  const boxes = CHECKLIST.map(
    ({ id, text }) =>
      html`<label class="choice"><input type="checkbox" name="checklist" value="${id}"${checked(ticked.includes(id))}> ${text}</label>`,
  );
  const own = problems.filter(({ field }) => field === "checklist");
  return html`<fieldset class="field" id="checklist"${hidden ? html` hidden` : ""} aria-describedby="checklist-hint checklist-fault">
<legend>${CHECKLIST_HEADING}</legend>
<p class="hint" id="checklist-hint">The agent may have read text from outside, and whoever wrote that text may have steered the change. Tick what you did.</p>
${boxes}
${faultOf("checklist", own)}
<label for="note" class="below">What you found there (optional)</label>
<p class="hint" id="note-hint">${CHECKLIST_PROMPT}</p>
<textarea id="note" name="note" rows="2" maxlength="${MAX_FIELD_CHARS}" aria-describedby="note-hint">
${note}</textarea>
</fieldset>`;
}

/** Where the script says what a field lacks, and the server what it lacked when the form was submitted. */
export function faultOf(field: string, problems: readonly FormProblem[] = []): Html {
  const messages = problems.map(({ message }) => html`${inlineCode(`${capital(message)}.`)} `);
  return html`<p class="fault" id="${field}-fault"${problems.length === 0 ? html` hidden` : ""}>${messages}</p>`;
}

function checked(is: boolean): Html | string {
  return is ? html` checked` : "";
}
