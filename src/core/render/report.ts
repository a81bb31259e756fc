// The decision as programs read it: the object of DESIGN §4.2, and the fenced block that ends the check's text.

import type { Decision } from "../case/decision.js";
import type { Requirement } from "../case/requirement.js";
import type { Finding } from "../facts/finding.js";
import { byteLength } from "../ground/bytes.js";
import { cutTo } from "../markdown/neutralise.js";

/** `published`: the check's conclusion, which another pull request with this commit may hold back. */
export function reportOf(decision: Decision, published: Decision["conclusion"] = decision.conclusion) {
  return {
    countersign: 1,
    tier: decision.tier,
    head_sha: decision.headSha,
    fingerprint: decision.fingerprint,
    policy: decision.policyHash,
    conclusion: published,
    agent:
      decision.agent === null ? null : { name: decision.agent.name, operator: decision.agent.operator.slice(0, 20) },
    requirements: decision.requirements.map(toRequirement),
    findings: decision.findings.map(toFinding),
  };
}

export type Report = ReturnType<typeof reportOf>;

function toRequirement({ id, status, who, detail, fix }: Requirement) {
  return { id, status, who, detail: cutTo(detail, 600), fix: cutTo(fix, 600) };
}

function toFinding({ rule, tier, path, line, reason }: Finding) {
  return { rule, tier, path, line, reason: cutTo(reason, 300) };
}

/** Room for the block in the check's text, in bytes: two thirds, so that people's part is never squeezed out. */
export const MAX_REPORT_BYTES = 43_000;

/**
 * One fenced `json` block, always valid JSON: when it is too long findings are left out from the end, and
 * `findings_omitted` counts them.
 */
export function reportBlock(report: Report): string {
  const findings: string[] = [];
  const room = MAX_REPORT_BYTES - byteLength(fence(report, []));
  let used = 0;
  for (const finding of report.findings) {
    const line = toJson(finding);
    used += byteLength(line) + 4;
    if (used > room) break;
    findings.push(line);
  }
  return fence(report, findings);
}

function fence({ findings, requirements, ...head }: Report, shown: readonly string[]): string {
  const omitted = findings.length - shown.length;
  const parts = [
    ...Object.entries(head).map(([key, value]) => `${toJson(key)}:${toJson(value)}`),
    `"requirements":[${lines(requirements.map(toJson))}]`,
    `"findings":[${lines(shown)}]`,
    ...(omitted > 0 ? [`"findings_omitted":${omitted}`] : []),
  ];
  return `\`\`\`json\n{${parts.join(",\n")}}\n\`\`\``;
}

function lines(items: readonly string[]): string {
  return items.map((item) => `\n  ${item}`).join(",");
}

const NOT_AS_IS = /[`<\u007f-\u009f\u2028\u2029\p{Cf}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu;

/** JSON that can stand in a fence: no backtick that closes it, no HTML, nothing invisible; every reader decodes it alike. */
function toJson(value: unknown): string {
  return JSON.stringify(value).replace(NOT_AS_IS, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}
