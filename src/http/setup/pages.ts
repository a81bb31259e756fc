// The three pages of setup: what to register, one last look, and what comes next.
import { html } from "hono/html";
import type { AppPermission, Manifest } from "../../manifest.js";
import type { Html } from "../page.js";
import { renderPage } from "../page.js";
import type { Typed, Wishes, WishFaults } from "./wishes.js";

export function formPage(manifest: Manifest, typed: Typed, faults: WishFaults): Html {
  const ofOrganisation = typed.owner !== "personal";
  return renderPage({
    title: "Setup",
    content: html`
<h1>Let’s register your Countersign</h1>
<p class="lead">It becomes a GitHub App of your own: its key stays on this machine. It takes minutes: register it,
restart this server, install it on a repository, and require its check there.</p>
<form class="card" method="post" action="/setup">
<fieldset><legend>Who owns the App?</legend>
<label class="choice"><input type="radio" name="owner" value="organisation" ${ofOrganisation ? "checked" : ""}> An organisation</label>
<label class="choice"><input type="radio" name="owner" value="personal" ${ofOrganisation ? "" : "checked"}> My own account</label></fieldset>
${textField({ id: "organisation", label: "Organisation", value: typed.organisation, fault: faults.organisation, hint: "As in its address: github.com/acme is acme. You must be one of its owners." })}
${textField({ id: "name", label: "Name of the App", value: typed.name, fault: faults.name, hint: "Must be free on all of GitHub, so add your organisation’s name. Reviewers see it on every comment." })}
${textField({ id: "public_url", label: "Public address of this server", value: typed.public_url, fault: faults.public_url, hint: "GitHub sends its webhooks there, and links in comments lead there. No address yet? A tunnel such as cloudflared or a reverse proxy gives you one." })}
<button>Continue</button>
</form>
${permissionsCard(manifest.permissions)}`,
  });
}

interface TextField {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly fault: string | undefined;
  readonly hint: string;
}

function textField({ id, label, value, fault, hint }: TextField): Html {
  return html`<div class="field"><label for="${id}">${label}</label>
<input type="text" id="${id}" name="${id}" value="${value}" autocomplete="off" spellcheck="false" aria-describedby="${id}-hint" aria-invalid="${fault ? "true" : "false"}">
<div id="${id}-hint">${fault ? html`<p class="fault">${fault}</p>` : ""}<p class="hint">${hint}</p></div></div>`;
}

function permissionsCard(permissions: readonly AppPermission[]): Html {
  const rows = permissions.map(
    ({ name, access, reason }) =>
      html`<tr><th scope="row">${name.replaceAll("_", " ")}</th><td>${access}</td><td>${reason}</td></tr>`,
  );
  return html`<section class="card" aria-labelledby="permissions"><h2 id="permissions">What it will be allowed to do, and why</h2>
<table class="stacks"><thead><tr><th scope="col">Permission</th><th scope="col">Access</th><th scope="col">Why</th></tr></thead>
<tbody>${rows}</tbody></table></section>`;
}

export interface Confirmation {
  readonly wishes: Wishes;
  /** Where the form goes: GitHub's page that creates an App. */
  readonly action: string;
  /** The manifest as JSON. */
  readonly manifest: string;
}

export function confirmPage({ wishes, action, manifest }: Confirmation): Html {
  return renderPage({
    title: "Setup",
    content: html`
<h1>One last look</h1>
<div class="card"><dl>
<dt>Name</dt><dd>${wishes.name}</dd>
<dt>Owner</dt><dd>${wishes.organisation ?? "your own account"}</dd>
<dt>Webhooks go to</dt><dd><code>${wishes.publicUrl}/api/github/webhooks</code></dd>
</dl></div>
<form method="post" action="${action}"><input type="hidden" name="manifest" value="${manifest}">
<p><button>Create the App on GitHub</button></p></form>
<p class="soft">GitHub asks you to confirm the name and brings you back here. <a href="/setup">Change something</a></p>`,
  });
}

export interface Done {
  readonly appId: number;
  readonly htmlUrl: string;
  readonly path: string;
}

export function donePage({ appId, htmlUrl, path }: Done): Html {
  return renderPage({
    title: "Registered",
    content: html`
<h1>Registered. Four steps are left.</h1>
<p class="lead">The key and secrets are in <code>${path}</code>, readable by your user alone. Keep that file out of git and backups
that others read.</p>
<div class="card"><ol class="steps">
<li><p><strong>Restart this server.</strong> Stop it with Ctrl-C, then:</p><pre><code>npm start</code></pre></li>
<li><p><strong>Install the App</strong> on the repositories it shall guard.</p>
<p><a class="button" href="${htmlUrl}/installations/new">Install on GitHub</a></p></li>
<li><p><strong>Require its check.</strong> Until the check is required it only advises. In the repository’s settings, under Rules,
add a branch ruleset that requires the status check <code>countersign</code>, and choose this App (number ${appId}) as its source:
a check that is not pinned to its App can be forged by anyone who can write.</p></li>
<li><p><strong>See that all is well:</strong></p><pre><code>npx . doctor --repo OWNER/NAME</code></pre></li>
</ol></div>`,
  });
}
