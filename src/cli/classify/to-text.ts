// A local judgement for people at a terminal: the tier, a tree of what was found and proved in each file, what the gate
// would ask for.
import { createColors } from "picocolors";
import { isMet, type Requirement } from "../../core/case/requirement.js";
import type { Hypothetical } from "../../core/render/hypothetical.js";
import { printable } from "../printable.js";
import { fileTree } from "./file-tree.js";
import type { CommandIo } from "./io.js";
import { type Look, paint, plural } from "./look.js";

/** Files beyond these are counted, not listed. */
const MAX_FILES = 40;

export function toText(judgement: Hypothetical, { colour, columns }: Pick<CommandIo, "colour" | "columns">): string {
  const look: Look = { colours: createColors(colour), columns: columns ?? null };
  const { classification, change, requirements } = judgement;
  return [
    headline(judgement, look),
    ...(change.files.length === 0 ? ["Nothing differs. Is your work committed, and is the base the right one?"] : []),
    "",
    ...findingTrees(judgement, look),
    "",
    ...agentLines(judgement, look),
    `${classification.agent === null ? "Of an agent's change" : "To merge it"}, the gate would ask for:`,
    ...requirements.filter((requirement) => !isMet(requirement)).map((one) => requirementLine(one, look)),
    ...(requirements.every(isMet) ? ["  nothing"] : []),
    "",
  ].join("\n");
}

function headline({ classification: { tier }, change, size }: Hypothetical, look: Look): string {
  const ignored = size.ignored.length === 0 ? "" : `, ${plural(size.ignored.length, "file")} not counted`;
  const facts = `${plural(change.files.length, "file")}, ${plural(size.counted, "line")} to read${ignored}`;
  return `${look.colours.bold(paint(tier, tier, look))} · ${facts}`;
}

/** A file's tree for each path with findings, in the findings' order: the highest tier first. */
function findingTrees({ classification, change }: Hypothetical, look: Look): readonly string[] {
  const paths = [...new Set(classification.findings.map(({ path }) => path))];
  const lines = paths.slice(0, MAX_FILES).flatMap((path) => {
    const findings = classification.findings.filter((finding) => finding.path === path);
    const file = change.files.find((one) => one.path === path || one.previousPath === path) ?? null;
    return fileTree({ path, findings, file }, look);
  });
  const more = paths.length - MAX_FILES;
  return more > 0 ? [...lines, `  and ${plural(more, "more file")}`] : lines;
}

function agentLines({ classification, policy }: Hypothetical, { colours }: Look): readonly string[] {
  const { agent } = classification;
  if (agent === null) {
    const scope = policy.policy.scope === "agents" ? ", and nothing is asked of it" : "";
    return [`No sign of a coding agent: as it stands, it is taken for a person's${scope}.`, ""];
  }
  const evidence = agent.evidence.slice(0, 3).map(({ kind, text }) => `${kind} ${printable(text)}`);
  const operator = agent.operator.length === 0 ? "" : ` for ${agent.operator.map(printable).join(", ")}`;
  return [`Written by ${colours.bold(printable(agent.name))}${operator} (${evidence.join("; ")})`, ""];
}

function requirementLine({ id, detail, fix }: Requirement, { colours }: Look): string {
  return `  ${colours.bold(id)}: ${printable(detail)}\n    ${colours.dim(printable(fix))}`;
}
