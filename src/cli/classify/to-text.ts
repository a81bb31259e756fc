// A local judgement for people at a terminal: the tier, the findings by file, what the gate would ask for.
import { createColors } from "picocolors";
import type { Finding } from "../../core/classify/finding.js";
import { isMet, type Requirement } from "../../core/gate/requirement.js";
import type { Tier } from "../../core/tier.js";
import type { LocalJudgement } from "./judge-local.js";

type Colours = ReturnType<typeof createColors>;

/** Files and findings beyond these are counted, not listed. */
const MAX_FILES = 40;
const MAX_FINDINGS_PER_FILE = 8;

export function toText(judgement: LocalJudgement, colour: boolean): string {
  const colours = createColors(colour);
  const { classification } = judgement;
  return [
    headline(judgement, colours),
    ...(judgement.files === 0 ? ["Nothing differs. Is your work committed, and is the base the right one?"] : []),
    "",
    ...findingTree(classification.findings, colours),
    "",
    ...agentLines(judgement, colours),
    `${classification.agent === null ? "Of an agent's change" : "To merge it"}, the gate would ask for:`,
    ...judgement.requirements.filter((requirement) => !isMet(requirement)).map((one) => requirementLine(one, colours)),
    ...(judgement.requirements.every(isMet) ? ["  nothing"] : []),
    "",
  ].join("\n");
}

function headline({ classification, files, size }: LocalJudgement, colours: Colours): string {
  const ignored = size.ignored.length === 0 ? "" : `, ${plural(size.ignored.length, "file")} not counted`;
  const facts = `${plural(files, "file")}, ${plural(size.counted, "line")} to read${ignored}`;
  return `${colours.bold(paint(classification.tier, classification.tier, colours))} · ${facts}`;
}

function findingTree(findings: readonly Finding[], colours: Colours): readonly string[] {
  const byPath = new Map<string, Finding[]>();
  for (const finding of findings) {
    const path = finding.path ?? "the whole change";
    byPath.set(path, [...(byPath.get(path) ?? []), finding]);
  }
  const lines = [...byPath].slice(0, MAX_FILES).flatMap(([path, list]) => [
    `  ${colours.bold(printable(path))}`,
    ...list.slice(0, MAX_FINDINGS_PER_FILE).map((finding, index) => {
      const isLast = index === Math.min(list.length, MAX_FINDINGS_PER_FILE) - 1 && list.length <= MAX_FINDINGS_PER_FILE;
      return findingLine(finding, isLast ? "└" : "├", colours);
    }),
    ...(list.length > MAX_FINDINGS_PER_FILE ? [`  └ and ${list.length - MAX_FINDINGS_PER_FILE} more`] : []),
  ]);
  return byPath.size > MAX_FILES ? [...lines, `  and ${plural(byPath.size - MAX_FILES, "more file")}`] : lines;
}

function findingLine(finding: Finding, branch: string, colours: Colours): string {
  const line = finding.line === null ? "" : `${finding.side === "old" ? "removed line" : "line"} ${finding.line}: `;
  const tier = paint(finding.tier.padEnd(17), finding.tier, colours);
  return `  ${branch} ${tier} ${line}${printable(finding.reason)} ${colours.dim(`(${finding.rule})`)}`;
}

function agentLines({ classification, policy }: LocalJudgement, colours: Colours): readonly string[] {
  const { agent } = classification;
  if (agent === null) {
    const scope = policy.policy.scope === "agents" ? ", and nothing is asked of it" : "";
    return [`No sign of a coding agent: as it stands, it is taken for a person's${scope}.`, ""];
  }
  const evidence = agent.evidence.slice(0, 3).map(({ kind, text }) => `${kind} ${printable(text)}`);
  const operator = agent.operator.length === 0 ? "" : ` for ${agent.operator.map(printable).join(", ")}`;
  return [`Written by ${colours.bold(printable(agent.name))}${operator} (${evidence.join("; ")})`, ""];
}

function requirementLine({ id, detail, fix }: Requirement, colours: Colours): string {
  return `  ${colours.bold(id)}: ${printable(detail)}\n    ${colours.dim(printable(fix))}`;
}

function paint(text: string, tier: Tier, colours: Colours): string {
  switch (tier) {
    case "format-safe":
      return colours.green(text);
    case "behavior-changing":
      return colours.yellow(text);
    case "high-stakes":
      return colours.red(text);
  }
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Paths and names may hold escape sequences or characters that turn text around: shown as code points, never sent. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
