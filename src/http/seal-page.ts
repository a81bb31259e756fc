// The page that seals a review in the browser. It knows nothing but the address it was asked for and this server's public key;
// what somebody types into it stays in their browser.
import { html } from "hono/html";
import { formatContent, MAX_CONTENT_BYTES } from "../core/comments/content.js";
import { formatAnswers } from "../core/comments/form.js";
import type { AskedPull } from "./asked-pull.js";
import type { Html } from "./page.js";
import { renderPage } from "./page.js";
import { checklistField, faultOf, questionFields, verdictField } from "./review-fields.js";

export interface SealView {
  readonly asked: AskedPull;
  /** `age1…` of this server. */
  readonly recipient: string;
  /** The pull request on GitHub; nothing says that it exists. */
  readonly githubUrl: string;
  readonly publicUrl: string;
  /** The page on which signed-in people review; null: sign-in is not set up. */
  readonly reviewUrl: string | null;
  /** Path of the script. */
  readonly script: string;
}

export function sealPage(view: SealView): Html {
  const { asked, githubUrl, script } = view;
  const name = `${asked.owner}/${asked.repo}#${asked.number}`;
  return renderPage({
    title: `Seal a review of ${name}`,
    script,
    content: html`
<h1>Seal a review of ${name}</h1>
<p class="lead">Two people review this change, and neither learns what the other found before both are done. Whatever is
written on GitHub in the clear is public at once, so your review is encrypted here first.
<a href="${githubUrl}">Open the pull request</a></p>
${whatIsHidden()}
${otherWays(view, name)}
${sealForm(view, name)}
${result(githubUrl, name)}`,
  });
}

function whatIsHidden(): Html {
  return html`<section class="card" aria-labelledby="hidden"><h2 id="hidden">What stays hidden, and how</h2>
<ul>
<li>Until both reviews are in, nobody learns your verdict, your answers, or how long they are. That you submitted a review,
and when, can be seen by everybody.</li>
<li>This page encrypts in your browser, for this server alone, and sends nothing. You paste what comes out as a comment.</li>
<li>What you type is kept in this tab, so that a reload loses nothing, until it is sealed or the tab is closed.</li>
</ul></section>`;
}

function sealForm({ recipient }: SealView, name: string): Html {
  return html`<form id="seal" hidden novalidate autocomplete="off" data-recipient="${recipient}" data-pull="${name}">
<section class="card" aria-labelledby="whose"><h2 id="whose">Whose review, of which version</h2>
<div class="field">
<label for="reviewer">Your login on GitHub</label>
<input type="text" id="reviewer" name="reviewer" required autocapitalize="none" spellcheck="false" aria-describedby="reviewer-fault">
${faultOf("reviewer")}
</div>
<div class="field">
<label for="fingerprint">Fingerprint of the change</label>
<p class="hint" id="fingerprint-hint">The link in the answer to <code>/countersign start</code> fills in both.</p>
<input type="text" class="code" id="fingerprint" name="fingerprint" required autocapitalize="none" spellcheck="false" aria-describedby="fingerprint-hint fingerprint-fault">
${faultOf("fingerprint")}
</div>
</section>
<section class="card" aria-labelledby="review"><h2 id="review">Your review</h2>
${verdictField()}
${questionFields()}
${checklistField(true)}
</section>
<div class="submit">
<button type="submit">Seal</button>
<p class="hint"><span id="size">0</span> of ${MAX_CONTENT_BYTES.toLocaleString("en")} bytes</p>
</div>
${faultOf("size")}
${faultOf("form")}
<p id="status" role="status"></p>
</form>`;
}

function result(githubUrl: string, name: string): Html {
  return html`<section class="card notice good" id="result" hidden aria-labelledby="sealed"><h2 id="sealed" tabindex="-1">Sealed: one step is left</h2>
<p>Paste this, whole and with nothing beside it, as a new comment on
<a href="${githubUrl}" target="_blank" rel="noopener noreferrer">${name}</a> (opens a new tab).</p>
<label for="comment">The comment</label>
<textarea id="comment" class="code" rows="10" readonly spellcheck="false"></textarea>
<div class="submit"><button type="button" id="copy">Copy</button><p id="copied" class="hint" role="status"></p></div>
<p class="hint">The answer there says whether it was taken. If something is pushed to the pull request before that, this review is of
an old version: comment <code>/countersign start</code> for the new one.</p>
</section>`;
}

// What the sealing page shows to whom its script does not run for: the other ways to submit a blind review.

/** Shown until the script hides it: so also when it could not be loaded. */
function otherWays({ recipient, publicUrl, reviewUrl }: SealView, name: string): Html {
  const command = `countersign seal --pull ${name} --server ${publicUrl}`;
  return html`<section class="card notice wait" id="without-script" aria-labelledby="ways"><h2 id="ways">This page needs JavaScript</h2>
<p>It encrypts in your browser, and its script did not run. Allow JavaScript for this address and load the page again, or submit
your review in another way:</p>
<ul>
${reviewUrl === null ? "" : html`<li><a href="${reviewUrl}">The review page</a>, signed in with GitHub.</li>`}
<li>The command line asks for what it needs, and prints the comment to paste:
<pre class="wraps"><code>${command}</code></pre></li>
<li>With <a href="https://age-encryption.org">age</a>: fill in the text below, encrypt it, and comment
<code>/countersign sealed</code> with the block below that line:
<pre class="wraps"><code>age -a -r ${recipient} review.txt</code></pre></li>
</ul>
<h3>The text to encrypt by hand</h3>
<p>Keep the first four lines and the empty line. Login and fingerprint stand in the answer to <code>/countersign start</code>. Leave the
last part out unless that answer shows it.</p>
<pre class="wraps"><code>${template(name)}</code></pre>
</section>`;
}

function template(name: string): string {
  const header = { reviewer: "your-login", pull: name, fingerprint: "…", verdict: "approve" } as const;
  return formatContent(header, formatAnswers(null, {})).replace("verdict: approve", "verdict: approve or reject");
}
