// How advisories are told: by id, the worst severity first.

import type { Vulnerability } from "../facts/package-facts.js";
import { quoteInline } from "../markdown/neutralise.js";
import type { Fault } from "./assessment.js";

const WORST_FIRST = ["critical", "high", "unknown", "moderate", "low"] as const;

/** `release`: the version in words, such as `1.0.1` with its place; empty: the package as a whole. */
export function malicious(release: string, vulnerabilities: readonly Vulnerability[]): Fault | null {
  const ids = vulnerabilities.filter((found) => found.malicious).map(({ id }) => id);
  if (ids.length === 0) return null;
  return {
    what: `${release === "" ? "" : `${release} `}is known malware (${listIds(ids)})`,
    fix: "remove it, and treat every machine that installed it as taken over",
  };
}

/** Malware has a fault of its own. A severity that nobody has stated is not a low one. */
export function vulnerable(
  release: string,
  vulnerabilities: readonly Vulnerability[],
  counts: (severity: Vulnerability["severity"]) => boolean,
): Fault | null {
  const found = vulnerabilities.filter((each) => !each.malicious && counts(each.severity));
  if (found.length === 0) return null;
  const worst = WORST_FIRST.find((severity) => found.some((each) => each.severity === severity)) ?? "unknown";
  return {
    what: `${release} has known vulnerabilities, the worst of ${worst} severity (${listIds(found.map(({ id }) => id))})`,
    fix: "use the version in which they are mended; the advisory names it",
  };
}

const MAX_IDS = 5;

export function listIds(ids: readonly string[]): string {
  const more = ids.length > MAX_IDS ? ` and ${ids.length - MAX_IDS} more` : "";
  return `${ids
    .slice(0, MAX_IDS)
    .map((id) => quoteInline(id, 40))
    .join(", ")}${more}`;
}
