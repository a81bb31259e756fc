// The page behind a check's “Details”: one decision in full, for somebody with read access. Every text in it that came from
// outside is escaped and shown as plain text, never as markup.
import { html } from "hono/html";
import type { Decision, NotCounted } from "../core/case/decision.js";
import type { Requirement } from "../core/case/requirement.js";
import type { Agent, Finding } from "../core/facts/finding.js";
import type { PullRef } from "../core/facts/work.js";
import type { Tier } from "../core/ground/tier.js";
import { inlineCode } from "./inline-code.js";
import type { Html } from "./page.js";
import { renderPage } from "./page.js";
import type { Viewer } from "./session.js";
import { shown, shownLines } from "./shown.js";

export interface PullView {
  readonly ref: PullRef;
  readonly githubUrl: string;
  readonly decision: Decision;
  /** Newest entry of the installation's audit chain; null when it is empty. */
  readonly auditHead: { readonly sequence: number; readonly hash: string } | null;
  readonly viewer: Viewer;
}

export function pullPage(view: PullView): Html {
  const { ref, githubUrl, decision, viewer } = view;
  const name = `${ref.owner}/${ref.name}#${ref.number}`;
  return renderPage({
    title: name,
    viewer,
    content: html`
<h1>${name}</h1>
<div class="badges">${tierBadge(decision.tier)} ${outcomeBadge(decision)}</div>
<p class="lead">${inOneSentence(decision)} <a href="${githubUrl}">Open on GitHub</a>${reviewLink(view)}</p>
${decision.override ? overrideCard(decision.override) : ""}
${requirementsCard(decision.requirements)}
${findingsCard(decision.findings, decision.tier)}
${notCountedCard(decision.notCounted)}
${agentCard(decision.agent)}
${recordCard(view)}`,
  });
}

/** For a change that somebody has to review; whether it may be this viewer, the page behind the link says. */
function reviewLink({ ref, decision }: PullView): Html | string {
  const asked = decision.requirements.some(
    ({ id, status }) =>
      (id === "structured_review" || id === "blind_reviews" || id === "agreement") && status === "unsatisfied",
  );
  if (!asked || decision.outOfScope) return "";
  return html` · <a href="/review/${ref.owner}/${ref.name}/${ref.number}">Review it here</a>`;
}

const TIER_NAMES: Record<Tier, string> = {
  "format-safe": "Format-safe",
  "behavior-changing": "Behavior-changing",
  "high-stakes": "High-stakes",
};

function tierBadge(tier: Tier): Html {
  return html`<span class="badge">${TIER_NAMES[tier]}</span>`;
}

type Tone = "good" | "wait" | "bad";

function outcomeBadge({ conclusion, observed }: Decision): Html {
  const badge = (tone: Tone, text: string) => html`<span class="badge ${tone}">${text}</span>`;
  if (observed) return badge("wait", "Only observing");
  switch (conclusion) {
    case "success":
      return badge("good", "May merge");
    case "failure":
      return badge("bad", "Refused");
    case "action_required":
      return badge("bad", "Author must act");
    case null:
      return badge("wait", "Waiting");
  }
}

function inOneSentence(decision: Decision): string {
  const open = decision.requirements.filter((requirement) => requirement.waits !== null).length;
  const missing = open === 1 ? "One requirement is open." : `${open} requirements are open.`;
  if (decision.override) return "An administrator let this change pass.";
  if (decision.outOfScope) return "No agent wrote this change, so nothing is asked of it.";
  if (decision.observed) {
    return decision.observed.conclusion === "success"
      ? "The policy only observes; under enforcement this change could merge as well."
      : `The policy only observes; under enforcement this change would be held. ${missing}`;
  }
  if (decision.conclusion === "success") return "Everything that this change needs has been done.";
  return decision.conclusion === "failure" ? "This change was reviewed and refused." : missing;
}

function overrideCard(override: NonNullable<Decision["override"]>): Html {
  return html`<section class="card" aria-labelledby="override"><h2 id="override">Override</h2>
<p><strong>${override.by}</strong> on ${override.at}: <span class="answer">${shownLines(override.reason)}</span></p></section>`;
}

const STATUS: Record<Requirement["status"], { readonly tone: Tone | ""; readonly text: string }> = {
  satisfied: { tone: "good", text: "Satisfied" },
  waived: { tone: "good", text: "Waived" },
  not_applicable: { tone: "", text: "Not asked" },
  unsatisfied: { tone: "wait", text: "Missing" },
  error: { tone: "bad", text: "Unknown" },
};

const WHO: Record<NonNullable<Requirement["who"]>, string> = {
  agent: "Agent or author",
  reviewer: "Reviewer",
  maintainer: "Maintainer",
  checks: "Other checks",
  countersign: "Countersign, by itself",
};

function requirementsCard(requirements: readonly Requirement[]): Html {
  const rows = requirements.map(({ id, status, who, detail, fix }) => {
    const { tone, text } = STATUS[status];
    return html`<tr><th scope="row"><code>${id}</code></th><td><span class="badge ${tone}">${text}</span></td>
<td>${inlineCode(shown(detail))}${fix ? html`<div class="hint">${who ? html`<strong>${WHO[who]}:</strong> ` : ""}${inlineCode(shown(fix))}</div>` : ""}</td></tr>`;
  });
  return html`<section class="card" aria-labelledby="requirements"><h2 id="requirements">Requirements</h2>
<table class="stacks"><thead><tr><th scope="col">Requirement</th><th scope="col">State</th><th scope="col">Why, and what to do</th></tr></thead>
<tbody>${rows}</tbody></table></section>`;
}

/** A page with thousands of findings helps nobody; the check's JSON block has the first ones too. */
const MAX_FINDINGS = 200;

function findingsCard(findings: readonly Finding[], tier: Tier): Html {
  const listed = findings.slice(0, MAX_FINDINGS);
  const more = findings.length - listed.length;
  const items = listed.map(
    (finding) => html`<li>${tierBadge(finding.tier)} ${placeOf(finding)} ${inlineCode(shown(finding.reason))}
<div class="hint"><code>${finding.rule}</code></div></li>`,
  );
  return html`<section class="card" aria-labelledby="findings"><h2 id="findings">Why ${TIER_NAMES[tier].toLowerCase()}</h2>
${findings.length === 0 ? html`<p>No rule asked for more.</p>` : html`<ul class="plain">${items}</ul>`}
${more > 0 ? html`<p class="soft">and ${more} more</p>` : ""}</section>`;
}

function placeOf({ path, line, side }: Finding): Html | string {
  if (path === null) return "";
  const place = line === null ? path : `${path}:${line}`;
  return html`<code>${shown(place)}</code>${line !== null && side === "old" ? " (removed line)" : ""}`;
}

function notCountedCard(people: readonly NotCounted[]): Html | string {
  if (people.length === 0) return "";
  const items = people.map(
    ({ login, reason }) => html`<li><strong>${login}</strong>: ${inlineCode(shown(reason))}</li>`,
  );
  return html`<section class="card" aria-labelledby="ignored"><h2 id="ignored">Reviews that do not count</h2><ul>${items}</ul></section>`;
}

function agentCard(agent: Agent | null): Html | string {
  if (!agent) return "";
  const evidence = agent.evidence.map(
    ({ kind, text, strength }) =>
      html`<li>${kind}: <code>${shown(text)}</code> <span class="soft">(${strength})</span></li>`,
  );
  const operator = agent.operator.length > 0 ? agent.operator.join(", ") : "not known";
  return html`<section class="card" aria-labelledby="agent"><h2 id="agent">Written by an agent</h2>
<p><strong>${agent.name}</strong>, set to work by ${operator}</p><ul class="small">${evidence}</ul></section>`;
}

function recordCard({ decision, auditHead }: PullView): Html {
  return html`<section class="card small" aria-labelledby="record"><h2 id="record">For the record</h2><dl>
<dt>Commit</dt><dd><code>${decision.headSha}</code></dd>
<dt>Change</dt><dd><code>${decision.fingerprint}</code></dd>
<dt>Policy</dt><dd><code>${decision.policyHash}</code></dd>
<dt>Facts</dt><dd><code>${decision.factsHash}</code></dd>
<dt>Audit chain</dt><dd>${auditHead ? html`entry ${auditHead.sequence}, <code>${auditHead.hash}</code>` : "empty"}</dd>
</dl></section>`;
}
