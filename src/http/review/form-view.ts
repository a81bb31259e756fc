// The form of a review as it stands for one person. Works without a script; review.js adds live feedback, the time and the
// draft that keeps itself.
import { html } from "hono/html";
import { CHECKLIST_HEADING, type FormProblem, QUESTIONS } from "../../core/comments/form.js";
import { EMPTY_FIELDS, type FormFields } from "../../core/comments/form-fields.js";
import type { Standing } from "../../core/judge/standing.js";
import { capital, sayTime } from "../../core/markdown/say.js";
import type { DeskView, FormFaults, OwnPapers } from "../../ports.js";
import { inlineCode } from "../inline-code.js";
import type { Html } from "../page.js";
import { checklistField, faultOf, questionFields, verdictField } from "../review-fields.js";

export interface FormPage {
  /** The page's own address, without what stands behind it. */
  readonly path: string;
  readonly view: DeskView;
  readonly own: OwnPapers;
  /** Proves that the form was made for this person. */
  readonly token: string;
  readonly faults: FormFaults | null;
  /** What was submitted just now; null: the draft. */
  readonly typed: FormFields | null;
}

type Reviewing = Extract<Standing, { kind: "reviewing" }>;

export function formView({ path, view, own, token, faults, typed }: FormPage, standing: Reviewing): Html {
  const filled = { fields: typed ?? own.draft?.fields ?? EMPTY_FIELDS, problems: faults?.problems ?? [] };
  const { session, opensAt, mode } = standing;
  const isStale = own.draft !== null && own.draft.fingerprint !== view.input.fingerprint && typed === null;
  return html`<form method="post" action="${path}#faults" id="form" class="card review" aria-labelledby="your-review" novalidate data-now="${view.input.facts.readAt}" data-opens="${opensAt}" data-expires="${session.expiresAt}">
<h2 id="your-review">Your review</h2>
<p class="soft">It can be submitted from ${sayTime(opensAt)} until ${sayTime(session.expiresAt)}. <span id="clock"></span></p>
${isStale ? html`<p class="notice wait">Something was pushed since you wrote this. Read the change again and see whether it still holds.</p>` : ""}
${faultsBox(faults)}
<input type="hidden" name="token" value="${token}">
<input type="hidden" name="fingerprint" value="${view.input.fingerprint}">
<input type="hidden" name="mode" value="${mode}">
<input type="hidden" name="onPageSeconds" value="">
${verdictField(filled)}
${questionFields(filled)}
${view.elevated ? checklistField(false, filled) : ""}
${faultOf(
  "form",
  filled.problems.filter(({ field }) => field === "form"),
)}
<div class="submit"><button name="action" value="submit">${mode === "sealed" ? "Seal and submit" : "Submit as a comment"}</button>
<button name="action" value="draft" class="second">Save draft</button>
<p id="saved" role="status" class="small soft"></p></div>
<p class="small soft">${whatHappens(standing)}</p>
</form>`;
}

function whatHappens({ mode }: Reviewing): string {
  return mode === "sealed"
    ? "It is encrypted before it is stored, and nobody learns what it says before the other review is in; then both are shown on GitHub. What you type here is kept, encrypted, as your draft for 30 days."
    : "It is posted as a comment in your name: GitHub is asked for your permission once, and no token is kept. What you type here is kept, encrypted, as your draft for 30 days.";
}

/** Every fault at once, with a way to each field. */
function faultsBox(faults: FormFaults | null): Html | string {
  if (faults === null) return "";
  const named = faults.problems.map(({ field, message }) => html`<li>${nameOf(field)}: ${inlineCode(message)}</li>`);
  const items = [...faults.reasons.map((reason) => html`<li>${inlineCode(reason)}</li>`), ...named];
  return html`<div class="notice bad" role="alert" tabindex="-1" id="faults"><p><strong>This review is not submitted yet.</strong> What you typed is kept. What speaks against it:</p><ul>${items}</ul></div>`;
}

function nameOf(field: FormProblem["field"]): Html | string {
  if (field === "form") return "The whole form";
  const heading = QUESTIONS.find(({ id }) => id === field)?.heading ?? CHECKLIST_HEADING;
  return html`<a href="#${field}">${capital(heading)}</a>`;
}
