// What a reviewer wants to know before reading: what it is for, who wrote it from what, what machines say of it, and where it is
// dangerous. The same as in the briefing on GitHub, for one signed-in person.
import { html } from "hono/html";
import type { Requirement } from "../../core/case/requirement.js";
import { destructiveStatements } from "../../core/gate/destructive-statements.js";
import type { RequirementId } from "../../core/gate/requirements/index.js";
import { statementOf } from "../../core/statement/statement.js";
import type { DeskView } from "../../ports.js";
import { inlineCode } from "../inline-code.js";
import type { Html } from "../page.js";
import { shown, shownLines } from "../shown.js";
import { anchorOf } from "./diff-view.js";

const MAX_FINDINGS = 12;
const MAX_STATEMENTS = 15;

export function briefingCard(view: DeskView): Html {
  const { input, decision } = view;
  const { change } = input.facts;
  const statement = change.status === "loaded" ? statementOf(change.value) : null;
  return html`<section class="card" aria-labelledby="briefing"><h2 id="briefing">Briefing</h2>
<dl>
<dt>Stated intent</dt><dd class="answer">${shownLines(statement?.intent ?? "none")}</dd>
<dt>Written by</dt><dd>${shown(writtenBy(view))}</dd>
<dt>External context</dt><dd>${externalContext(statement?.context ?? null, view.elevated)}</dd>
${(["validation_green", "acceptance_criteria", "reviewable_size", "dependencies_verified", "no_secrets"] as const).map((id) => row(id, decision.requirements))}
</dl>
${findings(view)}
${statements(view)}
</section>`;
}

const NAMES: Partial<Record<RequirementId, string>> = {
  validation_green: "Checks",
  acceptance_criteria: "Acceptance criteria",
  reviewable_size: "Size",
  dependencies_verified: "Dependencies",
  no_secrets: "Secrets",
};

function row(id: RequirementId, requirements: readonly Requirement[]): Html | string {
  const found = requirements.find((requirement) => requirement.id === id);
  if (found === undefined || found.status === "not_applicable") return "";
  return html`<dt>${NAMES[id] ?? id}</dt><dd>${inlineCode(shown(found.detail))}</dd>`;
}

function writtenBy({ decision: { agent } }: DeskView): string {
  if (agent === null) return "no agent was found";
  return agent.operator.length === 0
    ? `${agent.name}; nobody is known to have set it to work`
    : `${agent.name}, set to work by ${agent.operator.join(", ")}`;
}

function externalContext(context: readonly string[] | null, elevated: boolean): Html | string {
  const warning = elevated ? html` <strong>Text from outside may have steered this change.</strong>` : "";
  if (context === null) return html`not declared${warning}`;
  if (context.length === 0) return "none, says the agent";
  return html`${context.slice(0, 8).map((item, index) => html`${index > 0 ? ", " : ""}<code>${shown(item)}</code>`)}${warning}`;
}

function findings({ decision }: DeskView): Html | string {
  const asking = decision.findings.filter(({ tier }) => tier === "high-stakes");
  if (asking.length === 0) return "";
  const items = asking
    .slice(0, MAX_FINDINGS)
    .map(
      ({ path, line, side, reason }) =>
        html`<li>${path === null ? "" : html`<a href="#${anchorOf(path)}"><code>${shown(line === null ? path : `${path}:${line}`)}</code></a>${line !== null && side === "old" ? " (removed line)" : ""} `}${inlineCode(shown(reason))}</li>`,
    );
  const more = asking.length - items.length;
  return html`<h3>Why it is high-stakes</h3><ul>${items}</ul>${more > 0 ? html`<p class="soft">and ${more} more, marked below</p>` : ""}`;
}

function statements({ decision, input }: DeskView): Html | string {
  const all = destructiveStatements(decision.findings, input.facts.change);
  if (all.length === 0) return "";
  const items = all
    .slice(0, MAX_STATEMENTS)
    .map(
      ({ path, line, text, reason }) =>
        html`<li><a href="#${anchorOf(path)}"><code>${shown(`${path}:${line}`)}</code></a> ${text === "" ? "" : html`<code>${shown(text)}</code> `}${inlineCode(shown(reason))}</li>`,
    );
  return html`<h3>Statements that destroy data</h3>
<p>Answer for each under Risks: is the data still needed, and how would it come back?</p><ul>${items}</ul>`;
}
