// What the sealing page shows to whom its script does not run for: the other ways to submit a blind review.
import { html } from "hono/html";
import { formatContent } from "../core/blind/content.js";
import { formatAnswers } from "../core/review/format-form.js";
import type { Html } from "./page.js";
import type { SealView } from "./seal-page.js";

/** Shown until the script hides it: so also when it could not be loaded. */
export function otherWays({ recipient, publicUrl, reviewUrl }: SealView, name: string): Html {
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
