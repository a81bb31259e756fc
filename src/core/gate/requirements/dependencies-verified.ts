// Is every dependency that the change adds or alters what it claims to be? Asked of the registries, judged by the policy.

import { notApplicable, satisfied, unreadable, unsatisfied, waived } from "../../case/effect.js";
import type { GateInput } from "../../case/input.js";
import type { Concern } from "../../dependencies/concern.js";
import { judgeDependencies } from "../../dependencies/judge-dependencies.js";
import { isDependencyFile } from "../../dependencies/read-manifest-change.js";
import type { Change, ChangedFile } from "../../facts/facts.js";
import type { Waiver } from "../../facts/records.js";
import { type Few, few, sayLongFew } from "../../ground/first-few.js";
import { type Hostile, hostile, line } from "../../ground/hostile.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { prose } from "../../markdown/prose.js";
import { waiversInForce } from "../../people/ground.js";
import { requirement } from "../requirement-kind.js";
import { givenBy } from "../waive.js";

const MAX_LISTED = 20;
const MAX_FIXES = 8;

/** On every tier, as soon as a dependency is added or changed. */
export const dependenciesVerified = requirement({
  id: "dependencies_verified",
  asks: "new and changed dependencies exist, are old and used enough, are not known to be vulnerable, and agree with the lockfile",
  yours:
    "correct the name, the range or the lockfile, or use what the repository has; else name the reason in the description for a maintainer",
  name: "Verified dependencies",
  toDo: "a dependency is not verified",
  awaited: "verified dependencies",
  waivable: { by: "package" },
  knownOffline: false,
  judge(input) {
    const { facts, policy } = input;
    if (facts.change.status === "unavailable") return unreadable({ code: "unread" });
    const change = facts.change.value;
    const unknown = judgeUnknown(change);
    if (unknown !== null) return unknown;
    const concerns = judgeDependencies(change, facts, policy.policy);
    if (concerns.length === 0) return notApplicable({ code: "none" });
    const isHeld = policy.policy.dependencies.unreachable === "block";
    const open = concerns.filter((concern) => waiverOf(concern, input) === null);
    const silent = open.filter(({ unverified }) => unverified.length > 0);
    const faulty = open.filter(({ faults }) => faults.length > 0);
    if (faulty.length > 0) return unsatisfied("agent", "author", faultsOf(faulty, silent));
    const notAsked = open.filter((concern) => concern.notAsked).map(({ subject }) => hostile(subject));
    if (notAsked.length > 0) {
      return unsatisfied("countersign", "checks", { code: "not-asked", subjects: few(notAsked, MAX_LISTED) });
    }
    if (isHeld && silent.length > 0) {
      return unsatisfied("countersign", "checks", {
        code: "unanswered",
        silent: few(silent.map(toSilent), MAX_LISTED),
      });
    }
    const given = concerns.flatMap((concern) => toWaived(concern, isHeld, input));
    if (given.length > 0) return waived({ code: "waived", given: few(given, MAX_LISTED) });
    return satisfied({ code: "verified", looked: concerns.length, told: few(concerns.flatMap(toTold), MAX_LISTED) });
  },
  say: {
    unread: () => "the change could not be read",
    "not-read-yet": ({ paths }) => line`not read yet: ${sayLongFew(paths, (path) => quoteInline(path, 150))}`,
    "not-given": ({ manifests }) =>
      line`which dependencies are declared was not read: ${sayLongFew(manifests, sayUnreadManifest)}`,
    "not-understood": ({ manifests }) => ({
      detail: line`which dependencies are declared cannot be read: ${sayLongFew(manifests, sayUnreadManifest)}`,
      fix: "correct the file and try it with the package manager, such as `npm install --dry-run`; leave out what only runs as code",
    }),
    none: () => "no dependency is added or changed",
    faults: ({ faulty, silent, fixes, example }) => ({
      detail: [
        sayLongFew(faulty, ({ subject, faults }) => line`${quoteInline(subject, 120)} ${faults.join(", ")}`),
        ...(silent.some.length === 0 ? [] : [line`not answered: ${sayLongFew(silent, saySilent)}`]),
      ].join("; "),
      fix: line`${fixes.join("; ")}; a maintainer may \`/countersign waive dependencies_verified:${example} <reason>\`, for each package`,
    }),
    "not-asked": ({ subjects }) => ({
      detail: line`looked up once the pull request is open: ${sayLongFew(subjects, (subject) => quoteInline(subject, 120))}`,
      fix: "nothing to do; look at the package's page to see what the registry will answer, such as `npm view left-pad`",
    }),
    unanswered: ({ silent }) => ({
      detail: line`nobody answered about ${sayLongFew(silent, saySilent)}`,
      fix: "it is asked again by itself, and by `/countersign recheck`; a maintainer may `/countersign waive dependencies_verified:<package> <reason>`, or the policy say `dependencies.unreachable: warn`",
    }),
    waived: ({ given }) =>
      line`waived: ${sayLongFew(given, ({ subject, by, why, what }) => line`${quoteInline(subject, 120)} by ${quoteInline(by, 60)}: ${quoteInline(why, 200)} (${prose(what, 300)})`)}`,
    verified: ({ looked, told }) => {
      const count = looked === 1 ? "1 dependency" : line`${looked} dependencies`;
      return told.some.length === 0
        ? line`${count} looked at`
        : line`${count} looked at; ${sayLongFew(told, ({ subject, notes }) => line`${quoteInline(subject, 120)} ${notes.join(", ")}`)}`;
    },
  },
});

/** INVARIANT: a manifest that nobody could read may declare anything, so nobody can waive it either. */
function judgeUnknown({ files }: Change) {
  const unexamined = files.filter(isUnexamined).map(({ path }) => hostile(path));
  if (unexamined.length > 0) return unreadable({ code: "not-read-yet", paths: few(unexamined, MAX_LISTED) });
  const notGiven = unreadManifests(files, "not-given");
  if (notGiven.some.length > 0) return unreadable({ code: "not-given", manifests: notGiven });
  const unread = unreadManifests(files, "not-understood");
  if (unread.some.length === 0) return null;
  return {
    status: "error",
    who: "agent",
    waits: "author",
    reason: { code: "not-understood", manifests: unread },
  } as const;
}

interface UnreadManifest {
  readonly path: Hostile;
  readonly why: Hostile;
}

function unreadManifests(files: readonly ChangedFile[], cause: "not-given" | "not-understood"): Few<UnreadManifest> {
  const unread = files.flatMap(({ path, examination }) => {
    const manifest = examination?.manifest;
    if (manifest?.status !== "unread" || manifest.role !== "manifest" || manifest.cause !== cause) return [];
    return [{ path: hostile(path), why: hostile(manifest.reason) }];
  });
  return few(unread, MAX_LISTED);
}

function sayUnreadManifest({ path, why }: UnreadManifest): string {
  return line`${quoteInline(path, 150)} (${prose(why, 200)})`;
}

/** A file that declares dependencies, whose texts nobody has looked at. */
function isUnexamined({ path, status, content, examination }: ChangedFile): boolean {
  if (status === "removed" || content.kind === "unchanged" || !isDependencyFile(path)) return false;
  return examination === undefined || (examination.manifest === null && examination.unexamined.length > 0);
}

function faultsOf(faulty: readonly Concern[], silent: readonly Concern[]) {
  const fixes = new Set(faulty.flatMap(({ faults }) => faults.map(({ fix }) => fix)));
  const named = faulty.map(({ subject, faults }) => ({
    subject: hostile(subject),
    faults: faults.map(({ what }) => what),
  }));
  return {
    code: "faults",
    faulty: few(named, MAX_LISTED),
    silent: few(silent.map(toSilent), MAX_LISTED),
    fixes: [...fixes].slice(0, MAX_FIXES),
    example: faulty.find(({ subject }) => /^[\w@./:+~#-]{1,214}$/.test(subject))?.subject ?? "<package>",
  } as const;
}

/** What nobody answered about it. */
function toSilent({ subject, unverified }: Concern) {
  return { subject: hostile(subject), questions: unverified };
}

function saySilent({ subject, questions }: ReturnType<typeof toSilent>): string {
  return line`${quoteInline(subject, 120)}: ${questions.map((question) => prose(question, 200)).join(", ")}`;
}

function toWaived(concern: Concern, isHeld: boolean, input: GateInput) {
  const { subject, faults, notAsked, unverified } = concern;
  const waiver = waiverOf(concern, input);
  const matters = faults.length > 0 || notAsked || (isHeld && unverified.length > 0);
  if (waiver === null || !matters) return [];
  const what = [...faults.map((fault) => fault.what), ...unverified].join(", ");
  return [{ subject: hostile(subject), ...givenBy(waiver), what: hostile(what) }];
}

/** The newest waiver for this package and this change; null: none. */
function waiverOf({ subject, alias }: Concern, input: GateInput): Waiver | null {
  const given = waiversInForce(input, "dependencies_verified");
  return given.findLast((waiver) => waiver.subject !== null && [subject, alias].includes(waiver.subject)) ?? null;
}

/** What a reviewer should know of it and what holds nothing up; empty: nothing. */
function toTold({ subject, notes, unverified }: Concern) {
  if (notes.length + unverified.length === 0) return [];
  const open = unverified.map((question) => line`nobody answered ${prose(question, 200)}`);
  return [{ subject: hostile(subject), notes: [...notes, ...open] }];
}
