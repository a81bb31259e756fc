// The decision for one head SHA: from the requirements to the check's conclusion (DESIGN §4.2). Pure and total: whatever is
// not met blocks, and `success` is only ever reached by everything being met or by one of the three exits named below.

import type { Conclusion, Decision } from "../case/decision.js";
import { notApplicable } from "../case/effect.js";
import type { GateInput } from "../case/input.js";
import { isMet, type JudgedRequirement } from "../case/requirement.js";
import { isSealedComment } from "../comments/armor.js";
import type { Change, Comment, LinkedIssue, NativeReview } from "../facts/facts.js";
import type { Source } from "../facts/source.js";
import type { SealedReview } from "../facts/submission.js";
import { canonicalJson, sha256 } from "../ground/canonical.js";
import { overrideInForce, overridesOfHead } from "../people/ground.js";
import { reviewsOf } from "../reviews/reviews.js";
import { OUT_OF_SCOPE } from "./requirement-kind.js";
import { judgeRequirements } from "./requirements/index.js";
import { describeFall } from "./waive.js";

/** Before it is put into words. */
interface Decided extends Omit<Decision, "requirements"> {
  readonly requirements: readonly JudgedRequirement[];
}

export function decide(input: GateInput): Decided {
  const { facts, classification, policy, fingerprint } = input;
  const outOfScope = isOutOfScope(input);
  const requirements = outOfScope ? judgeRequirements(input).map(setAside) : judgeRequirements(input);
  const judged = conclude(requirements);
  const observed = policy.policy.mode === "observe" ? { conclusion: judged } : null;
  const override = overrideInForce(input);
  return {
    headSha: facts.pull.headSha,
    baseRef: facts.pull.baseRef,
    gated: input.gated,
    tier: classification.tier,
    fingerprint,
    policyHash: policy.hash,
    factsHash: factsHash(input),
    agent: classification.agent,
    findings: classification.findings,
    requirements,
    conclusion: observed !== null || override !== null ? "success" : judged,
    observed,
    override: override === null ? null : { by: override.by.login, reason: override.reason, at: override.at },
    ...(override === null ? fallenOverride(input) : {}),
    outOfScope,
    notCounted: outOfScope ? [] : reviewsOf(input).notCounted,
  };
}

/** The newest, and first one that may come back: nobody is left to wonder why the check did. */
function fallenOverride(input: GateInput): Pick<Decision, "fallenOverride"> {
  const fallen = overridesOfHead(input);
  const last = fallen.findLast(({ ground }) => ground.state === "unknown") ?? fallen.at(-1);
  if (last === undefined) return {};
  const { given, ground } = last;
  return { fallenOverride: { by: given.by.login, how: describeFall(ground), ended: ground.state === "ended" } };
}

/**
 * INVARIANT: anything unmet blocks. A refusal is final until the change or the verdict changes; then comes what the author
 * can do now; then waiting. Never `neutral` or `skipped`: GitHub lets both merge.
 */
export function conclude(requirements: readonly Pick<JudgedRequirement, "status" | "waits">[]): Conclusion | null {
  const unmet = requirements.filter((requirement) => !isMet(requirement));
  if (unmet.some(({ waits }) => waits === "refused")) return "failure";
  if (unmet.some(({ waits }) => waits === "author")) return "action_required";
  return unmet.length === 0 && requirements.length > 0 ? "success" : null;
}

/**
 * Under `scope: agents` nothing is asked of a change that no agent wrote. That is known only when the policy and all of
 * the change could be read; a pull request that shares this commit shares its check, so those must be known as well.
 */
export function isOutOfScope({ facts, classification, policy }: GateInput): boolean {
  return (
    policy.policy.scope === "agents" &&
    policy.problems.length === 0 &&
    policy.unavailable.length === 0 &&
    classification.agent === null &&
    facts.change.status === "loaded" &&
    facts.change.value.gaps.length === 0 &&
    facts.siblings.status === "loaded"
  );
}

function setAside(judged: JudgedRequirement): JudgedRequirement {
  const { id } = judged;
  return id === "policy_valid" ? judged : { id, ...notApplicable({ code: OUT_OF_SCOPE }) };
}

// The hash of what a decision was made from, for the audit chain: same hash, same decision. Left out is what decides
// nothing: the clock, the base branch's tip (the policy has its own hash), people's talk beside the commands, and the files'
// text, which the fingerprint and the findings stand for.

export function factsHash({ facts, records, classification, policy, fingerprint, size, gated }: GateInput): string {
  const { handled: _answered, heads, ...remembered } = records;
  const basis = {
    repository: facts.repository.id,
    pull: pick(facts.pull, ["number", "state", "draft", "headSha", "baseRef", "fork"]),
    change: source(facts.change, reduceChange),
    comments: source(facts.comments, (comments) => comments.filter(isCommand).map(reduceComment)),
    reviews: source(facts.reviews, (reviews) => reviews.map(reduceReview)),
    // What was given away there is in the records.
    lineComments: source(facts.lineComments, () => null),
    checks: source(facts.checks, (checks) =>
      checks.map((check) => pick(check, ["name", "kind", "app", "appId", "reporter", "state", "outcome", "url"])),
    ),
    linkedIssues: source(facts.linkedIssues, (issues) => issues.map(reduceIssue)),
    unseenIssues: facts.unseenIssues,
    siblings: source(facts.siblings, (siblings) => siblings),
    people: [...facts.people.entries()].sort(([a], [b]) => (a < b ? -1 : 1)),
    packages: [...facts.packages.entries()].sort(([a], [b]) => (a < b ? -1 : 1)),
    records: {
      ...remembered,
      unreadHeads: heads.flatMap(({ sha, read }) => (read ? [] : [sha])).sort(),
      sealed: remembered.sealed.map(reduceSealed),
    },
    classification,
    policy: { hash: policy.hash, problems: policy.problems, unavailable: policy.unavailable },
    fingerprint,
    size,
    gated,
  };
  return `sha256:${sha256(canonicalJson(basis))}`;
}

function source<T>(read: Source<T>, reduce: (value: T) => unknown): unknown {
  return read.status === "loaded" ? { loaded: reduce(read.value) } : { unavailable: read.reason };
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>;
}

function reduceChange({ gaps, commits, branch, title, body, author, requesters, pushers }: Change): unknown {
  return { gaps, commits, branch, author, requesters, pushers, title, body };
}

function isCommand({ body }: Comment): boolean {
  return body.trimStart().startsWith("/countersign");
}

/** A sealed review is known by its place. INVARIANT: neither its block nor its commitment moves this hash. */
function reduceComment(comment: Comment): unknown {
  const reduced = pick(comment, ["id", "author", "body", "editedAt", "editor", "viaApp"]);
  return isSealedComment(comment.body) ? { ...reduced, body: "sealed" } : reduced;
}

function reduceSealed({ commitment: _random, revealed, ...review }: SealedReview): unknown {
  return { ...review, revealed: revealed === null ? null : pick(revealed, ["verdict", "answers"]) };
}

function reduceReview(review: NativeReview): unknown {
  return pick(review, ["id", "author", "state", "body", "commitSha", "editedAt", "editor"]);
}

function reduceIssue(issue: LinkedIssue): unknown {
  return pick(issue, ["repository", "number", "title", "body", "author", "editor", "viaApp"]);
}

const WORST_FIRST: readonly (Conclusion | null)[] = ["failure", "action_required", null, "success"];

/** The worst of these conclusions; null (in progress) when there is none. */
export function worstOf(conclusions: readonly (Conclusion | null)[]): Conclusion | null {
  return WORST_FIRST.find((candidate) => conclusions.includes(candidate)) ?? null;
}

/** What a decision counts for in a shared check. One that is not known yet holds the check. */
export function conclusionOf(decision: Pick<Decision, "conclusion"> | null): Conclusion | null {
  return decision?.conclusion ?? null;
}
