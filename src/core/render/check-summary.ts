// The check's summary: the table of requirements with what is missing, who must act and how; then whose review was not
// counted, and why.
import { type Decision, isGated } from "../case/decision.js";
import type { Requirement } from "../case/requirement.js";
import { isNobodyInTime, NOBODY_IN_TIME } from "../gate/late.js";
import { requirementOf } from "../gate/requirements/index.js";
import { fitLines } from "../markdown/fit.js";
import { quoteInline, tableCell } from "../markdown/neutralise.js";
import { prose } from "../markdown/prose.js";
import { capital } from "../markdown/say.js";
import { headline } from "./headline.js";
import { notCountedList, statusWords, whoWords } from "./words.js";

/** Another pull request with this head commit; they share the check. */
export interface SharedHead {
  readonly number: number;
  readonly decision: Decision | null;
}

export interface SummaryContext {
  readonly pullUrl: string;
  readonly siblings: readonly SharedHead[];
  /** Closed without merging. */
  readonly closed: boolean;
}

/** GitHub's limit for `output.summary` and `output.text` alike; kept in bytes, which are never fewer than characters. */
export const MAX_OUTPUT_BYTES = 65_535;

export function checkSummary(decision: Decision, context: SummaryContext): string {
  return fitLines(
    [
      ...preview(decision),
      ...opening(decision, context),
      ...fallenOverride(decision, context),
      ...shared(context),
      "",
      ...requirementTable(decision),
      ...notCountedList(decision, context.pullUrl),
    ],
    MAX_OUTPUT_BYTES,
  );
}

function preview(decision: Decision): readonly string[] {
  if (isGated(decision)) return [];
  const branch = quoteInline(decision.baseRef, 100);
  return [
    `This is a preview: ${branch} is not a gated branch, so no rule asks for this check. A gated branch is the default branch, one whose rules require \`countersign\`, or one that the policy of the default branch names under \`branches\`.`,
    "",
  ];
}

function opening(decision: Decision, { closed }: SummaryContext): readonly string[] {
  const { override, outOfScope, observed, conclusion, agent, requirements } = decision;
  if (closed)
    return [
      "This pull request was closed without merging, so its decision counts for nothing. Reopen it to have it decided again.",
    ];
  if (override !== null) {
    return [
      `### ⚠ Overridden by ${quoteInline(override.by, 60)}`,
      "",
      `Reason: ${quoteInline(override.reason, 500)}`,
      "",
      "For this commit nothing below was enforced. An issue asks for the review that was skipped.",
    ];
  }
  if (outOfScope) {
    return ["No agent wrote this change, and the policy asks about agents' changes only (`scope: agents`)."];
  }
  if (observed !== null) {
    const would = observed.conclusion ?? "in_progress";
    return [`Observe mode: this check always succeeds. Under \`mode: enforce\` it would be \`${would}\` now.`];
  }
  switch (conclusion) {
    case "success":
      return requirements.some(({ id, status }) => id === "structured_review" && status === "waived")
        ? [
            `### ⚠ Not reviewed`,
            "",
            `${capital(NOBODY_IN_TIME)}, and the policy's \`on_timeout: approve-with-log\` lets it pass.`,
          ]
        : ["Every requirement is met."];
    case "failure":
      if (requirements.filter(({ waits }) => waits === "refused").every(isNobodyInTime)) {
        return [
          `${capital(NOBODY_IN_TIME)}, and the policy's \`on_timeout\` says \`deny\`. A review that still comes in lifts this.`,
        ];
      }
      return ["A reviewer refused this change. It can be changed and reviewed again."];
    case "action_required":
      return [`The ${whoWords("agent", { agent })} or a maintainer has something to do: see the rows marked ✋.`];
    case null:
      if (requirements.some(({ status }) => status === "error")) {
        return ["Something could not be read, see the rows marked ❔. Until it can, nothing passes."];
      }
      return ["Nothing is wrong; the rows marked ⏳ are still awaited."];
  }
}

function fallenOverride({ fallenOverride: fallen }: Decision, { closed }: SummaryContext): readonly string[] {
  if (fallen === undefined || closed) return [];
  const next = fallen.ended ? "What is asked for below counts again." : "Until it can, what is asked for below counts.";
  return ["", `⚠ The override by ${quoteInline(fallen.by, 60)} ${fallen.how}. ${next}`];
}

function shared({ siblings, pullUrl }: SummaryContext): readonly string[] {
  if (siblings.length === 0) return [];
  const repositoryUrl = pullUrl.replace(/\/pull\/\d+$/, "");
  const lines = siblings.map(({ number, decision }) => {
    const standing = decision === null ? "not decided yet" : prose(headline(decision), 300);
    return `- [\`#${number}\`](${repositoryUrl}/pull/${number}): ${standing}`;
  });
  return [
    "",
    "The same commit is the head of other pull requests. They share this check, and the worst one counts:",
    ...lines,
  ];
}

function requirementTable(decision: Decision): readonly string[] {
  return [
    "| Status | Requirement | What is there, what is missing | Who acts | How |",
    "|---|---|---|---|---|",
    ...decision.requirements.map((requirement) => row(requirement, decision)),
  ];
}

function row(requirement: Requirement, decision: Decision): string {
  const cells = [
    statusWords(requirement),
    `**${requirementOf(requirement.id).name}** \`${requirement.id}\``,
    prose(requirement.detail, 600),
    whoWords(requirement.who, decision),
    prose(requirement.fix, 600),
  ];
  return `| ${cells.map(tableCell).join(" | ")} |`;
}
