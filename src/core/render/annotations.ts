// Marks on lines of the diff: what made the tier, and the faults of the policy file.

import type { Decision } from "../case/decision.js";
import type { Annotation } from "../case/effect.js";
import type { GateInput } from "../case/input.js";
import type { Finding } from "../facts/finding.js";
import { plainLine } from "../markdown/neutralise.js";
import { TIER_NAMES } from "./words.js";

/** What GitHub takes in one request; all of them go out with the check itself. */
export const MAX_ANNOTATIONS = 50;

export interface Annotations {
  readonly shown: readonly Annotation[];
  readonly leftOut: number;
}

/** Faults of the policy first, then findings in their order: highest tier first. */
export function annotate(decision: Decision, input: GateInput): Annotations {
  const all = [...policyFaults(input), ...decision.findings.filter(isOnNewLine).map(toAnnotation)];
  return { shown: all.slice(0, MAX_ANNOTATIONS), leftOut: Math.max(0, all.length - MAX_ANNOTATIONS) };
}

type FindingOnLine = Finding & { readonly path: string; readonly line: number };

/** GitHub knows the lines of the new side only. What cannot change behaviour needs no mark. */
function isOnNewLine(finding: Finding): finding is FindingOnLine {
  return finding.path !== null && finding.line !== null && finding.side === "new" && finding.tier !== "format-safe";
}

function toAnnotation({ rule, tier, path, line, reason }: FindingOnLine): Annotation {
  return {
    path,
    line,
    level: tier === "high-stakes" ? "warning" : "notice",
    title: `${TIER_NAMES[tier]}: ${rule}`,
    message: plainLine(reason, 1_000),
  };
}

/** Only of the file in this repository: a line of the organisation's file cannot be marked here. */
function policyFaults({ facts: { repository }, policy }: GateInput): readonly Annotation[] {
  const here = `${repository.owner}/${repository.name}`.toLowerCase();
  return policy.problems
    .filter(({ origin }) => origin.repository.toLowerCase() === here)
    .map(({ origin, key, line, message }) => ({
      path: origin.path,
      line,
      level: "failure" as const,
      title: plainLine(key === "" ? "Policy file" : `Policy file: ${key}`, 255),
      message: plainLine(message, 1_000),
    }));
}
