// For a submission that cannot be taken: says why, and gives back what was typed, so that it is not lost.
import { html } from "hono/html";
import { type FormFields, formOf, isBlank } from "../../core/comments/form-fields.js";
import { type Html, messagePage } from "../page.js";
import type { Viewer } from "../session.js";

export function keptTextPage(reason: string, fields: FormFields | null, viewer: Viewer | null): Html {
  if (fields === null || isBlank(fields))
    return messagePage("Nothing was saved", `${reason} Nothing was saved.`, viewer);
  const content = html`<p>${reason} Nothing was saved. Here is what you typed; copy it before you leave this page.</p>
<label for="typed">What you typed</label>
<textarea id="typed" class="code" rows="18" readonly>
${formOf(fields)}</textarea>`;
  return messagePage("Nothing was saved", content, viewer);
}
