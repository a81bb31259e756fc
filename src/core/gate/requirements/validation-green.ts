// Do the repository's own automated checks pass on this head? What has not reported is not green, and neither is what somebody
// reports who had a hand in the change.

import { isOwnName } from "../../case/decision.js";
import { satisfied, unreadable, unsatisfied } from "../../case/effect.js";
import type { CheckResult } from "../../facts/facts.js";
import { type Few, few, sayFew } from "../../ground/first-few.js";
import { type Hostile, hostile, line } from "../../ground/hostile.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { matchesName } from "../../policy/globs.js";
import { type JudgedCheck, judgeChecks, type Standing } from "../judged-check.js";
import {
  findMissingKinds,
  findMissingNames,
  isNamed,
  MAX_NAMED,
  type MissingKinds,
  type MissingNames,
  sayMissingKinds,
  sayMissingNames,
  toWanted,
} from "../missing-checks.js";
import { requirement } from "../requirement-kind.js";

/** On every tier. */
export const validationGreen = requirement({
  id: "validation_green",
  asks: "the repository's own checks passed on this commit",
  yours:
    "repair the change and push; never skip, delete or weaken a test to get there. A status that you or your operator reports counts for nothing",
  name: "Green checks",
  toDo: "checks failed",
  awaited: "checks",
  waivable: "whole",
  knownOffline: false,
  judge(input) {
    const { checks } = input.facts;
    if (checks.status === "unavailable") return unreadable({ code: "unread" });
    const { required, expect, ignore } = input.policy.policy.validation;
    const wanted = required.map(toWanted);
    const counted = checks.value.filter(({ name }) => !isOwnName(name) && !matchesName(name, ignore));
    const judged = judgeChecks(counted, input);
    const isAsked = (one: JudgedCheck) =>
      wanted.some((name) => isNamed(one, name)) || one.kinds.some((kind) => expect.includes(kind));
    const asked = wanted.length === 0 ? judged : judged.filter(isAsked);
    const failed = at("failed", asked);
    if (failed.length > 0)
      return unsatisfied("agent", "author", {
        code: "failed",
        total: failed.length,
        failed: few(failed.map(toFailed), MAX_NAMED),
      });
    const pending = at("pending", asked).map(({ name }) => hostile(name));
    if (pending.length > 0) return unsatisfied("checks", "checks", { code: "pending", names: few(pending, MAX_NAMED) });
    const missing = [
      wanted.length === 0 ? findNone(asked) : findMissingNames(judged, wanted),
      findMissingKinds(judged, expect),
    ].filter((found) => found !== null);
    if (missing.length > 0) return unsatisfied("checks", "checks", { code: "missing", missing });
    return satisfied({ code: "green", passed: at("passed", asked).length, discounted: discountedOf(asked) });
  },
  say: {
    unread: () => "the checks could not be read",
    failed: ({ total, failed }) => ({
      detail: line`${sayCount(total)} failed: ${sayFew(failed, sayFailed)}`,
      fix: "repair the change and push; a check that has nothing to do with it can be named under `validation.ignore`, or a maintainer may `/countersign waive validation_green <reason>`",
    }),
    pending: ({ names }) => ({
      detail: line`waiting for ${sayFew(names, (name) => quoteInline(name, 80))}`,
      fix: "nothing to do while they run",
    }),
    missing: ({ missing }) => {
      const said = missing.map(sayMissing);
      return {
        detail: said.map(({ detail }) => detail).join("; "),
        fix: line`${said.map(({ fix }) => fix).join("; ")}; a maintainer may \`/countersign waive validation_green <reason>\``,
      };
    },
    green: ({ passed, discounted }) => line`${sayCount(passed)} passed${sayDiscounted(discounted)}`,
  },
});

function at(standing: Standing, judged: readonly JudgedCheck[]): readonly CheckResult[] {
  return judged.filter((one) => one.standing === standing).map(({ check }) => check);
}

function toFailed({ name, outcome, url }: CheckResult) {
  return { name: hostile(name), outcome: hostile(outcome), url: url === null ? null : hostile(url) };
}

function sayFailed({ name, outcome, url }: ReturnType<typeof toFailed>): string {
  const link = url === null ? "" : line`, ${quoteInline(url, 200)}`;
  return line`${quoteInline(name, 80)} (${quoteInline(outcome, 20)}${link})`;
}

interface MissingAll {
  readonly code: "none";
  readonly idle: number;
  readonly discounted: Discounted;
}

/** Nothing is required by name, so one pass will do, and without any nothing was validated. */
function findNone(asked: readonly JudgedCheck[]): MissingAll | null {
  if (at("passed", asked).length > 0) return null;
  return { code: "none", idle: at("idle", asked).length, discounted: discountedOf(asked) };
}

function sayMissing(missing: MissingAll | MissingNames | MissingKinds) {
  switch (missing.code) {
    case "none": {
      const skipped = missing.idle === 0 ? "" : line` (${missing.idle} skipped or neutral)`;
      return {
        detail: line`no check has passed on this commit yet${skipped}${sayDiscounted(missing.discounted)}`,
        fix: "at least one has to: set one up for pull requests, such as a workflow with `on: pull_request`",
      };
    }
    case "names":
      return sayMissingNames(missing);
    case "kinds":
      return sayMissingKinds(missing);
  }
}

/** Passed, on a word that does not count. `why` reads on behind the name. */
type Discounted = Few<{ readonly name: Hostile; readonly why: string }>;

function discountedOf(asked: readonly JudgedCheck[]): Discounted {
  const discounted = asked.filter(({ standing }) => standing === "discounted");
  return few(
    discounted.map(({ check, reason }) => ({ name: hostile(check.name), why: reason ?? "" })),
    MAX_NAMED,
  );
}

function sayDiscounted(discounted: Discounted): string {
  if (discounted.some.length === 0) return "";
  return line`; not counted: ${sayFew(discounted, ({ name, why }) => line`${quoteInline(name, 80)} ${why}`)}`;
}

function sayCount(checks: number): string {
  return checks === 1 ? "1 check" : line`${checks} checks`;
}
