// Do the repository's own automated checks pass on this head? What has not reported is not green.
import type { CheckResult } from "../../facts.js";
import { matchesAny } from "../../policy/globs.js";
import { quoteInline } from "../../text/neutralise.js";
import { isOwnName } from "../check-name.js";
import type { GateInput } from "../input.js";
import { satisfied, unreadable, unsatisfied } from "../outcome.js";
import type { Requirement } from "../requirement.js";

const ID = "validation_green";

/** On every tier. */
export function validationGreen({ facts, policy }: GateInput): Requirement {
  if (facts.checks.status === "unavailable") return unreadable(ID, "the checks could not be read");
  const required = policy.policy.validation.required.map(toPattern);
  const ignored = policy.policy.validation.ignore.map(toPattern);
  const reported = facts.checks.value.filter(({ name }) => !isOwnName(name) && !matchesSome(name, ignored));
  const asked = required.length === 0 ? reported : reported.filter(({ name }) => matchesSome(name, required));
  const standingAt = (wanted: Standing): CheckResult[] => asked.filter((check) => standing(check) === wanted);
  return (
    aboutFailed(standingAt("failed")) ??
    aboutPending(standingAt("pending")) ??
    (required.length === 0 ? aboutNone(asked) : aboutMissing(asked, required)) ??
    satisfied(ID, `${count(standingAt("passed").length)} passed`)
  );
}

type Standing = "passed" | "failed" | "pending" | "idle";

/**
 * `idle`: `skipped` and `neutral` ran nothing, so they neither pass nor fail. Any outcome that is not known to be a pass
 * is a failure.
 */
function standing(check: CheckResult): Standing {
  if (check.state === "pending") return "pending";
  const outcome = check.outcome.toLowerCase();
  if (outcome === "skipped" || outcome === "neutral") return "idle";
  return check.state === "passed" && outcome === "success" ? "passed" : "failed";
}

function aboutFailed(failed: readonly CheckResult[]): Requirement | null {
  if (failed.length === 0) return null;
  return unsatisfied(ID, {
    who: "agent",
    waits: "author",
    detail: `${count(failed.length)} failed: ${list(failed, describeFailed)}`,
    fix: "repair the change and push; a check that has nothing to do with it can be named under `validation.ignore`, or a maintainer may `/countersign waive validation_green <reason>`",
  });
}

function aboutPending(pending: readonly CheckResult[]): Requirement | null {
  if (pending.length === 0) return null;
  return unsatisfied(ID, {
    who: "checks",
    waits: "checks",
    detail: `waiting for ${list(pending, ({ name }) => quoteInline(name, 80))}`,
    fix: "nothing to do while they run",
  });
}

function aboutNone(asked: readonly CheckResult[]): Requirement | null {
  if (asked.some((check) => standing(check) === "passed")) return null;
  const skipped = asked.length === 0 ? "" : ` (${asked.length} skipped or neutral)`;
  return missing(
    `no check has passed on this commit yet${skipped}`,
    "at least one has to: set one up for pull requests, such as a workflow with `on: pull_request`, or a maintainer may `/countersign waive validation_green <reason>`",
  );
}

function aboutMissing(asked: readonly CheckResult[], required: readonly Pattern[]): Requirement | null {
  const passed = asked.filter((check) => standing(check) === "passed");
  const unmet = required.filter((pattern) => !passed.some(({ name }) => matchesSome(name, [pattern])));
  if (unmet.length === 0) return null;
  const described = list(unmet, (pattern) => {
    const idle = asked.find(({ name }) => matchesSome(name, [pattern]));
    const what = idle === undefined ? "has not reported" : `was ${quoteInline(idle.outcome, 20)}`;
    return `${quoteInline(pattern.written, 80)} ${what}`;
  });
  return missing(
    `required and not passed on this commit: ${described}`,
    "start the check, or correct its name under `validation.required`; a maintainer may `/countersign waive validation_green <reason>`",
  );
}

function missing(detail: string, fix: string): Requirement {
  return unsatisfied(ID, { who: "checks", waits: "checks", detail, fix });
}

/** A check's name or a glob of names. */
interface Pattern {
  readonly written: string;
  /** A list of one, kept: the compiled glob is remembered by its list. */
  readonly globs: readonly string[];
}

function toPattern(written: string): Pattern {
  return { written, globs: [flat(written)] };
}

/** A check's name is no path: `*` has to cross the ` / ` of `CI / build (18)`, and a name may hold glob characters itself. */
function matchesSome(name: string, patterns: readonly Pattern[]): boolean {
  return patterns.some(({ written, globs }) => written === name || matchesAny(flat(name), globs));
}

/** Puts a slash there that no glob stops at. */
function flat(text: string): string {
  return text.replaceAll("/", "\u2215");
}

function describeFailed({ name, outcome, url }: CheckResult): string {
  const link = url === null ? "" : `, ${quoteInline(url, 200)}`;
  return `${quoteInline(name, 80)} (${quoteInline(outcome, 20)}${link})`;
}

const MAX_LISTED = 5;

function list<T>(items: readonly T[], describe: (item: T) => string): string {
  const more = items.length > MAX_LISTED ? ` and ${items.length - MAX_LISTED} more` : "";
  return `${items.slice(0, MAX_LISTED).map(describe).join(", ")}${more}`;
}

function count(checks: number): string {
  return checks === 1 ? "1 check" : `${checks} checks`;
}
