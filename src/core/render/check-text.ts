// The check's text: why this tier, which lines do not count, which policy was applied, what witnesses the decision. Ends
// with exactly one fenced `json` block for agents, which is never cut.
import { type QuotedEntry, quoteEntry } from "../audit/chain.js";
import type { Decision } from "../case/decision.js";
import type { GateInput } from "../case/input.js";
import type { Finding } from "../facts/finding.js";
import { destructiveStatements } from "../gate/destructive-statements.js";
import { byteLength } from "../ground/bytes.js";
import { TIERS } from "../ground/tier.js";
import { fitLines } from "../markdown/fit.js";
import { placeLink } from "../markdown/links.js";
import { quoteInline } from "../markdown/neutralise.js";
import { prose } from "../markdown/prose.js";
import type { PolicyProblem } from "../policy/schema.js";
import type { ReplayNote } from "../replay/replay-report.js";
import { MAX_OUTPUT_BYTES } from "./check-summary.js";
import { replaySection } from "./replay.js";
import { reportBlock, reportOf } from "./report.js";
import { statementList, TIER_NAMES } from "./words.js";

export interface TextContext {
  readonly auditHead: QuotedEntry | null;
  readonly published: Decision["conclusion"];
  /** Findings on lines that no annotation could be spent on. */
  readonly annotationsLeftOut: number;
  /** Absent or null: the pull request does not edit the policy. */
  readonly replay?: ReplayNote | null;
}

export function checkText(decision: Decision, input: GateInput, context: TextContext): string {
  const block = reportBlock(reportOf(decision, context.published));
  const sections = [
    ...findings(decision, input.facts.pull.url, context.annotationsLeftOut),
    ...statementList(destructiveStatements(decision.findings, input.facts.change), {
      heading: "### Destructive statements",
      pullUrl: input.facts.pull.url,
      max: MAX_STATEMENTS,
    }),
    ...replaySection(context.replay ?? null, input.facts.pull.url),
    ...authorship(decision),
    ...ignoredLines(input),
    ...policy(input),
    ...witness(decision, context),
  ];
  const reading = fitLines(sections, MAX_OUTPUT_BYTES - byteLength(block) - FOR_PROGRAMS.length - 4);
  return `${reading}\n\n${FOR_PROGRAMS}\n\n${block}`;
}

export const FOR_PROGRAMS = "### For agents and other programs";
const MAX_FINDINGS = 60;
const MAX_STATEMENTS = 60;
const MAX_IGNORED = 20;
const MAX_PROBLEMS = 20;

function findings({ findings: found, tier }: Decision, pullUrl: string, annotationsLeftOut: number): readonly string[] {
  const lines = [`### Why ${TIER_NAMES[tier].toLowerCase()}`];
  if (found.length === 0) lines.push("", "No rule found anything that asks for more.");
  const shown = found.slice(0, MAX_FINDINGS);
  const levels = [...TIERS].reverse().filter((level) => shown.some((finding) => finding.tier === level));
  for (const level of levels) {
    const here = shown.filter((finding) => finding.tier === level);
    if (levels.length > 1) lines.push("", `**${TIER_NAMES[level]}**`);
    lines.push("", ...here.map((one) => findingLine(one, pullUrl)));
  }
  if (found.length > shown.length) lines.push(`- and ${found.length - shown.length} more`);
  if (annotationsLeftOut > 0)
    lines.push("", `${annotationsLeftOut} findings are not marked on their lines: GitHub takes 50 at a time.`);
  return lines;
}

export function findingLine(finding: Finding, pullUrl: string): string {
  return `- ${placeLink(finding, pullUrl)}: ${prose(finding.reason, 300)} (${quoteInline(finding.rule, 80)})`;
}

function authorship({ agent, outOfScope }: Decision): readonly string[] {
  if (agent === null) return outOfScope ? [] : ["", "### Written by", "", "No agent was found."];
  const evidence = agent.evidence.slice(0, 10).map(({ kind, text, strength }) => {
    return `- ${kind}: ${quoteInline(text, 120)} (${strength})`;
  });
  return ["", "### Written by", "", `${quoteInline(agent.name, 60)}, because of`, "", ...evidence];
}

function ignoredLines({ size }: GateInput): readonly string[] {
  if (size.ignored.length === 0) return [];
  const shown = size.ignored.slice(0, MAX_IGNORED).map(({ path, lines, reason }) => {
    return `- ${quoteInline(path, 160)}: ${lines} (${prose(reason, 120)})`;
  });
  const more = size.ignored.length - shown.length;
  return ["", "### Lines that do not count", "", ...shown, ...(more > 0 ? [`- and ${more} more files`] : [])];
}

function policy({ policy: { hash, origins, problems, relaxations } }: GateInput): readonly string[] {
  const from = origins.map(({ repository, path, ref }) => `- ${quoteInline(`${repository}:${path}@${ref}`, 250)}`);
  return [
    "",
    "### Policy",
    "",
    `\`${hash}\`${from.length === 0 ? ": the defaults, no file was found" : " from"}`,
    ...(from.length === 0 ? [] : ["", ...from]),
    ...problemList("Faults", problems),
    ...problemList("Below the organisation's floor, not applied", relaxations),
  ];
}

function problemList(title: string, problems: readonly PolicyProblem[]): readonly string[] {
  if (problems.length === 0) return [];
  const shown = problems.slice(0, MAX_PROBLEMS).map(({ origin, key, line, column, message }) => {
    const place = quoteInline(`${origin.repository}:${origin.path}:${line}:${column}`, 250);
    return `- ${place} ${key === "" ? "" : `${quoteInline(key, 100)}: `}${prose(message, 400)}`;
  });
  const more = problems.length - shown.length;
  return ["", `${title}:`, "", ...shown, ...(more > 0 ? [`- and ${more} more`] : [])];
}

function witness(decision: Decision, { auditHead }: TextContext): readonly string[] {
  return [
    "",
    "### Decided from",
    "",
    `- commit \`${decision.headSha}\``,
    `- fingerprint of the change \`${decision.fingerprint}\``,
    `${FACTS}\`${decision.factsHash}\``,
    `${AUDIT}${auditHead === null ? "no entry yet" : quoteEntry(auditHead)}`,
  ];
}

const FACTS = "- facts ";
const AUDIT = "- audit chain: ";

/** What people read of a text. The hash of the facts and the newest entry move while the decision stays. */
export function withoutWitness(text: string): string {
  return text
    .split("\n")
    .filter((line) => !line.startsWith(FACTS) && !line.startsWith(AUDIT))
    .join("\n");
}
