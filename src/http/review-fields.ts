// The questions of the review form as fields of a page, made from the one definition in core/review/form.ts. Names and ids
// follow from it, so that the page's script finds them: a field's fault is shown in `<field>-fault`.
import { html } from "hono/html";
import { CHECKLIST, CHECKLIST_HEADING, CHECKLIST_PROMPT } from "../core/review/checklist.js";
import { CHECKBOXES, QUESTIONS, type Question } from "../core/review/form.js";
import { capital } from "../core/review/say.js";
import type { Html } from "./page.js";

export function verdictField(): Html {
  return html`<fieldset class="field" id="verdict" aria-describedby="verdict-fault">
<legend>Verdict</legend>
<label class="choice"><input type="radio" name="verdict" value="approve" required> Approve: this change may merge</label>
<label class="choice"><input type="radio" name="verdict" value="reject" required> Reject: it must not merge as it is</label>
${faultOf("verdict")}
</fieldset>`;
}

export function questionFields(): Html {
  return html`${QUESTIONS.map((question) => (question.id === "tests" ? testsField(question) : questionField(question)))}`;
}

function questionField(question: Question): Html {
  return html`<div class="field">
<label for="${question.id}">${question.heading}</label>
${answerOf(question)}
</div>`;
}

function testsField(question: Question): Html {
  const boxes = CHECKBOXES.map(
    ({ id, text }) =>
      html`<label class="choice"><input type="checkbox" name="testEvidence" value="${id}"> ${capital(text)}</label>`,
  );
  return html`<fieldset class="field">
<legend>${question.heading}</legend>
<p class="hint">Tick what is true. Where no issue by a person says what the change has to do, one review has to tick one of the first two.</p>
${boxes}
<label for="${question.id}" class="below">What they show</label>
${answerOf(question)}
</fieldset>`;
}

function answerOf({ id, prompt, listed, example }: Question): Html {
  return html`<p class="hint" id="${id}-hint">${capital(prompt)}${listed ? "; one line for each." : ""}</p>
<textarea id="${id}" name="${id}" rows="3" required aria-describedby="${id}-hint ${id}-fault"></textarea>
${faultOf(id)}
<p class="hint" id="${id}-example" hidden>About another change, this would do: <q>${example.replace(/^- /, "")}</q></p>`;
}

/** Hidden until the script finds that the change asks for it. */
export function checklistField(): Html {
  const boxes = CHECKLIST.map(
    ({ id, text }) =>
      html`<label class="choice"><input type="checkbox" name="checklist" value="${id}"> ${text}</label>`,
  );
  return html`<fieldset class="field" id="checklist" hidden aria-describedby="checklist-hint checklist-fault">
<legend>${CHECKLIST_HEADING}</legend>
<p class="hint" id="checklist-hint">The agent may have read text from outside, and whoever wrote that text may have steered the change. Tick what you did.</p>
${boxes}
${faultOf("checklist")}
<label for="note" class="below">What you found there (optional)</label>
<p class="hint" id="note-hint">${CHECKLIST_PROMPT}</p>
<textarea id="note" name="note" rows="2" aria-describedby="note-hint"></textarea>
</fieldset>`;
}

/** Where the script says what a field lacks. */
export function faultOf(field: string): Html {
  return html`<p class="fault" id="${field}-fault" hidden></p>`;
}
