// What is wrong with the version that a dependency's range leads to.
import { durationSeconds } from "../duration.js";
import { quoteInline } from "../text/neutralise.js";
import { type Assessed, type Assessment, DAY_MS, dateOf, daysAgo, type Fault, NOTHING, silent } from "./assessment.js";
import type { ResolvedVersion, Vulnerability } from "./package-facts.js";

/** Attacks on packages were mostly found within a week (eight of ten in a list of 2025), so a release waits that long. */
const COOLDOWN_DAYS = 7;

export function assessVersion(assessed: Assessed): Assessment {
  const { facts, query } = assessed;
  if (facts.resolved.status === "unavailable") {
    return { ...NOTHING, unverified: silent(facts.resolved, "which version is meant") };
  }
  const version = facts.resolved.value;
  if (version === null) {
    const range = query.spec === "" ? "can be installed" : `fits ${quoteInline(query.spec, 80)}`;
    const fix = "name a version that exists, such as the newest one on the package's page";
    return { ...NOTHING, faults: [{ what: `has no published version that ${range}`, fix }] };
  }
  if (version === "unclear") {
    const what = `has a version that the file does not tell (${quoteInline(query.spec, 80)})`;
    return { ...NOTHING, faults: [{ what, fix: "write the version out, or lock it in a lockfile" }] };
  }
  const vulnerabilities = facts.vulnerabilities.status === "loaded" ? (facts.vulnerabilities.value ?? []) : [];
  const faults = [
    malicious(vulnerabilities),
    vulnerable(version, vulnerabilities),
    tooFresh(version, assessed),
    withdrawn(version),
    deprecated(version),
  ];
  const low = vulnerabilities.filter((found) => !found.malicious && found.severity === "low").map(({ id }) => id);
  return {
    faults: faults.filter((fault) => fault !== null),
    unverified: silent(facts.vulnerabilities, "its known vulnerabilities"),
    notes: low.length === 0 ? [] : [`has minor known vulnerabilities (${listIds(low)})`],
  };
}

function malicious(vulnerabilities: readonly Vulnerability[]): Fault | null {
  const ids = vulnerabilities.filter((found) => found.malicious).map(({ id }) => id);
  if (ids.length === 0) return null;
  return {
    what: `is known malware (${listIds(ids)})`,
    fix: "remove it, and treat every machine that installed it as taken over",
  };
}

/** A severity that nobody has stated is not a low one. */
function vulnerable({ version }: ResolvedVersion, vulnerabilities: readonly Vulnerability[]): Fault | null {
  const found = vulnerabilities.filter((each) => !each.malicious && each.severity !== "low");
  if (found.length === 0) return null;
  const worst = SEVERITIES.find((severity) => found.some((each) => each.severity === severity)) ?? "unknown";
  const ids = listIds(found.map(({ id }) => id));
  return {
    what: `${quoteInline(version, 60)} has known vulnerabilities, the worst of ${worst} severity (${ids})`,
    fix: "use the version in which they are mended; the advisory names it",
  };
}

const SEVERITIES = ["critical", "high", "moderate", "unknown"] as const;

function tooFresh({ version, published }: ResolvedVersion, { policy, nowMs }: Assessed): Fault | null {
  if (published === null) return null;
  const publishedMs = Date.parse(published);
  const leastMs = Math.min(durationSeconds(policy.min_age) * 1000, COOLDOWN_DAYS * DAY_MS);
  if (nowMs - publishedMs >= leastMs) return null;
  const days = Math.ceil(leastMs / DAY_MS);
  return {
    what: `${quoteInline(version, 60)} was published ${daysAgo(nowMs - publishedMs)}, expected at least ${days === 1 ? "1 day" : `${days} days`}`,
    fix: `pin an older version, or wait until ${dateOf(publishedMs + leastMs)}`,
  };
}

function withdrawn({ version, yanked }: ResolvedVersion): Fault | null {
  if (!yanked) return null;
  return { what: `${quoteInline(version, 60)} was withdrawn by its maintainers`, fix: "use another version" };
}

function deprecated({ version, deprecated: words }: ResolvedVersion): Fault | null {
  if (words === null) return null;
  return {
    what: `${quoteInline(version, 60)} is deprecated (${quoteInline(words, 120)})`,
    fix: "use its successor or a version that is maintained",
  };
}

const MAX_IDS = 5;

function listIds(ids: readonly string[]): string {
  const more = ids.length > MAX_IDS ? ` and ${ids.length - MAX_IDS} more` : "";
  return `${ids
    .slice(0, MAX_IDS)
    .map((id) => quoteInline(id, 40))
    .join(", ")}${more}`;
}
