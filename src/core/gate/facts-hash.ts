// The hash of what a decision was made from, for the audit chain: same hash, same decision. Left out is what decides
// nothing: the clock, the base branch's tip (the policy has its own hash), people's talk beside the commands, and the files'
// text, which the fingerprint and the findings stand for.

import type { GateInput } from "../case/input.js";
import { isSealedComment } from "../comments/armor.js";
import type { Change, Comment, LinkedIssue, NativeReview } from "../facts/facts.js";
import type { SealedReview } from "../facts/sealed-review.js";
import type { Source } from "../facts/source.js";
import { canonicalJson, sha256 } from "../ground/canonical.js";

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
