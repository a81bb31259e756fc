// GET /: what this server is, for somebody who followed a link to it.
import { html } from "hono/html";
import type { Html } from "./page.js";
import { renderPage } from "./page.js";
import type { Viewer } from "./session.js";

export function landingPage(version: string, viewer: Viewer | null): Html {
  return renderPage({
    title: "Human review that happens",
    viewer,
    content: html`
<h1>Human review that happens</h1>
<p class="lead">This server watches pull requests on GitHub. When a coding agent wrote the change, it holds the merge until
what the change needs has really been done, and asks people only where judgement is needed.</p>
<section class="card" aria-labelledby="tiers">
<h2 id="tiers">What a change needs</h2>
<table class="stacks">
<thead><tr><th scope="col">Tier</th><th scope="col">What it is</th><th scope="col">Before it can merge</th></tr></thead>
<tbody>
<tr><th scope="row">Format-safe</th><td>cannot change what the program does</td><td>green checks, nobody is asked</td></tr>
<tr><th scope="row">Behavior-changing</th><td>logic, endpoints, queries, validation</td><td>stated intent, reviewable size, one structured review</td></tr>
<tr><th scope="row">High-stakes</th><td>access, secrets, money, data, deployment, dependencies</td><td>two independent reviews, the second blind to the first</td></tr>
</tbody>
</table>
</section>
<section class="card" aria-labelledby="where">
<h2 id="where">Where to look</h2>
<ul>
<li>On a pull request: the check <code>countersign</code> says what is missing and who must act.</li>
<li>In a comment: <code>/countersign help</code> lists the commands, <code>/countersign status</code> tells the state.</li>
<li>In the repository: <code>.github/countersign.yml</code> is the policy.</li>
</ul>
</section>
<p class="small soft">Version ${version} · <a href="/readyz">readiness</a> · <a href="/metrics">metrics</a></p>`,
  });
}
