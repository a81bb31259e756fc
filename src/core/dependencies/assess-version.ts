// What is wrong with the version that a dependency's range leads to.

import type { ResolvedVersion } from "../facts/package-facts.js";
import { durationSeconds } from "../ground/time.js";
import { quoteInline } from "../markdown/neutralise.js";
import { type Assessed, type Assessment, DAY_MS, dateOf, daysAgo, type Fault, NOTHING, silent } from "./assessment.js";
import { listIds, malicious, vulnerable } from "./known-vulnerabilities.js";

/** Attacks on packages were mostly found within a week (eight of ten in a list of 2025), so a release waits that long. */
const COOLDOWN_DAYS = 7;

export function assessVersion(assessed: Assessed): Assessment {
  const { facts, query } = assessed;
  if (facts.resolved.status === "unavailable") {
    return { ...NOTHING, unverified: silent(facts.resolved, "which version is meant") };
  }
  const version = facts.resolved.value;
  if (version === null && query.ecosystem === "actions") {
    const what = `has no tag, branch or commit ${quoteInline(query.spec, 80)}`;
    return { ...NOTHING, faults: [{ what, fix: "pin the full id of a release's commit" }] };
  }
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
    malicious("", vulnerabilities),
    vulnerable(quoteInline(version.version, 60), vulnerabilities, (severity) => severity !== "low"),
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
