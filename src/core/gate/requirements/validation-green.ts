// Do the repository's own automated checks pass on this head? What has not reported is not green, and neither is what somebody
// reports who had a hand in the change.

import { isOwnName } from "../../case/check-name.js";
import type { GateInput } from "../../case/input.js";
import { satisfied, unreadable, unsatisfied } from "../../case/outcome.js";
import type { Requirement } from "../../case/requirement.js";
import type { CheckResult } from "../../facts/facts.js";
import { firstFew } from "../../ground/first-few.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { matchesName } from "../../policy/matches-name.js";
import { type JudgedCheck, judgeChecks, type Standing } from "../judged-check.js";
import { findMissingKinds, findMissingNames, isNamed, type MissingChecks, toWanted } from "../missing-checks.js";

const ID = "validation_green";

/** On every tier. */
export function validationGreen(input: GateInput): Requirement {
  const { checks } = input.facts;
  if (checks.status === "unavailable") return unreadable(ID, "the checks could not be read");
  const { required, expect, ignore } = input.policy.policy.validation;
  const wanted = required.map(toWanted);
  const counted = checks.value.filter(({ name }) => !isOwnName(name) && !matchesName(name, ignore));
  const judged = judgeChecks(counted, input);
  const isAsked = (one: JudgedCheck) =>
    wanted.some((name) => isNamed(one, name)) || one.kinds.some((kind) => expect.includes(kind));
  const asked = wanted.length === 0 ? judged : judged.filter(isAsked);
  const missing = [
    wanted.length === 0 ? findNone(asked) : findMissingNames(judged, wanted),
    findMissingKinds(judged, expect),
  ].filter((found) => found !== null);
  return (
    aboutFailed(at("failed", asked)) ??
    aboutPending(at("pending", asked)) ??
    aboutMissing(missing) ??
    satisfied(ID, `${count(at("passed", asked).length)} passed${describeDiscounted(asked)}`)
  );
}

function at(standing: Standing, judged: readonly JudgedCheck[]): readonly CheckResult[] {
  return judged.filter((one) => one.standing === standing).map(({ check }) => check);
}

function aboutFailed(failed: readonly CheckResult[]): Requirement | null {
  if (failed.length === 0) return null;
  return unsatisfied(ID, {
    who: "agent",
    waits: "author",
    detail: `${count(failed.length)} failed: ${firstFew(failed, describeFailed)}`,
    fix: "repair the change and push; a check that has nothing to do with it can be named under `validation.ignore`, or a maintainer may `/countersign waive validation_green <reason>`",
  });
}

function aboutPending(pending: readonly CheckResult[]): Requirement | null {
  if (pending.length === 0) return null;
  return unsatisfied(ID, {
    who: "checks",
    waits: "checks",
    detail: `waiting for ${firstFew(pending, ({ name }) => quoteInline(name, 80))}`,
    fix: "nothing to do while they run",
  });
}

function aboutMissing(missing: readonly MissingChecks[]): Requirement | null {
  if (missing.length === 0) return null;
  return unsatisfied(ID, {
    who: "checks",
    waits: "checks",
    detail: missing.map(({ detail }) => detail).join("; "),
    fix: `${missing.map(({ fix }) => fix).join("; ")}; a maintainer may \`/countersign waive validation_green <reason>\``,
  });
}

/** Nothing is required by name, so one pass will do, and without any nothing was validated. */
function findNone(asked: readonly JudgedCheck[]): MissingChecks | null {
  if (at("passed", asked).length > 0) return null;
  const idle = at("idle", asked).length;
  const skipped = idle === 0 ? "" : ` (${idle} skipped or neutral)`;
  return {
    detail: `no check has passed on this commit yet${skipped}${describeDiscounted(asked)}`,
    fix: "at least one has to: set one up for pull requests, such as a workflow with `on: pull_request`",
  };
}

function describeDiscounted(asked: readonly JudgedCheck[]): string {
  const discounted = asked.filter(({ standing }) => standing === "discounted");
  if (discounted.length === 0) return "";
  return `; not counted: ${firstFew(discounted, ({ check, reason }) => `${quoteInline(check.name, 80)} ${reason}`)}`;
}

function describeFailed({ name, outcome, url }: CheckResult): string {
  const link = url === null ? "" : `, ${quoteInline(url, 200)}`;
  return `${quoteInline(name, 80)} (${quoteInline(outcome, 20)}${link})`;
}

function count(checks: number): string {
  return checks === 1 ? "1 check" : `${checks} checks`;
}
