// The briefing: one comment that tells a reviewer where to look and everybody what is missing (DESIGN §4.3, in its order).
// It is edited in place, so equal decisions give equal bytes: no clock, no counter.
import type { Decision } from "../case/decision.js";
import type { GateInput } from "../case/input.js";
import { isElevated } from "../case/is-elevated.js";
import { isMet } from "../case/requirement.js";
import { formatAnswers, formatBlankForm } from "../comments/form.js";
import { destructiveStatements } from "../gate/destructive-statements.js";
import type { RequirementId } from "../gate/requirements/index.js";
import { byteLength } from "../ground/bytes.js";
import { fitLines } from "../markdown/fit.js";
import { cutTo, quoteInline, tableCell } from "../markdown/neutralise.js";
import { prose } from "../markdown/prose.js";
import { sayBlock, sayDuration } from "../markdown/say.js";
import { namedOperators } from "../people/claims.js";
import { reviewsOf } from "../reviews/reviews.js";
import { requiredSeconds } from "../reviews/session.js";
import { EMPTY_STATEMENT, type Statement, statementOf } from "../statement/statement.js";
import { askedWords } from "./asked.js";
import { findingLine } from "./check-text.js";
import { headline } from "./headline.js";
import { notCountedList, statementList, statusWords, TIER_NAMES, whoWords } from "./words.js";

const MARKER = "<!-- countersign:briefing -->";

/** GitHub's limit for a comment is 65,536 characters; kept in bytes. */
const MAX_COMMENT_BYTES = 65_536;
const MAX_FINDINGS = 8;
const MAX_STATEMENTS = 15;

export function isBriefing(body: string): boolean {
  return body.startsWith(MARKER);
}

/** `pageUrl`: the pull request's page on the App. */
export function briefing(decision: Decision, input: GateInput, pageUrl: string): string {
  const head = [MARKER, `### Countersign · ${prose(headline(decision), 300)}`, ""];
  if (decision.outOfScope) return [...head, "No agent wrote this change: nothing is asked of it."].join("\n");
  const guide = reviewerGuide(decision, input);
  const lines = [
    ...head,
    ...reasons(decision, input, pageUrl),
    ...statementList(destructiveStatements(decision.findings, input.facts.change), {
      heading: "**Destructive statements**",
      pullUrl: input.facts.pull.url,
      max: MAX_STATEMENTS,
    }),
    "",
    ...overview(decision, input),
    "",
    ...missing(decision),
    ...notCountedList(decision, input.facts.pull.url),
  ];
  const room = MAX_COMMENT_BYTES - byteLength(guide) - 2;
  return guide === "" ? fitLines(lines, room) : `${fitLines(lines, room)}\n\n${guide}`;
}

function reasons({ tier, findings }: Decision, { facts }: GateInput, pageUrl: string): readonly string[] {
  const top = findings.slice(0, MAX_FINDINGS);
  if (top.length === 0) return [`**${TIER_NAMES[tier]}**: nothing was found that asks for more.`];
  const more = findings.length - top.length;
  return [
    `**${TIER_NAMES[tier]}**, because of`,
    "",
    ...top.map((finding) => findingLine(finding, facts.pull.url)),
    ...(more > 0 ? [`- and [${more} more](${pageUrl})`] : []),
  ];
}

/** Intent, authorship, context, validation, acceptance criteria, size: what a reviewer wants to know before reading. */
function overview(decision: Decision, input: GateInput): readonly string[] {
  const { change } = input.facts;
  const statement = change.status === "loaded" ? statementOf(change.value) : EMPTY_STATEMENT;
  const asked = askedWords(input);
  const rows: readonly (readonly [string, string])[] = [
    ["Stated intent", statedIntent(statement)],
    ["Written by", writtenBy(decision, input)],
    ["External context", externalContext(statement)],
    ["Checks", stateOf("validation_green", decision)],
    ["Acceptance criteria", stateOf("acceptance_criteria", decision)],
    ["Size", stateOf("reviewable_size", decision)],
    ...(asked === null ? [] : [["Asked to review", asked] as const]),
  ];
  return ["| | |", "|---|---|", ...rows.map(([name, value]) => `| **${name}** | ${tableCell(value)} |`)];
}

function statedIntent({ intent, problems }: Statement): string {
  if (problems.length > 0) return `the statement cannot be read: ${prose(problems[0] ?? "", 300)}`;
  return intent === null ? "none" : quoteInline(firstSentence(intent), 300);
}

function firstSentence(text: string): string {
  const line = cutTo(text.trim().replace(/\s+/g, " "), 600);
  const end = /[.!?](?=\s)/.exec(line);
  return end === null ? line : line.slice(0, end.index + 1);
}

function writtenBy({ agent }: Decision, input: GateInput): string {
  const { facts } = input;
  const author = facts.change.status === "loaded" ? facts.change.value.author : null;
  if (agent === null) return author === null ? "unknown" : `${quoteInline(author.login, 60)}; no agent was found`;
  const operators = [...agent.operator, ...namedOperators(input)].slice(0, 5).map((login) => quoteInline(login, 60));
  const who =
    operators.length === 0 ? "nobody is known to have set it to work" : `set to work by ${operators.join(", ")}`;
  return `${quoteInline(agent.name, 60)}, ${who}`;
}

const MAX_CONTEXT = 8;

function externalContext({ context }: Statement): string {
  if (context === null) return "not declared; on security-critical code that counts as external context";
  if (context.length === 0) return "none, says the agent";
  const shown = context.slice(0, MAX_CONTEXT).map((item) => quoteInline(item, 120));
  const more = context.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function stateOf(id: RequirementId, { requirements }: Decision): string {
  const requirement = requirements.find((candidate) => candidate.id === id);
  if (requirement === undefined) return "unknown";
  const detail = prose(requirement.detail, 400);
  // Its detail says already that it is not asked.
  return requirement.status === "not_applicable" ? `➖ ${detail}` : `${statusWords(requirement)}: ${detail}`;
}

function missing(decision: Decision): readonly string[] {
  const unmet = decision.requirements.filter((requirement) => !isMet(requirement));
  if (unmet.length === 0) return ["**Nothing is missing.**"];
  const lines = unmet.map((requirement) => {
    const who = whoWords(requirement.who, decision);
    const fix = requirement.fix === "" ? "" : ` → ${prose(requirement.fix, 500)}`;
    return `- **${who}**: ${prose(requirement.detail, 400)}${fix}`;
  });
  return ["**What is missing, and who acts**", "", ...lines];
}

/** Empty when no review is asked for now. */
function reviewerGuide({ requirements, override }: Decision, input: GateInput): string {
  if (override !== null) return "";
  const open = requirements.filter((requirement) => !isMet(requirement)).map(({ id }) => id);
  if (open.includes("structured_review")) return guideInTheClear(input, formatBlankForm());
  if (open.includes("blind_reviews")) return guideToPanel(input);
  const isSplit = open.includes("agreement") && reviewsOf(input).panel.outcome === "split";
  return isSplit ? guideInTheClear(input, formatBlankForm("approve", isElevated(input))) : "";
}

function guideInTheClear(input: GateInput, form: string): string {
  return `<details>
<summary>For reviewers: the form to copy</summary>

1. Comment \`/countersign start\`. If you may review this change, your time begins there; it takes at least ${timeOf(input)}.
2. Read the change, then comment the form below with every prompt replaced. To refuse, begin with \`/countersign reject\`.

${sayBlock(form)}

\`/countersign help\` lists every command.
</details>`;
}

function guideToPanel(input: GateInput): string {
  const elevated = isElevated(input);
  const asked = elevated
    ? "\n\nThe agent worked with text from outside, or does not say that it did not: the form asks the prompt-injection checklist as well."
    : "";
  return `<details>
<summary>For reviewers: how a blind review works</summary>

1. Comment \`/countersign start\`. If you may review this change, your time begins there; it takes at least ${timeOf(input)}. The answer says where and for whom to seal your review.
2. Read the change, fill in the form below, and submit it **sealed**. Nobody learns what you found before the other review is in; then both are shown together.

**Do not write a verdict here, and leave GitHub's own Approve and Request changes alone.** What stands here in the clear is public at once and would exclude you.${asked}

${sayBlock(formatAnswers(null, elevated ? {} : undefined))}

\`/countersign help\` lists every command.
</details>`;
}

function timeOf({ policy, size }: GateInput): string {
  return sayDuration(requiredSeconds(policy.policy.review, size.counted));
}
