// What is wrong with one dependency: the registries' answers held against the policy. Every fault is told at once.

import type { PackageFacts } from "../facts/package-facts.js";
import { durationSeconds } from "../ground/time.js";
import { quoteInline } from "../markdown/neutralise.js";
import { assessAction } from "./assess-action.js";
import { assessVersion } from "./assess-version.js";
import { type Assessed, type Assessment, dateOf, daysAgo, type Fault, NOTHING, silent } from "./assessment.js";
import { foreignRegistry } from "./other-sources.js";
import { REGISTRY_NAMES } from "./registry-names.js";

export function assess(assessed: Assessed): Assessment {
  const { facts, query } = assessed;
  if (facts.existence.status === "unavailable") return unverified(`whether it exists (${facts.existence.reason})`);
  switch (facts.existence.value) {
    case "private":
      return { faults: [], unverified: [], notes: [] };
    case "missing":
      return faulty(missing(assessed));
    case "foreign":
      return faulty(foreignRegistry(query.index));
    case "uncovered":
      return assessed.isNew
        ? faulty({ what: UNCOVERED, fix: "name it under `dependencies.allow`, or have a maintainer look at it" })
        : { ...NOTHING, notes: [UNCOVERED] };
    case "security-hold":
      return faulty({
        what: `was taken away by ${REGISTRY_NAMES[query.ecosystem]} for security reasons`,
        fix: "remove it, and look for what brought the name here",
      });
    case "exists":
      return [
        assessed.isNew ? assessNewcomer(assessed) : NOTHING,
        assessVersion(assessed),
        facts.action === undefined ? NOTHING : assessAction(facts.action, query, assessed.isNew),
      ].reduce(joined);
  }
}

const UNCOVERED = "cannot be looked up";

function missing({ query, facts }: Assessed): Fault {
  if (query.ecosystem === "actions") {
    const hint = facts.similarTo === null ? "" : `, ${quoteInline(facts.similarTo, 100)} does`;
    return {
      what: `does not exist on GitHub or is not visible to the App${hint}`,
      fix: "correct the name or remove it: whoever registers an invented name decides what runs; a private repository of the organisation's own needs the App to be installed on it",
    };
  }
  const elsewhere = facts.existsIn.map((ecosystem) => REGISTRY_NAMES[ecosystem]).join(" and ");
  const hints = [
    elsewhere === "" ? "" : `, a package of this name exists on ${elsewhere} only`,
    facts.similarTo === null ? "" : `, ${quoteInline(facts.similarTo, 100)} does`,
  ];
  return {
    what: `does not exist on ${REGISTRY_NAMES[query.ecosystem]}${hints.join("")}`,
    fix: "correct the name or remove it: whoever registers an invented name decides what runs here",
  };
}

/** Age, use and name of a package that the project did not have. */
function assessNewcomer(assessed: Assessed): Assessment {
  const { facts, policy } = assessed;
  const faults = [tooYoung(assessed), tooRare(assessed), lookalike(facts)].filter((fault) => fault !== null);
  const scripts = runsScripts(facts);
  const what = "runs a script on installation";
  return {
    faults:
      scripts && faults.length > 0 ? [...faults, { what, fix: "read the script before anybody installs it" }] : faults,
    unverified: [
      ...silent(facts.firstPublished, "its age"),
      ...(policy.min_weekly_downloads === 0 ? [] : silent(facts.weeklyDownloads, "its downloads")),
    ],
    notes: scripts && faults.length === 0 ? [what] : [],
  };
}

function runsScripts({ resolved }: PackageFacts): boolean {
  return resolved.status === "loaded" && resolved.value !== "unclear" && resolved.value?.runsScripts === true;
}

function tooYoung({ facts, policy, nowMs }: Assessed): Fault | null {
  if (facts.firstPublished.status === "unavailable" || facts.firstPublished.value === null) return null;
  const firstMs = Date.parse(facts.firstPublished.value);
  const leastMs = durationSeconds(policy.min_age) * 1000;
  if (nowMs - firstMs >= leastMs) return null;
  return {
    what: `was first published ${daysAgo(nowMs - firstMs)}, expected at least ${policy.min_age}`,
    fix: `use an established package, or wait until ${dateOf(firstMs + leastMs)}`,
  };
}

function tooRare({ facts, policy }: Assessed): Fault | null {
  if (facts.weeklyDownloads.status === "unavailable" || facts.weeklyDownloads.value === null) return null;
  const downloads = facts.weeklyDownloads.value;
  if (downloads >= policy.min_weekly_downloads) return null;
  return {
    what: `has ${downloads} weekly downloads, expected at least ${policy.min_weekly_downloads}`,
    fix: "use a package that others use too, or have a maintainer look at its code",
  };
}

function lookalike({ similarTo }: PackageFacts): Fault | null {
  if (similarTo === null) return null;
  const name = quoteInline(similarTo, 100);
  return { what: `is named almost like the popular ${name}`, fix: `check the name: was ${name} meant?` };
}

function faulty(fault: Fault): Assessment {
  return { ...NOTHING, faults: [fault] };
}

function unverified(question: string): Assessment {
  return { ...NOTHING, unverified: [question] };
}

function joined(a: Assessment, b: Assessment): Assessment {
  return {
    faults: [...a.faults, ...b.faults],
    unverified: [...a.unverified, ...b.unverified],
    notes: [...a.notes, ...b.notes],
  };
}
