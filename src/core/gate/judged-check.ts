// A check as the gate takes it: does it pass, of which kinds is it, and why a pass is none.

import type { GateInput } from "../case/input.js";
import { matchAccount } from "../classify/authorship/marks.js";
import { type Account, type CheckResult, isSamePerson, personKey } from "../facts/facts.js";
import { canonicalJson } from "../ground/canonical.js";
import { quoteInline } from "../markdown/neutralise.js";
import { hasPushed, involvementsOf } from "../people/involvement.js";
import { personOf } from "../people/person-of.js";
import { isNamedAgent } from "../people/rights.js";
import { kindsOf, type ValidationKind } from "../policy/validation.js";

/** `idle`: `skipped` and `neutral` ran nothing, so they neither pass nor fail. `discounted`: passed, on a word that does not count. */
export type Standing = "passed" | "failed" | "pending" | "idle" | "discounted";

export interface JudgedCheck {
  readonly check: CheckResult;
  readonly standing: Standing;
  /** Empty too where the policy expects none. */
  readonly kinds: readonly ValidationKind[];
  /** Why it is no pass, behind its name: "was `skipped`". Null unless idle or discounted. */
  readonly reason: string | null;
}

export function judgeChecks(checks: readonly CheckResult[], input: GateInput): readonly JudgedCheck[] {
  // A reporter is compared with all people of all commits, and one CI account may report thousands of statuses.
  const known = new Map<string, string | null>();
  const { expect, kinds: own } = input.policy.policy.validation;
  return checks.map((check): JudgedCheck => {
    const kinds = expect.length === 0 ? [] : kindsOf(check, own);
    const standing = standingOf(check);
    if (standing === "idle") return { check, standing, kinds, reason: `was ${quoteInline(check.outcome, 20)}` };
    if (standing !== "passed") return { check, standing, kinds, reason: null };
    const reporter = canonicalJson(check.reporter);
    const reason = known.has(reporter) ? (known.get(reporter) ?? null) : whyNotCounted(check.reporter, input);
    known.set(reporter, reason);
    return { check, standing: reason === null ? "passed" : "discounted", kinds, reason };
  });
}

/** Any outcome that is not known to be a pass is a failure. */
function standingOf({ state, outcome: written }: CheckResult): Exclude<Standing, "discounted"> {
  if (state === "pending") return "pending";
  const outcome = written.toLowerCase();
  if (outcome === "skipped" || outcome === "neutral") return "idle";
  return state === "passed" && outcome === "success" ? "passed" : "failed";
}

/** Such as "was reported by `alice`, who opened this pull request"; null for a report that counts. */
function whyNotCounted(reporter: Account | null, input: GateInput): string | null {
  if (reporter === null) return "was reported by an account that GitHub does not name";
  const fault = isCodingAgent(reporter, input) ? "is a coding agent" : faultOf(reporter, input);
  if (fault === null) return null;
  return `was reported by ${quoteInline(reporter.login, 60)}, ${reporter.type === "Bot" ? "which" : "who"} ${fault}`;
}

/**
 * GitHub's own scanners. They suggest mends, which makes them co-authors of what a person takes over, and agents by their
 * signature; their checks are made by GitHub.
 */
const SCANNERS: ReadonlySet<string> = new Set(["github-advanced-security[bot]", "github-code-quality[bot]"]);

function isCodingAgent(account: Account, { classification, policy }: GateInput): boolean {
  if (isNamedAgent(account, policy.policy)) return true;
  if (account.type === "Bot" && SCANNERS.has(personKey(account.login))) return false;
  const isThisAgent = classification.agent !== null && isBotNamed(classification.agent.name, account);
  return isThisAgent || matchAccount(account) !== null;
}

function isBotNamed(name: string, { type, login }: Account): boolean {
  return type === "Bot" && personKey(login) === personKey(`${name}[bot]`);
}

function faultOf(reporter: Account, input: GateInput): string | null {
  const { change } = input.facts;
  if (change.status === "unavailable") {
    return `cannot be told from the author while the change cannot be read (${change.reason})`;
  }
  // What mends the format of a pull request by itself, as pre-commit.ci does, commits to it and reports as the same App.
  if (reporter.type === "Bot") {
    const { author } = change.value;
    return author !== null && isSamePerson(author, reporter) ? "opened this pull request" : null;
  }
  const { account } = personOf(reporter, input);
  const [first] = involvementsOf(account, change.value, input);
  // At any time: whoever pushed last is not the only one whose work it is.
  return first?.reason ?? (hasPushed(account, change.value, input) ? "pushed to this pull request" : null);
}
