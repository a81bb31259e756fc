// Is every dependency that the change adds or alters what it claims to be? Asked of the registries, judged by the policy.

import type { GateInput } from "../../case/input.js";
import { notApplicable, satisfied, unreadable, unsatisfied } from "../../case/outcome.js";
import type { Requirement } from "../../case/requirement.js";
import type { Concern } from "../../dependencies/concern.js";
import { judgeDependencies } from "../../dependencies/judge-dependencies.js";
import { isDependencyFile } from "../../dependencies/read-manifest-change.js";
import type { Change, ChangedFile } from "../../facts/facts.js";
import type { Waiver } from "../../facts/records.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { prose } from "../../markdown/prose.js";
import { waiversInForce } from "../../people/exceptions.js";

const ID = "dependencies_verified";

/** On every tier, as soon as a dependency is added or changed. */
export function dependenciesVerified(input: GateInput): Requirement {
  const { facts, policy } = input;
  if (facts.change.status === "unavailable") return unreadable(ID, "the change could not be read");
  const change = facts.change.value;
  const unknown = aboutUnknown(change);
  if (unknown !== null) return unknown;
  const concerns = judgeDependencies(change, facts, policy.policy);
  if (concerns.length === 0) return notApplicable(ID, "no dependency is added or changed");
  const open = concerns.filter((concern) => waiverOf(concern, input) === null);
  return (
    aboutFaults(open) ??
    aboutNotAsked(open) ??
    (policy.policy.dependencies.unreachable === "block" ? aboutUnverified(open) : null) ??
    aboutWaived(concerns, input) ??
    satisfied(ID, summary(concerns))
  );
}

/** INVARIANT: a manifest that nobody could read may declare anything, so nobody can waive it either. */
function aboutUnknown({ files }: Change): Requirement | null {
  const unexamined = files.filter(isUnexamined);
  if (unexamined.length > 0) {
    return unreadable(ID, `not read yet: ${list(unexamined.map(({ path }) => quoteInline(path, 150)))}`);
  }
  const notGiven = unreadManifests(files, "not-given");
  if (notGiven.length > 0) return unreadable(ID, `which dependencies are declared was not read: ${list(notGiven)}`);
  const unread = unreadManifests(files, "not-understood");
  if (unread.length === 0) return null;
  return {
    id: ID,
    status: "error",
    who: "agent",
    waits: "author",
    detail: `which dependencies are declared cannot be read: ${list(unread)}`,
    fix: "correct the file and try it with the package manager, such as `npm install --dry-run`; leave out what only runs as code",
  };
}

function unreadManifests(files: readonly ChangedFile[], cause: "not-given" | "not-understood"): readonly string[] {
  return files.flatMap(({ path, examination }) => {
    const manifest = examination?.manifest;
    if (manifest?.status !== "unread" || manifest.role !== "manifest" || manifest.cause !== cause) return [];
    return [`${quoteInline(path, 150)} (${prose(manifest.reason, 200)})`];
  });
}

/** A file that declares dependencies, whose texts nobody has looked at. */
function isUnexamined({ path, status, content, examination }: ChangedFile): boolean {
  if (status === "removed" || content.kind === "unchanged" || !isDependencyFile(path)) return false;
  return examination === undefined || (examination.manifest === null && examination.unexamined.length > 0);
}

function aboutFaults(open: readonly Concern[]): Requirement | null {
  const faulty = open.filter(({ faults }) => faults.length > 0);
  if (faulty.length === 0) return null;
  const silent = open.filter(({ unverified }) => unverified.length > 0);
  const fixes = new Set(faulty.flatMap(({ faults }) => faults.map(({ fix }) => fix)));
  const example = faulty.find(({ subject }) => /^[\w@./:+~#-]{1,214}$/.test(subject))?.subject ?? "<package>";
  return unsatisfied(ID, {
    who: "agent",
    waits: "author",
    detail: [
      list(
        faulty.map(
          ({ subject, faults }) => `${quoteInline(subject, 120)} ${faults.map(({ what }) => what).join(", ")}`,
        ),
      ),
      ...(silent.length === 0 ? [] : [`not answered: ${list(silent.map(describeSilence))}`]),
    ].join("; "),
    fix: `${[...fixes].slice(0, MAX_FIXES).join("; ")}; a maintainer may \`/countersign waive ${ID}:${example} <reason>\`, for each package`,
  });
}

function aboutNotAsked(open: readonly Concern[]): Requirement | null {
  const notAsked = open.filter((concern) => concern.notAsked);
  if (notAsked.length === 0) return null;
  return unsatisfied(ID, {
    who: "countersign",
    waits: "checks",
    detail: `looked up once the pull request is open: ${list(notAsked.map(({ subject }) => quoteInline(subject, 120)))}`,
    fix: "nothing to do; look at the package's page to see what the registry will answer, such as `npm view left-pad`",
  });
}

function aboutUnverified(open: readonly Concern[]): Requirement | null {
  const silent = open.filter(({ unverified }) => unverified.length > 0);
  if (silent.length === 0) return null;
  return unsatisfied(ID, {
    who: "countersign",
    waits: "checks",
    detail: `nobody answered about ${list(silent.map(describeSilence))}`,
    fix: `it is asked again by itself, and by \`/countersign recheck\`; a maintainer may \`/countersign waive ${ID}:<package> <reason>\`, or the policy say \`dependencies.unreachable: warn\``,
  });
}

function aboutWaived(concerns: readonly Concern[], input: GateInput): Requirement | null {
  const held = input.policy.policy.dependencies.unreachable === "block";
  const waived = concerns.flatMap((concern) => {
    const waiver = waiverOf(concern, input);
    const matters = concern.faults.length > 0 || concern.notAsked || (held && concern.unverified.length > 0);
    return waiver === null || !matters ? [] : [{ concern, waiver }];
  });
  if (waived.length === 0) return null;
  const described = waived.map(({ concern, waiver }) => {
    const what = [...concern.faults.map((fault) => fault.what), ...concern.unverified].join(", ");
    return `${quoteInline(concern.subject, 120)} by ${quoteInline(waiver.by.login, 60)}: ${quoteInline(waiver.reason, 200)} (${prose(what, 300)})`;
  });
  const detail = `waived: ${list(described)}`;
  return { id: ID, status: "waived", who: null, waits: null, detail, fix: "" };
}

/** The newest waiver for this package and this change; null: none. */
function waiverOf({ subject, alias }: Concern, input: GateInput): Waiver | null {
  const given = waiversInForce(input, ID);
  return given.findLast((waiver) => waiver.subject !== null && [subject, alias].includes(waiver.subject)) ?? null;
}

function summary(concerns: readonly Concern[]): string {
  const count = concerns.length === 1 ? "1 dependency" : `${concerns.length} dependencies`;
  const told = concerns.filter(({ notes, unverified }) => notes.length + unverified.length > 0);
  const notes = told.map(({ subject, notes: said, unverified }) => {
    const open = unverified.map((question) => `nobody answered ${prose(question, 200)}`);
    return `${quoteInline(subject, 120)} ${[...said, ...open].join(", ")}`;
  });
  return notes.length === 0 ? `${count} looked at` : `${count} looked at; ${list(notes)}`;
}

function describeSilence({ subject, unverified }: Concern): string {
  return `${quoteInline(subject, 120)}: ${unverified.map((question) => prose(question, 200)).join(", ")}`;
}

const MAX_LISTED = 20;
const MAX_FIXES = 8;

function list(items: readonly string[]): string {
  const more = items.length > MAX_LISTED ? `; and ${items.length - MAX_LISTED} more` : "";
  return `${items.slice(0, MAX_LISTED).join("; ")}${more}`;
}
